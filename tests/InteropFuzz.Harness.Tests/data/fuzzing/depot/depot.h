/* A library with two planted faults: one behind an order of calls, one behind a length. */
#ifndef DEPOT_H
#define DEPOT_H
#include <stddef.h>

typedef struct depot depot;
typedef int (*depot_visit)(void *user, int value);

depot *depot_new(void);
void depot_free(depot *d);
int depot_store(depot *d, const void *data, size_t size);
int depot_load(depot *d, void *out, size_t size);
int depot_seal(depot *d);
int depot_drop(depot *d);
int depot_each(depot *d, depot_visit visit, void *user);
size_t depot_missing(depot *d);

#endif
