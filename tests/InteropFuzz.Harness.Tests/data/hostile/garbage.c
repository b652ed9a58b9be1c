#include <stdio.h>

int main(void)
{
	unsigned x = 12345;
	for (int n = 0; n < 100000; n++) {
		x = x * 1103515245 + 12345;
		fputc((int)(x >> 16 & 255), stderr);
	}
	return 1;
}
