#include <uchar.h>

/* Writes capacity - 1 characters and the terminator. */
void describe(char16_t *text, int capacity)
{
	for (int i = 0; i < capacity - 1; i++)
		text[i] = u'x';
	text[capacity - 1] = 0;
}
