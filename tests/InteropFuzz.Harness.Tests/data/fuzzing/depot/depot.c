#include "depot.h"
#include <stdlib.h>
#include <string.h>

struct depot {
	unsigned char *data;
	size_t size;
	int sealed;
};

depot *depot_new(void) { return calloc(1, sizeof(depot)); }

void depot_free(depot *d)
{
	free(d->data);
	free(d);
}

int depot_store(depot *d, const void *data, size_t size)
{
	if (d->sealed || size == 0) return -1;
	free(d->data);
	d->data = malloc(size);
	d->size = size;
	memcpy(d->data, data, size);
	return 0;
}

/* Planted: one byte less than is stored passes for enough. */
int depot_load(depot *d, void *out, size_t size)
{
	if (d->data == NULL || size + 1 < d->size) return -1;
	memcpy(out, d->data, d->size);
	return 0;
}

int depot_seal(depot *d)
{
	if (d->data == NULL) return -1;
	d->sealed = 1;
	return 0;
}

/* Planted: what was sealed is dropped and not forgotten. */
int depot_drop(depot *d)
{
	free(d->data);
	if (!d->sealed) d->data = NULL;
	return 0;
}

int depot_each(depot *d, depot_visit visit, void *user)
{
	if (d->data == NULL || d->sealed) return -1;
	for (size_t i = 0; i < d->size; i++)
		if (visit(user, d->data[i]) != 0) return (int)i;
	return 0;
}
