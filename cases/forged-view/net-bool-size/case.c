#include <stdbool.h>

struct options {
	bool wide, deep;
};

int is_deep(const struct options *o)
{
	return o->deep;
}
