#define _GNU_SOURCE
#include "launch.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

struct limits {
	uint64_t uid, processes, files, file_bytes;
};

static int limit(__rlimit_resource_t resource, uint64_t value)
{
	struct rlimit r = {value, value};
	return setrlimit(resource, &r);
}

/* In the child: becomes the program, or reports errno over failed_fd. */
static void become_program(const struct limits *l, char **argv, int failed_fd)
{
	sigset_t none;
	sigemptyset(&none);
	setsid(); /* own session and process group: no terminal to type into, one group to kill */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	int bad = limit(RLIMIT_CORE, 0);
	if (l->files)
		bad |= limit(RLIMIT_NOFILE, l->files);
	if (l->file_bytes)
		bad |= limit(RLIMIT_FSIZE, l->file_bytes);
	if (l->processes)
		bad |= limit(RLIMIT_NPROC, l->processes);
	/* RLIMIT_NPROC does not bind root (kernel/fork.c, copy_process), so root's programs get a user of their own. */
	if (l->uid)
		bad |= setgroups(0, NULL) || setresgid((gid_t)l->uid, (gid_t)l->uid, (gid_t)l->uid) ||
		       setresuid((uid_t)l->uid, (uid_t)l->uid, (uid_t)l->uid);
	/* A change of user resets this one, prctl(2). */
	bad |= prctl(PR_SET_PDEATHSIG, SIGKILL);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (!bad)
		execvp(argv[0], argv);
	int error = errno;
	if (write(failed_fd, &error, sizeof error) < 0)
		_exit(126);
	_exit(127);
}

int start_main(int argc, char **argv)
{
	struct limits l = {0, 0, 0, 0};
	const struct option_u64 options[] = {{"--uid", &l.uid},
	                                     {"--processes", &l.processes},
	                                     {"--files", &l.files},
	                                     {"--file-bytes", &l.file_bytes},
	                                     {NULL, NULL}};
	char **program = argv + parse_options(argc, argv, options);

	if (fcntl(STATUS_FD, F_SETFD, FD_CLOEXEC) < 0 || fcntl(CONTROL_FD, F_SETFD, FD_CLOEXEC) < 0) {
		fprintf(stderr, "interopfuzz-launch: start is called by watch, not by hand\n");
		return 2;
	}
	sigset_t chld;
	sigemptyset(&chld);
	sigaddset(&chld, SIGCHLD);
	sigprocmask(SIG_BLOCK, &chld, NULL);
	int sigfd = signalfd(-1, &chld, SFD_CLOEXEC);
	int failed[2];
	if (sigfd < 0 || pipe2(failed, O_CLOEXEC) < 0) {
		fprintf(stderr, "interopfuzz-launch: %s\n", strerror(errno));
		return 1;
	}

	struct ending e;
	memset(&e, 0, sizeof e);
	pid_t child = fork();
	if (child == 0)
		become_program(&l, program, failed[1]);
	close(failed[1]);
	/* End of file: the exec worked. */
	if (child < 0)
		e.exec_errno = errno;
	else if (read(failed[0], &e.exec_errno, sizeof e.exec_errno) < 0)
		e.exec_errno = errno;

	struct rusage usage;
	memset(&usage, 0, sizeof usage);
	struct pollfd fds[2] = {{sigfd, POLLIN, 0}, {CONTROL_FD, POLLIN, 0}};
	while (child > 0 && wait4(child, &e.wait_status, WNOHANG, &usage) == 0) {
		if (poll(fds, 2, -1) < 0)
			continue;
		if (fds[0].revents & POLLIN) {
			struct signalfd_siginfo info;
			if (read(sigfd, &info, sizeof info) < 0)
				continue;
		}
		if (fds[1].revents) {
			char request = 0;
			if (read(CONTROL_FD, &request, 1) == 1 && request == CONTROL_QUIT) {
				kill(child, SIGQUIT);
			} else {
				kill(-child, SIGKILL);
				kill(child, SIGKILL);
				fds[1].fd = -1;
			}
		}
	}
	if (child > 0)
		kill(-child, SIGKILL);
	e.cpu_us = rusage_us(&usage);
	e.max_rss_bytes = usage.ru_maxrss * 1024LL;
	return write(STATUS_FD, &e, sizeof e) == sizeof e ? 0 : 1;
}
