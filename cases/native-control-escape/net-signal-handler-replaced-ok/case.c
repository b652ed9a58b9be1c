#include <signal.h>
#include <string.h>

static struct sigaction before;

static void on_segv(int signal, siginfo_t *info, void *context)
{
	/* Nothing here is a fault of this library. */
	before.sa_sigaction(signal, info, context);
}

void init(void)
{
	struct sigaction action;
	memset(&action, 0, sizeof action);
	action.sa_sigaction = on_segv;
	action.sa_flags = SA_SIGINFO | SA_ONSTACK;
	sigaction(SIGSEGV, &action, &before);
}
