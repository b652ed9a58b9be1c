#include <string.h>

void fill(unsigned char *p, int n)
{
	memset(p, 0x41, (size_t)n);
}
