#include <unistd.h>

int main(void)
{
	if (fork() == 0) {
		setsid();
		if (fork() == 0)
			for (;;)
				sleep(1000);
		_exit(0);
	}
	usleep(100000);
	return 3;
}
