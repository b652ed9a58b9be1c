/* Tests of the shim: every legal function, with checked results. Exit code 0, or 1 with a line for each check that failed. */
#include "check.h"

#include <stdio.h>

static unsigned s_checks, s_failed;

static bool count(bool good)
{
	s_checks++;
	s_failed += !good;
	return good;
}

void check_int(const char *file, int line, const char *what, int64_t found, int64_t expected)
{
	if (!count(found == expected))
		printf("%s:%d: %s is %lld, not %lld\n", file, line, what, (long long)found, (long long)expected);
}

void check_text(const char *file, int line, const char *what, const char *found, const char *expected)
{
	if (!count(found && !strcmp(found, expected)))
		printf("%s:%d: %s is \"%s\", not \"%s\"\n", file, line, what, found ? found : "(null)", expected);
}

void check_bytes(const char *file, int line, const char *what, const void *found, const void *expected, size_t size)
{
	if (!count(!size || !memcmp(found, expected, size)))
		printf("%s:%d: %s holds other bytes\n", file, line, what);
}

int main(void)
{
	static void (*const groups[])(void) = {
		test_library, test_scalars, test_ownership, test_borrow, test_buffers, test_strings, test_structs, test_linked,
		test_outparams, test_callbacks, test_errors, test_control, test_threads, test_globals, test_canary,
	};
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
		ifz_reset();
		groups[i]();
		/* What the caller owns does not end by itself. */
		ifz_live live;
		OK(ifz_live_count(&live));
		IS(live.raw, 0);
	}
	ifz_reset();
	printf("%u checks, %u failed\n", s_checks, s_failed);
	return s_failed != 0;
}
