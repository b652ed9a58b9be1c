#include <stddef.h>

/* The sum of a record's bytes; -1 when it is none. */
int record_sum(const unsigned char *data, size_t length);
