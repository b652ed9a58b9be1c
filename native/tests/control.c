#include "check.h"

#include <errno.h>
#include <math.h>
#include <signal.h>

static int64_t keep_errno(void *user, int64_t value)
{
	errno = *(int *)user;
	return value;
}

static int32_t format_list(char *out, size_t capacity, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	int32_t length = ifz_va_format_list(out, capacity, format, arguments);
	va_end(arguments);
	return length;
}

void test_errors(void)
{
	char text[64];
	int32_t after = 0;
	int other = ERANGE;
	IS(ifz_errno_fail(EAGAIN, -1), -1);
	IS(errno, EAGAIN);
	IS(ifz_errno_now(), EAGAIN);
	IS(ifz_errno_open_nothing(), -1);
	IS(errno, ENOENT);
	OK(ifz_errno_over_call(EINTR, keep_errno, &other, &after));
	IS(after, ERANGE);
	OK(ifz_errno_text(ENOENT, text, sizeof text));
	TEXT(text, "No such file or directory");
	OK(ifz_errno_text(ENOENT, text, 3));
	TEXT(text, "No");

	const int64_t values[] = {1, -2, INT64_MAX, 4, 5, 6, 7, 8};
	IS(ifz_va_sum(3, (int64_t)1, (int64_t)-5, (int64_t)1 << 40), ((int64_t)1 << 40) - 4);
	IS(ifz_va_sum(0), 0);
	IS(ifz_va_sum_of(values, 2), -1);
	IS(ifz_va_sum_of(values, 8), INT64_MIN + 28);
	IS(ifz_va_sum_of(values, 9), 0);
	IS(ifz_va_format(text, sizeof text, "%d-%s", 5, "a"), 3);
	TEXT(text, "5-a");
	IS(format_list(text, 4, "%s", "abcdef"), 6);
	TEXT(text, "abc");
	IS(ifz_va_format_three(text, sizeof text, "x", -7, 0.5), 10);
	TEXT(text, "x=-7/0.500");
	IS(ifz_va_format_three(text, sizeof text, NULL, -7, 0.5), -1);
}

static int64_t plain(void *user, int64_t value)
{
	(void)user;
	return 2 * value;
}

void test_control(void)
{
	int32_t out = 0;
	int64_t result = 0;
	uint64_t a = 0, b = 0;
	bool on_stack = false;
	OK(ifz_jump_inside(0, 7, &out));
	IS(out, 7);
	OK(ifz_jump_inside(256, -8, &out));
	IS(out, -8);
	IS(ifz_jump_inside(257, 7, &out), IFZ_E_LIMIT);
	OK(ifz_jump_guard(plain, NULL, 21, &result));
	IS(result, 42);

	IS(ifz_signal_handle(SIGSEGV), IFZ_E_ARGUMENT);
	IS(ifz_signal_raise(SIGUSR1), IFZ_E_STATE);
	OK(ifz_signal_handle(SIGUSR1));
	OK(ifz_signal_handle(SIGUSR1));
	OK(ifz_signal_raise(SIGUSR1));
	IS(ifz_signal_count(SIGUSR1), 1);
	/* Plain C has no signal stack on this thread; instruments may. */
	(void)ifz_signal_last_on_stack();
	OK(ifz_signal_on_thread(SIGUSR1, &on_stack));
	TRUE(on_stack);
	IS(ifz_signal_count(SIGUSR1), 2);
	IS(ifz_signal_count(SIGUSR2), 0);
	OK(ifz_signal_restore(SIGUSR1));
	IS(ifz_signal_restore(SIGUSR1), IFZ_E_STATE);

	OK(ifz_stack_deep(1024, &a));
	OK(ifz_stack_deep(1023, &b));
	TRUE(a != b);
	IS(ifz_stack_deep(1025, &a), IFZ_E_LIMIT);
	OK(ifz_stack_wide(IFZ_LIMIT_STACK, 1, &a));
	OK(ifz_stack_wide(IFZ_LIMIT_STACK, 1, &b));
	IS(a, b);
	IS(ifz_stack_wide(IFZ_LIMIT_STACK + 1, 1, &a), IFZ_E_LIMIT);
	IS(ifz_stack_wide(0, 1, &a), IFZ_E_ARGUMENT);
}
