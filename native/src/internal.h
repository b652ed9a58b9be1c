/* What the files of the shim share. Nothing of it is exported; its names begin with ifzi_. */
#ifndef INTEROPFUZZ_INTERNAL_H
#define INTEROPFUZZ_INTERNAL_H

#include <interopfuzz/shim.h>

#include <math.h>
#include <pthread.h>
#include <string.h>

/* The compiler must believe in the next access: it may neither follow the value nor delete what is undefined. */
#define IFZI_HIDE(value) __asm__ volatile("" : "+r"(value) : : "memory")
#define IFZI_NOINLINE __attribute__((noinline))

/* ---- one lock for everything that has a handle; no callback runs below it ---- */

extern pthread_mutex_t ifzi_lock;

enum ifzi_kind { IFZI_BLOCK, IFZI_RETAINED, IFZI_CALLBACK, IFZI_WORKER, IFZI_CANARY, IFZI_KINDS };

/* All below the lock. */
ifz_status ifzi_handle_new(enum ifzi_kind kind, void *thing, ifz_handle *out);
void *ifzi_handle_get(enum ifzi_kind kind, ifz_handle handle);
void ifzi_handle_end(ifz_handle handle);
/* The lowest handle of a kind above another; 0 when there is none. */
ifz_handle ifzi_handle_next(enum ifzi_kind kind, ifz_handle after);
uint32_t ifzi_handle_count(enum ifzi_kind kind);
void ifzi_handles_restart(void);

/* ---- memory that the caller frees: counted ---- */

void *ifzi_raw_alloc(size_t size);
void ifzi_raw_free(void *memory);
/* A block of malloc changes hands: +1 to the caller. */
void ifzi_raw_count(int32_t by);
uint32_t ifzi_raw_live(void);

/* ---- callbacks ---- */

struct ifzi_registered;

/* One callback under way. Threads that are waited for begin with the frame of who waits. */
struct ifzi_frame {
	const struct ifzi_frame *outer;
	const struct ifzi_registered *registered; /* NULL for those that were only lent */
	uint32_t depth;
	bool in_worker;
};

const struct ifzi_frame *ifzi_frame_now(void);
void ifzi_frame_set(const struct ifzi_frame *frame);

/* Calls back inside of a frame: IFZ_OK or IFZ_E_LIMIT. */
ifz_status ifzi_invoke(ifz_callback callback, void *user, int64_t value, int64_t *out);

/* pthread_create with a stack of that size; 0: of IFZI_THREAD_STACK. */
bool ifzi_thread_start(pthread_t *thread, size_t stack_bytes, void *(*start)(void *), void *argument);

/* Enough for every callback. AddressSanitizer clears the shadow of the whole stack of a thread, which for the usual 8 MB costs more than the
 * thread itself. */
#define IFZI_THREAD_STACK ((size_t)512 << 10)

/* Runs work(argument) on a thread of its own, which stands in the frame of this one, and waits for it. stack_bytes 0: as usual. */
ifz_status ifzi_on_thread(size_t stack_bytes, void (*work)(void *), void *argument);

/* ---- end of everything, one per file that keeps something ---- */

void ifzi_reset_late(void);
void ifzi_reset_workers(void);
void ifzi_reset_callbacks(void);
void ifzi_reset_retained(void);
void ifzi_reset_blocks(void);
void ifzi_reset_canaries(void);
void ifzi_reset_signals(void);
void ifzi_reset_globals(void);
void ifzi_reset_lock(void);
void ifzi_reset_borrowed(void);

/* ---- small things ---- */

/* IFZ_OK when size bytes at memory may be used. */
static inline ifz_status ifzi_check(const void *memory, size_t size)
{
	if (size > IFZ_LIMIT_BYTES)
		return IFZ_E_LIMIT;
	return memory || !size ? IFZ_OK : IFZ_E_ARGUMENT;
}

/* Copies that may have nothing to copy: memcpy may not be given NULL. */
static inline void ifzi_copy(void *to, const void *from, size_t size)
{
	if (size)
		memcpy(to, from, size);
}

/* FNV-1a goes on from a state. */
#define IFZI_DIGEST_START UINT64_C(0xcbf29ce484222325)
uint64_t ifzi_digest_more(uint64_t state, const void *data, size_t size);

/* Byte i of the pattern of a seed. */
static inline uint8_t ifzi_pattern(uint32_t seed, size_t i)
{
	uint64_t x = (uint64_t)seed * UINT64_C(0x9e3779b97f4a7c15) + (uint64_t)i * UINT64_C(0xbf58476d1ce4e5b9);
	x ^= x >> 31;
	x *= UINT64_C(0x94d049bb133111eb);
	return (uint8_t)(x >> 56);
}

static inline int64_t ifzi_add(int64_t a, int64_t b)
{
	return (int64_t)((uint64_t)a + (uint64_t)b);
}

/* amd64 and arm64 make NaNs of different sign: one stands for all. */
static inline double ifzi_nan(double value)
{
	return isnan(value) ? (double)NAN : value;
}

/* vsnprintf in the C locale, whatever the process has set. */
int ifzi_format(char *out, size_t capacity, const char *format, ...) IFZ_PRINTF(3, 4);
int ifzi_format_list(char *out, size_t capacity, const char *format, va_list arguments) IFZ_PRINTF(3, 0);

/* The rest of every function that puts text into the caller's buffer whole or not at all. */
ifz_status ifzi_put_whole(char *out, size_t capacity, const char *text, size_t length, size_t *needed);

#endif
