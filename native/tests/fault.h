/* One row for each planted fault: how a C caller meets it. */
#ifndef INTEROPFUZZ_FAULT_H
#define INTEROPFUZZ_FAULT_H

#include <interopfuzz/shim.h>

#include <string.h>

struct fault {
	const char *name; /* the function's, without ifz_fault_ */
	void (*run)(void);
};

/* Ends with a row without name. */
extern const struct fault faults[];

/* Says as the last line whether the caller's data is wrong. */
void say_silent(bool wrong, const char *what);

#endif
