#include <stdlib.h>
#include <string.h>

int main(void)
{
	for (int n = 0; n < 100 * 1024; n++) {
		char *p = malloc(1 << 20);
		if (p)
			memset(p, n, 1 << 20);
	}
	return 0;
}
