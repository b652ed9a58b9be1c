#include <stdio.h>

int main(void)
{
	for (unsigned long n = 1;; n++)
		printf("line %lu\n", n);
}
