/* Works for a while, waits for two seconds, works again, and dies while it does. */
#include <signal.h>
#include <time.h>
#include <unistd.h>

static void work(int milliseconds)
{
	clock_t end = clock() + (clock_t)milliseconds * (CLOCKS_PER_SEC / 1000);
	while (clock() < end) {
	}
}

int main(void)
{
	work(300);
	sleep(2);
	work(300);
	raise(SIGKILL);
}
