/* The launcher: starts one untrusted program, watches it, and ends it.
 *
 * It is two processes of one binary, so that each does what only it can do:
 *
 *   harness ── watch ── [bwrap] ── start ── program
 *
 * watch  stands outside the sandbox: deadline, memory watch, bounded output, and the end of everything.
 * start  stands inside it: limits, user, the exact wait status (bwrap folds signals into exit codes), rusage.
 *
 * They talk over two pipes: STATUS_FD (start writes one struct ending) and CONTROL_FD (watch writes bytes,
 * and its end of file means that the watcher is gone). With --notes-bytes the program itself has a third
 * one, NOTES_FD, for lines of figures that do not belong into its output. */
#ifndef INTEROPFUZZ_LAUNCH_H
#define INTEROPFUZZ_LAUNCH_H

#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

enum { STATUS_FD = 3, CONTROL_FD = 4, NOTES_FD = 5 };

/* What the harness may write to watch's stdin: the deadline has come, whatever the clock says. */
enum { DEADLINE_NOW = 'D' };

/* What watch asks of start over CONTROL_FD. */
enum { CONTROL_QUIT = 'Q' };

/* How the program ended, as start saw it. Crosses a pipe between two processes of the same binary. */
struct ending {
	int32_t exec_errno;    /* not 0: the program could not be started */
	int32_t wait_status;   /* as wait4(2) gives it */
	int64_t cpu_us;        /* user + system time of the program and the children it waited for */
	int64_t max_rss_bytes; /* largest resident set of one of them */
};

/* One row of an option table: --name N. */
struct option_u64 {
	const char *name;
	uint64_t *value;
};

/* Reads "--name N" pairs up to "--"; returns the index behind it. Ends the process with 2 on anything else. */
int parse_options(int argc, char **argv, const struct option_u64 *options);

/* User and system time together, in microseconds. */
static inline int64_t rusage_us(const struct rusage *u)
{
	return (u->ru_utime.tv_sec + u->ru_stime.tv_sec) * 1000000LL + u->ru_utime.tv_usec + u->ru_stime.tv_usec;
}

int watch_main(int argc, char **argv);
int start_main(int argc, char **argv);

/* Output of the program: the first head bytes and the last tail bytes are kept. */
struct output {
	unsigned char *head, *tail;
	uint64_t head_cap, tail_cap, total;
};
int output_init(struct output *o, uint64_t head_cap, uint64_t tail_cap);
void output_append(struct output *o, const unsigned char *data, size_t size);
uint64_t output_cut(const struct output *o);
int output_write(const struct output *o, int fd);

/* What a visit of the processes below this one looks at. */
enum { LOOK_MEMORY = 1, LOOK_CPU = 2, LOOK_AWAKE = 4 };

/* The processes below this one, found through /proc/PID/task/TID/children. */
struct tree {
	uint64_t rss_bytes; /* summed resident sets */
	int64_t cpu_us;     /* summed user and system time, with that of children they waited for */
	int awake;          /* whether a thread of one runs, is ready to run, or waits for a disk */
};
/* Visits every descendant; sends it a signal as well when signal is not 0. */
struct tree tree_visit(int signal, int look);
/* The program itself: the child of the descendant that is this launcher too ("start"). 0 when there is none yet. */
pid_t tree_program(void);
/* Reads a small file of /proc as text; its length, or -1. */
ssize_t read_file(const char *path, char *buffer, size_t size);

/* Memory of the program over its run: at most SERIES_MAX samples, thinned by half whenever they are full. */
enum { SERIES_MAX = 512 };
struct sample {
	int64_t at_us;
	uint64_t tree_rss, rss, pss, anonymous, private_dirty, swap, threads; /* bytes, but for threads */
};
struct series {
	int count;
	int unreadable; /* errno of smaps_rollup when the last look at it failed */
	int64_t interval_us, next_us;
	pid_t program;
	struct sample samples[SERIES_MAX];
};
void series_take(struct series *s, int64_t at_us);
/* A line "sample AT_US TREE_RSS RSS PSS ANONYMOUS PRIVATE_DIRTY SWAP THREADS" for each. */
void series_write(const struct series *s, int fd);

#endif
