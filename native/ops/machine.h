/* What the operations of one program share. Every bank has four places. */
#ifndef OPS_MACHINE_H
#define OPS_MACHINE_H

#include <interopfuzz/shim.h>

#include "ops.h"

#define SLOTS 4
#define COOKIES 10

/* Memory of the caller: a managed caller pins it while C keeps its address. */
struct buffer {
	uint8_t *data;
	size_t size;
};

/* User data of a kept callback. */
struct weight {
	int64_t weight;
	bool ended;
};

struct machine {
	struct trace *out;
	ifz_handle block[SLOTS], retained[SLOTS], callback[SLOTS], worker[SLOTS], canary[SLOTS];
	struct buffer buffer[SLOTS], memory[SLOTS], fill[SLOTS];
	struct weight *weight[SLOTS];
	int64_t *cookie[COOKIES];
	size_t canary_size[SLOTS];
	int released;
};

struct buffer buffer_of(size_t size, int seed);
void buffer_free(struct buffer *b);

/* A text of so many code points, one to four bytes each, with terminator. */
char *text_of(int seed, int length);

/* value times 3 and the weight that user points at. */
int64_t on_call(void *user, int64_t value);

#endif
