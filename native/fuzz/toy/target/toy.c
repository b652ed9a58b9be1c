#include "toy.h"

#include <stdlib.h>

/* With TOY_SOUND there is no fault: for measuring how fast it runs. */

uint32_t toy_sum(const uint8_t *data, size_t size)
{
	uint32_t sum = 0;
	for (size_t i = 0; i < size; i++)
		sum = sum * 31 + data[i];
	return sum;
}

int toy_parse(const uint8_t *data, size_t size)
{
	if (size >= 2 && data[0] == 'C')
		if (data[1] == '!') {
#ifdef TOY_SOUND
			volatile size_t behind = 7;
#else
			/* volatile: the compiler must not see that it is a mistake and drop it. */
			volatile size_t behind = 8;
#endif
			volatile char *block = malloc(8);
			if (block)
				block[behind] = 1;
			free((void *)block);
			return 1;
		}
	return 0;
}
