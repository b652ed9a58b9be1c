#include <setjmp.h>

static jmp_buf out;

void fail(void)
{
	longjmp(out, 1); // GUILTY
}

int guarded(void (*callback)(void))
{
	if (setjmp(out))
		return 1;
	callback();
	return 0;
}
