#include <signal.h>

int main(void)
{
	for (int s = 1; s < 65; s++)
		signal(s, SIG_IGN);
	for (volatile unsigned long n = 0;; n++)
		;
}
