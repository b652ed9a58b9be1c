/* Stands between libFuzzer and a target in Go (docs/fuzzing.md). */
#define _GNU_SOURCE
#include "driver.h"

#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* The target, in Go. */
int interopfuzz_one(void *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A target may bring one (FuzzSource.Mutator). */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed) __attribute__((weak));

/* Without a file everything goes here, so that the binary can be started by hand. */
static struct status nowhere;
static struct status *status = &nowhere;
static uint8_t *input;
static size_t input_max;

/* ---- coverage of Go and of C, apart ---- */

/* Counters of one module, and which of them were ever seen not to be 0. */
struct counters {
	const uint8_t *from;
	size_t count;
	uint8_t *seen;
	int is_go;
};
enum { MODULES_MAX = 256 };
static struct counters modules[MODULES_MAX];
static int module_count;

/* Inputs whose coverage is looked at one by one: those of the corpus, at the start. */
static uint64_t look_until;

/* A system call; so rarely it costs nothing. */
enum { EXECUTIONS_TO_CLOCK = 1024 };

/* Where the linker put the counters of the C code of this program, and where the program itself ends. */
extern const uint8_t __start___sancov_cntrs[] __attribute__((weak));
extern const uint8_t __executable_start[], _end[];

void __real___sanitizer_cov_8bit_counters_init(uint8_t *from, uint8_t *to);
void __wrap___sanitizer_cov_8bit_counters_init(uint8_t *from, uint8_t *to);

/* Every module announces its counters here: C code before main, once for each object file, and the Go runtime. */
void __wrap___sanitizer_cov_8bit_counters_init(uint8_t *from, uint8_t *to)
{
	int known = from == to || module_count == MODULES_MAX;
	for (int i = 0; i < module_count; i++)
		known |= modules[i].from == from;
	if (!known) {
		struct counters *m = &modules[module_count];
		m->seen = calloc((size_t)(to - from), 1);
		if (m->seen) {
			m->from = from;
			m->count = (size_t)(to - from);
			/* Go's counters lie in a section of their own within the program. */
			m->is_go = from >= __executable_start && from < _end && from != __start___sancov_cntrs;
			module_count++;
		}
	}
	__real___sanitizer_cov_8bit_counters_init(from, to);
}

/* What the process has cost so far, for when it is killed and nobody can ask any more. */
static void look_at_clock(void)
{
	struct timespec t;
	if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t) == 0)
		status->cpu_us = (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

/* Adds what the counters show now. */
static void look_at_counters(void)
{
	uint64_t covered[2] = {0, 0}, counters[2] = {0, 0};
	for (int i = 0; i < module_count; i++) {
		struct counters *m = &modules[i];
		uint64_t n = 0;
		for (size_t k = 0; k < m->count; k++)
			n += m->seen[k] |= m->from[k] != 0;
		covered[m->is_go] += n;
		counters[m->is_go] += m->count;
	}
	status->go_covered = covered[1];
	status->go_counters = counters[1];
	status->c_covered = covered[0];
	status->c_counters = counters[0];
	look_at_clock();
}

FILE *__real_fopen(const char *path, const char *mode);
FILE *__wrap_fopen(const char *path, const char *mode);

/* libFuzzer writes an input that covers something new before it clears the counters of that input (FuzzerLoop.cpp, RunOne). So nothing
 * needs to be looked at for all others. */
FILE *__wrap_fopen(const char *path, const char *mode)
{
	if (mode && mode[0] == 'w' && !status->inside)
		look_at_counters();
	return __real_fopen(path, mode);
}

/* ---- the two functions that libFuzzer calls ---- */

static void open_status(void)
{
	const char *path = getenv("INTEROPFUZZ_STATUS"), *look = getenv("INTEROPFUZZ_LOOK");
	struct stat s;
	if (!path)
		return;
	int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0 || fstat(fd, &s) < 0 || s.st_size < STATUS_PAGE) {
		fprintf(stderr, "interopfuzz: INTEROPFUZZ_STATUS names no file of at least %d bytes: %s\n", STATUS_PAGE, path);
		_exit(2);
	}
	void *map = mmap(NULL, (size_t)s.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (map == MAP_FAILED) {
		perror("interopfuzz: INTEROPFUZZ_STATUS");
		_exit(2);
	}
	status = map;
	input = (uint8_t *)map + STATUS_PAGE;
	input_max = (size_t)s.st_size - STATUS_PAGE;
	look_until = look ? strtoull(look, NULL, 10) : 0;
	status->version = STATUS_VERSION;
}

/* libFuzzer lets inputs grow by a few bytes at a time, from four on (-len_control), which for a mutator that adds whole operations is no room at
 * all. It reads its options after LLVMFuzzerInitialize (FuzzerDriver.cpp); one that is there already counts. */
static void let_inputs_grow(int *argc, char ***argv)
{
	static char option[] = "-len_control=0";
	char **more = calloc((size_t)*argc + 2, sizeof *more);
	if (!more)
		return;
	more[0] = (*argv)[0];
	more[1] = option;
	memcpy(more + 2, *argv + 1, (size_t)(*argc - 1) * sizeof *more);
	*argv = more;
	++*argc;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	open_status();
	if (LLVMFuzzerCustomMutator)
		let_inputs_grow(argc, argv);
	/* A signal handler on a goroutine's stack is the end of a Go program. libFuzzer sets its own handlers after this, and keeps the flag
	 * where it finds it (FuzzerUtilPosix.cpp, SetSigaction); SIGALRM comes every second. */
	for (int signal = 1; signal < NSIG; signal++) {
		struct sigaction action;
		if (sigaction(signal, NULL, &action) == 0 && !(action.sa_flags & SA_ONSTACK)) {
			action.sa_flags |= SA_ONSTACK;
			sigaction(signal, &action, NULL);
		}
	}
	return 0;
}

/* A target that calls exit: the code stays its own. libFuzzer's handler, which makes 77 of it, was registered before. */
static void keep_exit_code(int code, void *unused)
{
	(void)unused;
	if (status->inside) {
		fflush(NULL);
		_exit(code);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (status->executions == 0)
		on_exit(keep_exit_code, NULL);
	size_t kept = size < input_max ? size : input_max;
	if (kept)
		memcpy(input, data, kept);
	status->size = kept;
	status->executions++;
	status->inside = 1;
	/* The process may end anywhere in the call: what was written must not wait in a register. */
	__asm__ volatile("" ::: "memory");
	int worth = interopfuzz_one((void *)(uintptr_t)data, size);
	__asm__ volatile("" ::: "memory");
	status->inside = 0;
	if (status->executions <= look_until)
		look_at_counters();
	else if (status->executions % EXECUTIONS_TO_CLOCK == 0)
		look_at_clock();
	return worth;
}
