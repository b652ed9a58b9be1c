#include <stddef.h>

/* How many letters there are. */
int count_letters(const unsigned char *text, size_t length);
