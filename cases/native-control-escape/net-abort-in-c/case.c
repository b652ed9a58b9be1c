#include <assert.h>

int parse(int value)
{
	assert(value >= 0);
	return value;
}
