#include "record.h"

#include <stdlib.h>
#include <string.h>

int record_sum(const unsigned char *data, size_t length)
{
	if (length < 3 || data[0] != 'R') return -1;
	size_t stated = data[1];
	if (stated > length - 2) return -1;
	/* The planted fault: records have at most 32 bytes, and nobody checks it. */
	unsigned char *copy = malloc(32);
	memcpy(copy, data + 2, stated);
	int sum = 0;
	for (size_t i = 0; i < stated; i++) sum += copy[i];
	free(copy);
	return sum;
}
