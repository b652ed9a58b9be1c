#include <string.h>

static char kept[64];

void keep(const void *order, int size)
{
	memcpy(kept, order, size);
}

void give_back(void *order, int size)
{
	memcpy(order, kept, size);
}
