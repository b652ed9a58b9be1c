#include <signal.h>
#include <string.h>
#include <unistd.h>

static void on_segv(int signal)
{
	(void)signal;
	_exit(3);
}

void init(void)
{
	struct sigaction action;
	memset(&action, 0, sizeof action);
	action.sa_handler = on_segv; // GUILTY
	action.sa_flags = SA_ONSTACK;
	sigaction(SIGSEGV, &action, NULL);
}
