#ifndef OPS_BENCH_H
#define OPS_BENCH_H

/* Measures each kind of call for so many milliseconds, and prints a line for each: a name, nanoseconds. */
void bench(int milliseconds);

#endif
