#include "count.h"

#include <stdlib.h>

int count_letters(const unsigned char *text, size_t length)
{
	/* The planted fault: 26 letters, and an index by how often one came. */
	volatile unsigned char *seen = calloc(26, 1);
	int letters = 0;
	for (size_t i = 0; i < length; i++)
		if (text[i] == 'a') seen[letters++] = 1;
	free((void *)seen);
	return letters;
}
