/* Signals: counted with a handler that follows the rules, and what breaks them. */
#include "internal.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

enum { SIGNALS = 65, STACK_BYTES = 65536 };

static atomic_uint s_counts[SIGNALS];
static atomic_bool s_on_stack;

/* Below ifzi_lock. */
static bool s_handled[SIGNALS];
static struct sigaction s_before[SIGNALS];

static void count_signal(int number)
{
	stack_t stack;
	if (!sigaltstack(NULL, &stack))
		s_on_stack = stack.ss_flags & SS_ONSTACK;
	s_counts[number]++;
}

static bool is_ours(int32_t number)
{
	return number == SIGUSR1 || number == SIGUSR2;
}

/* Installs a handler and remembers the one before the first. Below ifzi_lock. */
static ifz_status install(int32_t number, void (*handler)(int), int flags)
{
	struct sigaction action;
	memset(&action, 0, sizeof action);
	action.sa_handler = handler;
	action.sa_flags = flags;
	sigemptyset(&action.sa_mask);
	if (sigaction(number, &action, s_handled[number] ? NULL : &s_before[number]))
		return IFZ_E_SYSTEM;
	s_handled[number] = true;
	return IFZ_OK;
}

ifz_status ifz_signal_handle(int32_t signal)
{
	if (!is_ours(signal))
		return IFZ_E_ARGUMENT;
	pthread_mutex_lock(&ifzi_lock);
	ifz_status status = IFZ_OK;
	if (!s_handled[signal]) {
		s_counts[signal] = 0;
		status = install(signal, count_signal, SA_ONSTACK | SA_RESTART);
	}
	pthread_mutex_unlock(&ifzi_lock);
	return status;
}

static ifz_status restore(int32_t number)
{
	if (!s_handled[number])
		return IFZ_E_STATE;
	s_handled[number] = false;
	return sigaction(number, &s_before[number], NULL) ? IFZ_E_SYSTEM : IFZ_OK;
}

ifz_status ifz_signal_restore(int32_t signal)
{
	if (!is_ours(signal))
		return IFZ_E_ARGUMENT;
	pthread_mutex_lock(&ifzi_lock);
	ifz_status status = restore(signal);
	pthread_mutex_unlock(&ifzi_lock);
	return status;
}

static ifz_status need_handled(int32_t signal)
{
	if (!is_ours(signal))
		return IFZ_E_ARGUMENT;
	pthread_mutex_lock(&ifzi_lock);
	bool handled = s_handled[signal];
	pthread_mutex_unlock(&ifzi_lock);
	return handled ? IFZ_OK : IFZ_E_STATE;
}

/* The runtime may have blocked it on this thread: it must have come when this is back. */
static void raise_open(int32_t number)
{
	sigset_t set, before;
	sigemptyset(&set);
	sigaddset(&set, number);
	pthread_sigmask(SIG_UNBLOCK, &set, &before);
	(void)raise(number);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

ifz_status ifz_signal_raise(int32_t signal)
{
	ifz_status status = need_handled(signal);
	if (status == IFZ_OK)
		raise_open(signal);
	return status;
}

struct signal_work {
	int32_t number;
	bool on_stack;
	ifz_status status;
};

static void signal_work(void *argument)
{
	struct signal_work *w = argument;
	stack_t stack, before;
	memset(&stack, 0, sizeof stack);
	stack.ss_size = STACK_BYTES;
	stack.ss_sp = malloc(stack.ss_size);
	if (!stack.ss_sp || sigaltstack(&stack, &before)) {
		free(stack.ss_sp);
		w->status = IFZ_E_SYSTEM;
		return;
	}
	raise_open(w->number);
	w->on_stack = s_on_stack;
	sigaltstack(&before, NULL);
	free(stack.ss_sp);
}

ifz_status ifz_signal_on_thread(int32_t signal, bool *on_stack)
{
	if (!on_stack)
		return IFZ_E_ARGUMENT;
	ifz_status status = need_handled(signal);
	if (status != IFZ_OK)
		return status;
	struct signal_work w = {signal, false, IFZ_OK};
	status = ifzi_on_thread(0, signal_work, &w);
	if (status == IFZ_OK)
		status = w.status;
	if (status == IFZ_OK)
		*on_stack = w.on_stack;
	return status;
}

uint32_t ifz_signal_count(int32_t signal)
{
	return is_ours(signal) ? s_counts[signal] : 0;
}

bool ifz_signal_last_on_stack(void)
{
	return s_on_stack;
}

static bool can_handle(int32_t number)
{
	return number > 0 && number < SIGNALS && number != SIGKILL && number != SIGSTOP;
}

void ifz_fault_signal_no_onstack(int32_t signal)
{
	if (!can_handle(signal))
		return;
	pthread_mutex_lock(&ifzi_lock);
	install(signal, count_signal, SA_RESTART);
	pthread_mutex_unlock(&ifzi_lock);
}

static void end_at_once(int number)
{
	(void)number;
	_exit(77);
}

void ifz_fault_signal_steal(void)
{
	pthread_mutex_lock(&ifzi_lock);
	install(SIGSEGV, end_at_once, SA_ONSTACK);
	pthread_mutex_unlock(&ifzi_lock);
}

void ifz_fault_signal_block(void)
{
	sigset_t all;
	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, NULL);
}

void ifz_fault_raise(int32_t signal)
{
	(void)raise(signal);
}

void ifzi_reset_signals(void)
{
	pthread_mutex_lock(&ifzi_lock);
	for (int32_t number = 1; number < SIGNALS; number++) {
		restore(number);
		s_counts[number] = 0;
	}
	s_on_stack = false;
	pthread_mutex_unlock(&ifzi_lock);
}
