#include "launch.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_DEPTH = 64 };

ssize_t read_file(const char *path, char *buffer, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	ssize_t total = 0, n;
	while ((size_t)total + 1 < size && (n = read(fd, buffer + total, size - 1 - (size_t)total)) > 0)
		total += n;
	close(fd);
	buffer[total] = 0;
	return total;
}

static uint64_t resident_bytes(pid_t pid)
{
	char path[64], text[128];
	unsigned long long size, resident;
	snprintf(path, sizeof path, "/proc/%d/statm", pid);
	if (read_file(path, text, sizeof text) <= 0 || sscanf(text, "%llu %llu", &size, &resident) != 2)
		return 0;
	return resident * (uint64_t)sysconf(_SC_PAGESIZE);
}

/* What stands behind the command's name in a stat file, proc(5): the name itself may hold blanks and parentheses. */
static const char *behind_name(const char *path, char *text, size_t size)
{
	const char *end = read_file(path, text, size) > 0 ? strrchr(text, ')') : NULL;
	return end ? end + 1 : "";
}

static int64_t cpu_us(pid_t pid)
{
	char path[64], text[1024];
	unsigned long long user, system, child_user, child_system;
	snprintf(path, sizeof path, "/proc/%d/stat", pid);
	if (sscanf(behind_name(path, text, sizeof text), " %*c %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %llu %llu %llu %llu", &user, &system,
	           &child_user, &child_system) != 4)
		return 0;
	return (int64_t)(user + system + child_user + child_system) * (1000000 / sysconf(_SC_CLK_TCK));
}

static int is_awake(pid_t pid, const char *thread)
{
	char path[352], text[1024], state;
	snprintf(path, sizeof path, "/proc/%d/task/%s/stat", pid, thread);
	return sscanf(behind_name(path, text, sizeof text), " %c", &state) == 1 && (state == 'R' || state == 'D');
}

static void visit_children(struct tree *t, pid_t pid, int signal, int look, int depth)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/%d/task", pid);
	DIR *tasks = depth < MAX_DEPTH ? opendir(path) : NULL;
	if (!tasks)
		return;
	for (struct dirent *task; (task = readdir(tasks));) {
		char children_path[352];
		/* Enough for some 1,500 children of one thread; the rest are met when these are gone. */
		char children[1 << 14];
		if (task->d_name[0] == '.')
			continue;
		/* This process itself, at depth 0, is always awake; of the others one is enough. */
		if ((look & LOOK_AWAKE) && depth > 0 && !t->awake)
			t->awake = is_awake(pid, task->d_name);
		snprintf(children_path, sizeof children_path, "%s/%s/children", path, task->d_name);
		if (read_file(children_path, children, sizeof children) <= 0)
			continue;
		char *at = children, *end;
		for (long child; (child = strtol(at, &end, 10)) > 0 && *end == ' '; at = end) {
			if (look & LOOK_MEMORY)
				t->rss_bytes += resident_bytes((pid_t)child);
			if (look & LOOK_CPU)
				t->cpu_us += cpu_us((pid_t)child);
			visit_children(t, (pid_t)child, signal, look, depth + 1);
			if (signal)
				kill((pid_t)child, signal);
		}
	}
	closedir(tasks);
}

struct tree tree_visit(int signal, int look)
{
	struct tree t = {0, 0, 0};
	visit_children(&t, getpid(), signal, look, 0);
	return t;
}

static int same_program(pid_t pid, const struct stat *self)
{
	char path[64];
	struct stat other;
	snprintf(path, sizeof path, "/proc/%d/exe", pid);
	return stat(path, &other) == 0 && other.st_dev == self->st_dev && other.st_ino == self->st_ino;
}

pid_t tree_program(void)
{
	struct stat self;
	if (stat("/proc/self/exe", &self) < 0)
		return 0;
	/* Between watch and the program every process has one child: bwrap, its init, start. */
	pid_t pid = getpid(), top = pid;
	for (int depth = 0; depth < MAX_DEPTH; depth++) {
		char path[64], children[64];
		snprintf(path, sizeof path, "/proc/%d/task/%d/children", pid, pid);
		long child = read_file(path, children, sizeof children) > 0 ? strtol(children, NULL, 10) : 0;
		if (child <= 0)
			return 0;
		if (pid != top && same_program(pid, &self))
			/* Until its exec the child is the launcher still. */
			return same_program((pid_t)child, &self) ? 0 : (pid_t)child;
		pid = (pid_t)child;
	}
	return 0;
}
