/* The C interpreter of operation programs: docs/operations.md. */
#ifndef OPS_OPS_H
#define OPS_OPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "operations.h"

struct machine;

struct argument {
	const char *name;
	int first, count, step;
};

struct operation {
	const char *name;
	int arguments;
	struct argument argument[3];
	void (*perform)(struct machine *m, int a, int b, int c);
};

struct step {
	const struct operation *operation;
	int value[3];
};

struct program {
	int version;
	int count;
	struct step steps[OPS_MOST_STEPS];
};

bool is_legal(const struct operation *o);

/* Reads any bytes as a program. */
void program_decode(struct program *p, const uint8_t *bytes, size_t size);

/* The line of text that is being written, and the digest of those before it. */
struct trace {
	char text[1024];
	size_t length;
	uint64_t digest;
};

void trace_begin(struct trace *t);
__attribute__((format(printf, 2, 3))) void say(struct trace *t, const char *format, ...);
void say_step(struct trace *t, int index, const struct step *step);
/* Ends the line: it enters the digest and is written to standard output. */
void trace_line(struct trace *t);

/* FNV-1a: of 32 bits for contents, of 64 bits for traces. */
uint32_t sum_of(const void *bytes, size_t size);

/* The byte at a place of what is made from a seed. */
static inline uint8_t pattern(int seed, size_t i)
{
	return (uint8_t)(seed + (int)(i * 7 + (i >> 5)));
}

struct machine *machine_new(struct trace *t);
/* Gives back all that the program left, and says what that was. */
void machine_end(struct machine *m);

#define OPS_DECLARE(function, ...) void op_##function(struct machine *m, int a, int b, int c);
OPS_ROWS(OPS_DECLARE)
#undef OPS_DECLARE

#endif
