/* What calls cost in C itself, over the shared object boundary that every caller has: the base line. */
#include "bench.h"

#include <interopfuzz/shim.h>

#include <stdio.h>
#include <time.h>

static int64_t on_call(void *user, int64_t value)
{
	(void)user;
	return value + 1;
}

static uint8_t buffer[1024];
static volatile uint64_t sink;

static void empty(long times)
{
	for (long i = 0; i < times; i++)
		ifz_noop();
}

static void lend(long times)
{
	for (long i = 0; i < times; i++)
		sink += (uint64_t)ifz_fill(buffer, sizeof buffer, (uint8_t)i);
}

static void call_back(long times)
{
	for (long i = 0; i < times; i++) {
		int64_t out = 0;
		ifz_call(on_call, 0, i, &out);
		sink += (uint64_t)out;
	}
}

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void measure(const char *name, void (*work)(long), int milliseconds)
{
	/* As many as last so long, found by doubling; the last round counts. */
	for (long times = 1000;; times *= 2) {
		double start = now();
		work(times);
		double took = now() - start;
		if (took >= milliseconds * 1e6) {
			printf("%s %.2f\n", name, took / (double)times);
			return;
		}
	}
}

void bench(int milliseconds)
{
	measure("empty", empty, milliseconds);
	measure("buffer", lend, milliseconds);
	measure("callback", call_back, milliseconds);
}
