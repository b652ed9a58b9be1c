#include "fault.h"

#include <fenv.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

/* Keeps what was read. */
static volatile uint64_t s_seen;

static uint8_t *heap(size_t size)
{
	uint8_t *memory = calloc(1, size);
	if (!memory)
		abort();
	return memory;
}

static int64_t read_user(void *user, int64_t value)
{
	return *(volatile uint8_t *)user + value;
}

static void rounding_left(void)
{
	volatile double three = 3;
	double before = 1 / three;
	ifz_fault_rounding_left(2);
	double after = 1 / three;
	say_silent(before != after && fegetround() == FE_UPWARD, "1/3 has changed");
}

static void double_free(void) { ifz_fault_double_free(32); }
static void read_freed(void) { s_seen = ifz_fault_read_freed(32); }
static void write_freed(void) { ifz_fault_write_freed(32, 1); }
static void give_freed(void) { s_seen = *(volatile uint8_t *)ifz_fault_give_freed(32); }
static void free_inside(void) { ifz_fault_free_inside(16); }
static void free_local(void) { ifz_fault_free_local(); }
static void leak(void) { ifz_fault_leak(123); }

static void free_lent(void)
{
	uint8_t *memory = heap(64);
	ifz_fault_free_lent(memory + 16);
	free(memory);
}

static void block_drop(void)
{
	ifz_handle h;
	uint8_t byte = 0;
	ifz_block_new(32, 0, &h);
	ifz_fault_block_drop(h);
	ifz_block_read(h, 0, &byte, 1);
}

static void keep_lent(void)
{
	uint8_t *memory = heap(32);
	ifz_fault_keep_lent(memory, 32);
	free(memory);
	ifz_fault_touch_kept(1);
}

static void read_kept(void)
{
	uint8_t *memory = heap(32);
	ifz_fault_keep_lent(memory, 32);
	free(memory);
	s_seen = ifz_fault_read_kept();
}

static void store_pointer(void)
{
	void *slot = NULL;
	ifz_fault_store_pointer(&slot, &slot);
	say_silent(false, "sound where nobody collects");
}

static void write_past(void) { ifz_fault_write_past(heap(32), 32, 1, 1); }
static void write_before(void) { ifz_fault_write_before(heap(32), 1, 1); }
static void read_past(void) { s_seen = ifz_fault_read_past(heap(32), 32, 1); }
static void copy_overlap(void) { ifz_fault_copy_overlap(heap(33), 32); }
static void copy_negative(void) { ifz_fault_copy_negative(heap(32)); }
static void use_unwritten(void) { s_seen = (uint64_t)ifz_fault_use_unwritten(32); }
static void write_past_local(void) { ifz_fault_write_past_local(1); }
static void read_past_global(void) { ifz_fault_read_past_global(1); }

static void say_longer(void)
{
	uint8_t *memory = heap(32);
	size_t written;
	ifz_fault_say_longer(memory, 32, 1, &written);
	s_seen = ifz_borrow_sum(memory, written);
}

static void fill_half(void)
{
	uint8_t buffer[32] = {0};
	ifz_status status = ifz_fault_fill_half(buffer, sizeof buffer, 1);
	say_silent(status == IFZ_OK && !buffer[31], "half of the buffer was not filled");
}

static void str_unterminated(void)
{
	char *text = (char *)heap(32);
	ifz_fault_str_unterminated(text, 32);
	s_seen = ifz_str_length(text);
}

static void str_unbounded(void) { ifz_fault_str_unbounded((char *)heap(4), "four and more"); }
static void str_local(void) { s_seen = (uint8_t)*(const volatile char *)ifz_fault_str_local(); }
static void str_freed(void) { s_seen = (uint8_t)*(const volatile char *)ifz_fault_str_freed("text"); }
static void str_write_constant(void) { ifz_fault_str_write_constant(); }

static void message_past(void) { ifz_fault_message_past(ifz_message_new(1, (const uint8_t *)"12345678", 8), 1); }

static void value_pun(void)
{
	ifz_value value;
	char text[32];
	memset(&value, 0, sizeof value);
	value.kind = IFZ_KIND_POINT;
	value.as.point = (ifz_point){1, 0};
	/* The size of the text that it then seems to be. */
	value.as.text.size = 8;
	ifz_fault_value_pun(&value);
	ifz_value_describe(&value, text, sizeof text, NULL);
}

static void list_ring(void)
{
	ifz_node *list = NULL;
	ifz_list_push(&list, 1);
	ifz_list_push(&list, 2);
	ifz_fault_list_ring(list);
	ifz_list_free(&list);
}

static void call_null(void) { ifz_fault_call_null(); }
static void misaligned(void) { s_seen = ifz_fault_misaligned(heap(32)); }
static void overflow(void) { s_seen = (uint64_t)ifz_fault_overflow(INT32_MAX, 1); }
static void shift(void) { s_seen = (uint64_t)ifz_fault_shift(40); }

static void out_local(void)
{
	const int32_t *out;
	ifz_fault_out_local(&out);
	s_seen = (uint64_t)*(const volatile int32_t *)out;
}

static void out_unset(void)
{
	int64_t out = 4711;
	ifz_status status = ifz_fault_out_unset(&out);
	say_silent(status == IFZ_OK && out == 4711, "the out-parameter was not set");
}

static void out_wide(void) { ifz_fault_out_wide((int32_t *)(void *)heap(4), 1); }

static void fire_unregistered(void)
{
	ifz_handle h;
	uint8_t *user = heap(32);
	ifz_register(read_user, user, &h);
	ifz_unregister(h);
	free(user);
	ifz_fault_fire_unregistered(1);
}

static void call_address(void) { ifz_fault_call_address(4096); }
static void call_mistyped(void) { ifz_fault_call_mistyped(read_user, 1.5); }
static void call_user_freed(void) { ifz_fault_call_user_freed(read_user, ifz_mem_alloc(32), 1); }
static void va_format(void) { ifz_fault_va_format(); }
static void va_missing(void) { say_silent(ifz_fault_va_missing(1) != 1, "the sum holds what nobody passed"); }

static int64_t jump_away(void *user, int64_t value)
{
	bool *finished = user;
	ifz_fault_jump(value);
	*finished = true;
	return value;
}

static void jump(void)
{
	bool finished = false;
	int64_t out;
	ifz_status status = ifz_jump_guard(jump_away, &finished, 7, &out);
	say_silent(status == IFZ_E_STATE && out == 7 && !finished, "the callback did not come to its end");
}

static void jump_dead(void) { ifz_fault_jump_dead(); }

static void signal_no_onstack(void)
{
	struct sigaction action;
	ifz_fault_signal_no_onstack(SIGUSR1);
	sigaction(SIGUSR1, NULL, &action);
	say_silent(!(action.sa_flags & SA_ONSTACK), "a handler without SA_ONSTACK");
}

static void signal_steal(void)
{
	ifz_fault_signal_steal();
	ifz_fault_write_address(0, 1);
}

static void signal_block(void)
{
	sigset_t set;
	ifz_fault_signal_block();
	pthread_sigmask(SIG_BLOCK, NULL, &set);
	say_silent(sigismember(&set, SIGTERM) == 1, "all signals are blocked");
}

static void raise_segv(void) { ifz_fault_raise(SIGSEGV); }
static void abort_now(void) { ifz_fault_abort(); }
static void exit_3(void) { ifz_fault_exit(3); }
static void exit_now_4(void) { ifz_fault_exit_now(4); }

static void *end_thread(void *argument)
{
	ifz_fault_exit_thread();
	*(bool *)argument = true;
	return NULL;
}

static void exit_thread(void)
{
	bool came_back = false;
	pthread_t thread;
	if (pthread_create(&thread, NULL, end_thread, &came_back))
		abort();
	pthread_join(thread, NULL);
	say_silent(!came_back, "the thread ended below its own function");
}

static void assertion(void) { ifz_fault_assert(); }
static void trap(void) { ifz_fault_trap(); }
static void read_address(void) { ifz_fault_read_address(0); }
static void write_address(void) { ifz_fault_write_address(0, 1); }
static void bus(void) { ifz_fault_bus(); }
static void divide(void) { ifz_fault_divide(1, 0); }
static void hang(void) { ifz_fault_hang(); }
static void deadlock(void) { ifz_fault_deadlock(); }
static void stack_endless(void) { s_seen = ifz_fault_stack_endless(); }
static void stack_huge(void) { s_seen = ifz_fault_stack_huge((size_t)1 << 28); }
static void stack_smash(void) { ifz_fault_stack_smash(256); }

static void late_write(void)
{
	uint8_t *memory = heap(32);
	ifz_fault_late_write(memory, 32, 1);
	free(memory);
	ifz_fault_late_run();
}

static void late_call(void)
{
	uint8_t *user = heap(32);
	ifz_fault_late_call(read_user, user, 1);
	free(user);
	ifz_fault_late_run();
}

static void race(void) { s_seen = (uint64_t)ifz_fault_race(1000); }
static void lock_order(void) { ifz_fault_lock_order(); }
static void unlock_foreign(void) { ifz_fault_unlock_foreign(); }
static void thread_crash(void) { ifz_fault_thread_crash(); }
static void thread_leak(void) { ifz_fault_thread_leak(); }

static void global_text(void)
{
	ifz_global_text_set("first");
	const char *text = ifz_fault_global_text();
	ifz_global_text_set("second");
	s_seen = (uint8_t)*(const volatile char *)text;
}

static void canary_hit(void)
{
	ifz_handle h;
	ifz_canary_report report;
	char text[160];
	ifz_canary_new(16, &h);
	ifz_fault_canary_hit(h, 17, 0);
	ifz_status status = ifz_canary_check(h, &report);
	ifz_canary_describe(&report, text, sizeof text);
	say_silent(status == IFZ_E_CORRUPT && report.zone == IFZ_ZONE_BACK && report.offset == 17, text);
}

const struct fault faults[] = {
	{"rounding_left", rounding_left},
	{"double_free", double_free},
	{"read_freed", read_freed},
	{"write_freed", write_freed},
	{"give_freed", give_freed},
	{"free_inside", free_inside},
	{"free_local", free_local},
	{"free_lent", free_lent},
	{"leak", leak},
	{"block_drop", block_drop},
	{"keep_lent", keep_lent},
	{"touch_kept", keep_lent},
	{"read_kept", read_kept},
	{"store_pointer", store_pointer},
	{"write_past", write_past},
	{"write_before", write_before},
	{"read_past", read_past},
	{"say_longer", say_longer},
	{"fill_half", fill_half},
	{"copy_overlap", copy_overlap},
	{"copy_negative", copy_negative},
	{"use_unwritten", use_unwritten},
	{"write_past_local", write_past_local},
	{"read_past_global", read_past_global},
	{"str_unterminated", str_unterminated},
	{"str_unbounded", str_unbounded},
	{"str_local", str_local},
	{"str_freed", str_freed},
	{"str_write_constant", str_write_constant},
	{"message_past", message_past},
	{"value_pun", value_pun},
	{"list_ring", list_ring},
	{"call_null", call_null},
	{"misaligned", misaligned},
	{"overflow", overflow},
	{"shift", shift},
	{"out_local", out_local},
	{"out_unset", out_unset},
	{"out_wide", out_wide},
	{"fire_unregistered", fire_unregistered},
	{"call_address", call_address},
	{"call_mistyped", call_mistyped},
	{"call_user_freed", call_user_freed},
	{"va_format", va_format},
	{"va_missing", va_missing},
	{"jump", jump},
	{"jump_dead", jump_dead},
	{"signal_no_onstack", signal_no_onstack},
	{"signal_steal", signal_steal},
	{"signal_block", signal_block},
	{"raise", raise_segv},
	{"abort", abort_now},
	{"exit", exit_3},
	{"exit_now", exit_now_4},
	{"exit_thread", exit_thread},
	{"assert", assertion},
	{"trap", trap},
	{"read_address", read_address},
	{"write_address", write_address},
	{"bus", bus},
	{"divide", divide},
	{"hang", hang},
	{"deadlock", deadlock},
	{"stack_endless", stack_endless},
	{"stack_huge", stack_huge},
	{"stack_smash", stack_smash},
	{"late_write", late_write},
	{"late_call", late_call},
	{"late_run", late_write},
	{"race", race},
	{"lock_order", lock_order},
	{"unlock_foreign", unlock_foreign},
	{"thread_crash", thread_crash},
	{"thread_leak", thread_leak},
	{"global_text", global_text},
	{"canary_hit", canary_hit},
	{NULL, NULL},
};
