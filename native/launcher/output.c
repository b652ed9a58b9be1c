#include "launch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int output_init(struct output *o, uint64_t head_cap, uint64_t tail_cap)
{
	*o = (struct output){.head_cap = head_cap, .tail_cap = tail_cap};
	o->head = malloc(head_cap ? head_cap : 1);
	o->tail = malloc(tail_cap ? tail_cap : 1);
	return o->head && o->tail ? 0 : -1;
}

void output_append(struct output *o, const unsigned char *data, size_t size)
{
	if (o->total < o->head_cap) {
		size_t n = o->head_cap - o->total < size ? o->head_cap - o->total : size;
		memcpy(o->head + o->total, data, n);
		o->total += n;
		data += n;
		size -= n;
	}
	/* The tail is a ring indexed by the count of bytes behind the head. */
	while (size && o->tail_cap) {
		uint64_t at = (o->total - o->head_cap) % o->tail_cap;
		size_t n = o->tail_cap - at < size ? o->tail_cap - at : size;
		memcpy(o->tail + at, data, n);
		o->total += n;
		data += n;
		size -= n;
	}
	o->total += size;
}

uint64_t output_cut(const struct output *o)
{
	uint64_t kept = o->head_cap + o->tail_cap;
	return o->total > kept ? o->total - kept : 0;
}

static int write_all(int fd, const unsigned char *data, uint64_t size)
{
	while (size) {
		ssize_t n = write(fd, data, size);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		data += n;
		size -= (uint64_t)n;
	}
	return 0;
}

int output_write(const struct output *o, int fd)
{
	if (o->total <= o->head_cap)
		return write_all(fd, o->head, o->total);
	if (write_all(fd, o->head, o->head_cap) < 0)
		return -1;
	uint64_t behind = o->total - o->head_cap;
	if (behind <= o->tail_cap)
		return write_all(fd, o->tail, behind);
	char mark[80];
	int n = snprintf(mark, sizeof mark, "\n[interopfuzz: %llu bytes cut here]\n", (unsigned long long)output_cut(o));
	uint64_t at = o->tail_cap ? behind % o->tail_cap : 0;
	if (write_all(fd, (unsigned char *)mark, (uint64_t)n) < 0 || write_all(fd, o->tail + at, o->tail_cap - at) < 0)
		return -1;
	return write_all(fd, o->tail, at);
}
