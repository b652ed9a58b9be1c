#include "ops.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const uint64_t fnv64 = 14695981039346656037u, fnv64_prime = 1099511628211u;

void trace_begin(struct trace *t)
{
	t->length = 0;
	t->digest = fnv64;
}

void say(struct trace *t, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	int n = vsnprintf(t->text + t->length, sizeof t->text - t->length, format, arguments);
	va_end(arguments);
	/* One place is kept for the end of the line. */
	if (n < 0 || t->length + (size_t)n + 1 >= sizeof t->text)
		abort();
	t->length += (size_t)n;
}

void say_step(struct trace *t, int index, const struct step *step)
{
	say(t, "%d %s", index, step->operation->name);
	for (int i = 0; i < step->operation->arguments; i++)
		say(t, " %s=%d", step->operation->argument[i].name, step->value[i]);
}

void trace_line(struct trace *t)
{
	t->text[t->length++] = '\n';
	for (size_t i = 0; i < t->length; i++)
		t->digest = (t->digest ^ (uint8_t)t->text[i]) * fnv64_prime;
	for (size_t at = 0; at < t->length;) {
		ssize_t n = write(STDOUT_FILENO, t->text + at, t->length - at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			_exit(3);
		at += (size_t)n;
	}
	t->length = 0;
}

uint32_t sum_of(const void *bytes, size_t size)
{
	const uint8_t *p = bytes;
	uint32_t sum = 2166136261u;
	for (size_t i = 0; i < size; i++)
		sum = (sum ^ p[i]) * 16777619u;
	return sum;
}
