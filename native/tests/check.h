/* Checks that say what they found, and the groups of the test program. */
#ifndef INTEROPFUZZ_CHECK_H
#define INTEROPFUZZ_CHECK_H

#include <interopfuzz/shim.h>

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

void check_int(const char *file, int line, const char *what, int64_t found, int64_t expected);
void check_text(const char *file, int line, const char *what, const char *found, const char *expected);
void check_bytes(const char *file, int line, const char *what, const void *found, const void *expected, size_t size);

/* Numbers, addresses as numbers, truth. */
#define IS(found, expected) check_int(__FILE__, __LINE__, #found, (int64_t)(found), (int64_t)(expected))
#define OK(call) IS(call, IFZ_OK)
#define TRUE(found) IS(!!(found), 1)
#define TEXT(found, expected) check_text(__FILE__, __LINE__, #found, found, expected)
#define BYTES(found, expected, size) check_bytes(__FILE__, __LINE__, #found, found, expected, size)

void test_library(void);
void test_scalars(void);
void test_ownership(void);
void test_borrow(void);
void test_buffers(void);
void test_strings(void);
void test_structs(void);
void test_linked(void);
void test_outparams(void);
void test_callbacks(void);
void test_errors(void);
void test_control(void);
void test_threads(void);
void test_globals(void);
void test_canary(void);

#endif
