#define _GNU_SOURCE
#include "launch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* How often the memory of the tree is read, unless --memory-ms says another period. A program that touches fresh pages at 2 GB/s overshoots by 40 MB. */
enum { SAMPLE_MS = 20, REAP_MS = 20000 };

/* How many samples in a row must show no thread awake before the program is said to wait. */
enum { WAITING_SAMPLES = 5 };

/* How long the command may take to end after its program has: bwrap and start have nothing left to do. */
enum { SETTLE_MS = 200 };

/* Why the watcher ended the program; WHY_NONE: it ended by itself. */
enum why { WHY_NONE, WHY_DEADLINE, WHY_MEMORY, WHY_STOPPED };

static int64_t now_us(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static int64_t spent_us(int who)
{
	struct rusage u;
	memset(&u, 0, sizeof u);
	getrusage(who, &u);
	return rusage_us(&u);
}

/* In the child: wires the pipes to their fixed places and becomes COMMAND. notes is -1 where none are wanted. */
static void become_command(char **command, int out, int status, int control, int notes)
{
	/* Above the fixed places first, so that none overwrites another. */
	int safe_out = fcntl(out, F_DUPFD, 10), safe_status = fcntl(status, F_DUPFD, 10), safe_control = fcntl(control, F_DUPFD, 10);
	int safe_notes = notes < 0 ? -1 : fcntl(notes, F_DUPFD, 10);
	int null = open("/dev/null", O_RDONLY);
	sigset_t none;
	sigemptyset(&none);
	setpgid(0, 0);
	if (null < 0 || dup2(null, 0) < 0 || dup2(safe_out, 1) < 0 || dup2(safe_out, 2) < 0 || dup2(safe_status, STATUS_FD) < 0 ||
	    dup2(safe_control, CONTROL_FD) < 0 || (notes >= 0 && dup2(safe_notes, NOTES_FD) < 0)) {
		dprintf(safe_out, "interopfuzz-launch: %s: %s\n", null < 0 ? "/dev/null" : "pipes", strerror(errno));
		_exit(126);
	}
	close_range(notes < 0 ? NOTES_FD : NOTES_FD + 1, ~0U, 0);
	sigprocmask(SIG_SETMASK, &none, NULL);
	execvp(command[0], command);
	dprintf(2, "interopfuzz-launch: cannot start %s: %s\n", command[0], strerror(errno));
	_exit(127);
}

/* Waits for COMMAND to end behind its program. Killed before it has waited for it, it would take the program's time out of
 * RUSAGE_CHILDREN with it. */
static void let_settle(pid_t command)
{
	sigset_t chld;
	sigemptyset(&chld);
	sigaddset(&chld, SIGCHLD);
	int64_t give_up = now_us() + SETTLE_MS * 1000LL, left;
	while (waitpid(command, NULL, WNOHANG) == 0 && (left = give_up - now_us()) > 0) {
		struct timespec t = {0, left * 1000};
		sigtimedwait(&chld, NULL, &t);
	}
}

/* Ends every descendant and reaps it; false when some would not die. */
static int end_all(void)
{
	int64_t give_up = now_us() + REAP_MS * 1000LL;
	while (now_us() < give_up) {
		/* Stopped first, so that a fork bomb cannot outrun the killing. */
		tree_visit(SIGSTOP, 0);
		tree_visit(SIGKILL, 0);
		pid_t pid;
		while ((pid = waitpid(-1, NULL, WNOHANG)) > 0) {
		}
		if (pid < 0 && errno == ECHILD)
			return 1;
		usleep(1000);
	}
	return 0;
}

/* What the program noted, as lines that nothing of the launcher's own can be taken for. */
static void write_notes(const struct output *notes, int fd)
{
	FILE *whole = tmpfile(), *to = fdopen(dup(fd), "w");
	char line[1 << 11];
	if (whole && to && output_write(notes, fileno(whole)) == 0) {
		rewind(whole);
		while (fgets(line, sizeof line, whole)) {
			for (char *c = line; *c; c++)
				if (*c != '\n' && (*c < ' ' || *c > '~'))
					*c = '?';
			fprintf(to, "note %s%s", line, line[0] && line[strlen(line) - 1] == '\n' ? "" : "\n");
		}
	}
	if (whole)
		fclose(whole);
	if (to)
		fclose(to);
}

static const char *why_name(enum why w)
{
	switch (w) {
	case WHY_DEADLINE: return "deadline";
	case WHY_MEMORY: return "memory";
	case WHY_STOPPED: return "stopped";
	default: return "";
	}
}

int watch_main(int argc, char **argv)
{
	uint64_t deadline_ms = 0, grace_ms = 1000, rss_bytes = 0, head_bytes = 1 << 17, tail_bytes = 1 << 17, follow_stdin = 0, say_waiting = 0;
	uint64_t notes_bytes = 0, sample_us = 0, memory_ms = SAMPLE_MS;
	const struct option_u64 options[] = {{"--deadline-ms", &deadline_ms}, {"--grace-ms", &grace_ms},
	                                     {"--rss-bytes", &rss_bytes},     {"--head-bytes", &head_bytes},
	                                     {"--tail-bytes", &tail_bytes},   {"--follow-stdin", &follow_stdin},
	                                     {"--notes-bytes", &notes_bytes}, {"--sample-us", &sample_us},
	                                     {"--say-waiting", &say_waiting}, {"--memory-ms", &memory_ms},
	                                     {NULL, NULL}};
	char **command = argv + parse_options(argc, argv, options);

	struct output output, notes;
	struct series series;
	memset(&series, 0, offsetof(struct series, samples));
	int out[2], status[2], control[2], note[2] = {-1, -1};
	sigset_t watched;
	sigemptyset(&watched);
	sigaddset(&watched, SIGCHLD);
	sigaddset(&watched, SIGTERM);
	sigaddset(&watched, SIGINT);
	sigaddset(&watched, SIGHUP);
	sigprocmask(SIG_BLOCK, &watched, NULL);
	signal(SIGPIPE, SIG_IGN);
	int sigfd = signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK);
	if (sigfd < 0 || pipe2(out, O_CLOEXEC) < 0 || pipe2(status, O_CLOEXEC) < 0 || pipe2(control, O_CLOEXEC) < 0 ||
	    output_init(&output, head_bytes, tail_bytes) < 0 || (notes_bytes && pipe2(note, O_CLOEXEC) < 0) ||
	    output_init(&notes, notes_bytes / 2, notes_bytes / 2) < 0 || prctl(PR_SET_CHILD_SUBREAPER, 1) < 0) {
		fprintf(stderr, "interopfuzz-launch: %s\n", strerror(errno));
		return 1;
	}
	fcntl(out[0], F_SETFL, O_NONBLOCK);
	if (notes_bytes)
		fcntl(note[0], F_SETFL, O_NONBLOCK);
	int64_t begin = now_us();
	pid_t child = fork();
	if (child < 0) {
		fprintf(stderr, "interopfuzz-launch: fork: %s\n", strerror(errno));
		return 1;
	}
	if (child == 0)
		become_command(command, out[1], status[1], control[0], note[1]);
	close(out[1]);
	close(status[1]);
	close(control[0]);
	if (notes_bytes)
		close(note[1]);

	enum why why = WHY_NONE;
	struct ending ending;
	memset(&ending, 0, sizeof ending);
	int ended = 0, have_ending = 0;
	uint64_t peak_rss = 0;
	int asleep = 0; /* samples in a row without a thread awake */
	int64_t quit_at = deadline_ms ? begin + (int64_t)deadline_ms * 1000 : INT64_MAX, kill_at = INT64_MAX, sample_at = begin;
	unsigned char buffer[1 << 16];
	enum { SIG, OUT, STATUS, STDIN, NOTES };
	struct pollfd fds[] = {[SIG] = {sigfd, POLLIN, 0},
	                       [OUT] = {out[0], POLLIN, 0},
	                       [STATUS] = {status[0], POLLIN, 0},
	                       [STDIN] = {follow_stdin ? 0 : -1, POLLIN, 0},
	                       [NOTES] = {note[0], POLLIN, 0}};
	series.interval_us = (int64_t)sample_us;
	for (int going = 1; going;) {
		if (poll(fds, 5, sample_us && sample_us < memory_ms * 1000 ? (int)(sample_us + 999) / 1000 : (int)memory_ms) < 0 && errno != EINTR)
			break;
		if (fds[SIG].revents & POLLIN) {
			struct signalfd_siginfo info;
			while (read(sigfd, &info, sizeof info) == sizeof info)
				if (info.ssi_signo != SIGCHLD) {
					why = WHY_STOPPED;
					going = 0;
				}
		}
		if (fds[OUT].revents) {
			ssize_t n = read(out[0], buffer, sizeof buffer);
			if (n > 0)
				output_append(&output, buffer, (size_t)n);
			else if (n == 0 || (errno != EAGAIN && errno != EINTR))
				fds[OUT].fd = -1; /* the program closed its output; it may still run */
		}
		if (fds[NOTES].revents) {
			ssize_t n = read(note[0], buffer, sizeof buffer);
			if (n > 0)
				output_append(&notes, buffer, (size_t)n);
			else if (n == 0 || (errno != EAGAIN && errno != EINTR))
				fds[NOTES].fd = -1;
		}
		if (fds[STATUS].revents) {
			have_ending = read(status[0], &ending, sizeof ending) == sizeof ending;
			ended = 1;
			going = 0;
		}
		if (fds[STDIN].revents) {
			ssize_t n = read(0, buffer, sizeof buffer);
			if (n > 0 && buffer[0] == DEADLINE_NOW && kill_at == INT64_MAX)
				quit_at = 0;
			if (n <= 0) {
				why = WHY_STOPPED;
				going = 0;
			}
		}
		int64_t now = now_us();
		if (going && now >= sample_at) {
			struct tree t = tree_visit(0, LOOK_MEMORY | (say_waiting ? LOOK_AWAKE : 0));
			sample_at = now + (int64_t)memory_ms * 1000;
			if (say_waiting && t.awake && asleep >= WAITING_SAMPLES)
				fputs("running\n", stderr);
			asleep = t.awake ? 0 : asleep + 1;
			if (say_waiting && asleep == WAITING_SAMPLES)
				fputs("waiting\n", stderr);
			if (t.rss_bytes > peak_rss)
				peak_rss = t.rss_bytes;
			if (rss_bytes && t.rss_bytes > rss_bytes) {
				why = WHY_MEMORY;
				going = 0;
			}
		}
		if (going && sample_us && now >= series.next_us) {
			series_take(&series, now - begin);
			series.next_us = now + series.interval_us;
		}
		if (now >= quit_at) {
			/* SIGQUIT makes a Go program print its goroutines; the grace is for that. */
			char request = CONTROL_QUIT;
			why = WHY_DEADLINE;
			quit_at = INT64_MAX;
			kill_at = now + (int64_t)grace_ms * 1000;
			if (write(control[1], &request, 1) < 0)
				kill_at = now;
		}
		if (now >= kill_at)
			going = 0;
	}
	int64_t wall_us = now_us() - begin;
	/* Of what is killed nobody learns the time afterwards: it is read before, together with what stands around the program. */
	if (ended)
		let_settle(child);
	int64_t cpu_us = ended ? ending.cpu_us : tree_visit(0, LOOK_CPU).cpu_us;
	close(control[1]);
	int all_ended = end_all();
	int64_t overhead_us = spent_us(RUSAGE_SELF) + (ended ? spent_us(RUSAGE_CHILDREN) - cpu_us : 0);
	/* Every writer is dead: what the pipe holds is all there is. */
	for (ssize_t n; fds[OUT].fd >= 0 && ((n = read(out[0], buffer, sizeof buffer)) > 0 || (n < 0 && errno == EINTR));)
		if (n > 0)
			output_append(&output, buffer, (size_t)n);
	int written = output_write(&output, 1) == 0;
	for (ssize_t n; fds[NOTES].fd >= 0 && ((n = read(note[0], buffer, sizeof buffer)) > 0 || (n < 0 && errno == EINTR));)
		if (n > 0)
			output_append(&notes, buffer, (size_t)n);
	if (notes_bytes)
		write_notes(&notes, 2);
	if (sample_us)
		series_write(&series, 2);

	if ((uint64_t)ending.max_rss_bytes > peak_rss)
		peak_rss = (uint64_t)ending.max_rss_bytes;
	int exited = have_ending && WIFEXITED(ending.wait_status), signalled = have_ending && WIFSIGNALED(ending.wait_status);
	fprintf(stderr,
	        "{\"started\":%s,\"error\":\"%s\",\"ended_by\":\"%s\",\"exit\":%d,\"signal\":%d,\"cpu_us\":%lld,"
	        "\"overhead_us\":%lld,\"wall_us\":%lld,\"peak_rss_bytes\":%llu,\"output_bytes\":%llu,\"cut_bytes\":%llu}\n",
	        (have_ending && !ending.exec_errno) || why != WHY_NONE ? "true" : "false",
	        !all_ended                ? "some processes could not be ended"
	        : !written                ? "the output could not be written"
	        : have_ending && ending.exec_errno ? strerror(ending.exec_errno)
	                                  : "",
	        why_name(why), exited ? WEXITSTATUS(ending.wait_status) : -1, signalled ? WTERMSIG(ending.wait_status) : -1,
	        (long long)cpu_us, (long long)overhead_us, (long long)wall_us,
	        (unsigned long long)peak_rss, (unsigned long long)output.total, (unsigned long long)output_cut(&output));
	return 0;
}
