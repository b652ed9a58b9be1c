/* What the driver of a libFuzzer target and the harness share: one page of figures, and behind it the input that is being performed.
 *
 * The harness makes the file, of the page and the longest input, and names it in INTEROPFUZZ_STATUS. Both map it, so that whatever ends
 * the process (os.Exit, a sanitizer that falls over itself, SIGKILL) leaves the input. harness/InteropFuzz.Harness/Fuzzing/Engines/
 * DriverStatus.cs reads it: the two change together, and raise STATUS_VERSION. */
#ifndef INTEROPFUZZ_DRIVER_H
#define INTEROPFUZZ_DRIVER_H

#include <stdint.h>

enum { STATUS_VERSION = 2, STATUS_PAGE = 4096 };

struct status {
	uint64_t version;
	uint64_t executions; /* inputs that were begun */
	uint64_t inside;     /* whether one is being performed */
	uint64_t size;       /* its bytes, from STATUS_PAGE on */
	uint64_t go_covered, go_counters, c_covered, c_counters;
	uint64_t cpu_us; /* processor time of the process, at the last look */
};

#endif
