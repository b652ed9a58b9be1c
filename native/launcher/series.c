#include "launch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The number behind a name at the beginning of a line; 0 when there is none. */
static uint64_t field(const char *text, const char *name)
{
	size_t length = strlen(name);
	for (const char *line = text; line; line = strchr(line, '\n'), line = line ? line + 1 : NULL)
		if (strncmp(line, name, length) == 0)
			return strtoull(line + length, NULL, 10);
	return 0;
}

void series_take(struct series *s, int64_t at_us)
{
	char path[64], text[4096];
	struct sample now = {.at_us = at_us, .tree_rss = tree_visit(0, LOOK_MEMORY).rss_bytes};
	if (!s->program)
		s->program = tree_program();
	if (!s->program)
		return;
	snprintf(path, sizeof path, "/proc/%d/smaps_rollup", s->program);
	errno = 0;
	if (read_file(path, text, sizeof text) > 0) {
		now.rss = field(text, "Rss:") << 10;
		now.pss = field(text, "Pss:") << 10;
		now.anonymous = field(text, "Anonymous:") << 10;
		now.private_dirty = field(text, "Private_Dirty:") << 10;
		now.swap = field(text, "Swap:") << 10;
	}
	/* Between exit and wait there is no memory any more. */
	if (!now.rss) {
		s->unreadable = errno;
		return;
	}
	snprintf(path, sizeof path, "/proc/%d/status", s->program);
	if (read_file(path, text, sizeof text) > 0)
		now.threads = field(text, "Threads:");
	if (s->count == SERIES_MAX) {
		for (int i = 0; i < SERIES_MAX / 2; i++)
			s->samples[i] = s->samples[2 * i];
		s->count = SERIES_MAX / 2;
		s->interval_us *= 2;
	}
	s->samples[s->count++] = now;
}

void series_write(const struct series *s, int fd)
{
	for (int i = 0; i < s->count; i++) {
		const struct sample *p = &s->samples[i];
		dprintf(fd, "sample %lld %llu %llu %llu %llu %llu %llu %llu\n", (long long)p->at_us, (unsigned long long)p->tree_rss,
		        (unsigned long long)p->rss, (unsigned long long)p->pss, (unsigned long long)p->anonymous,
		        (unsigned long long)p->private_dirty, (unsigned long long)p->swap, (unsigned long long)p->threads);
	}
	if (s->count == 0 && s->unreadable)
		dprintf(fd, "unsampled %s\n", strerror(s->unreadable));
}
