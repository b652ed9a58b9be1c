/* The InteropFuzz shim: one C library that crosses a native boundary in every dangerous way.
 *
 * Two kinds of functions, told apart by their names:
 *
 *   ifz_…        legal. Whatever numbers it is given, it answers with a result or an error and harms nobody, as long
 *                as pointers point at what the comment says. Deterministic: results hold no addresses, times or thread
 *                ids, so that callers in C, Go and .NET can be compared, unless its comment has a @varies line.
 *   ifz_fault_…  a planted fault: does the wrong thing, on purpose, always. Its comment has a @fault line with the
 *                fault class of the mistake.
 *
 * Lines of the comments:
 *
 *   @owns     who owns what during and after the call. "nothing": pointers are borrowed for the call, and nothing is kept.
 *   @errors   what is answered when it does not work. Out-parameters are then left as they were.
 *   @threads  which threads may call. Without it: any thread at any time, C's own and unknown ones too.
 *   @varies   why the result may differ between callers. Not for comparisons.
 *   @fault    fault class: what goes wrong.
 *
 * Pointers may not be NULL where the comment does not allow it; NULL is then answered by IFZ_E_ARGUMENT (by 0 or NULL
 * where the function has no status). A pointer with length 0 may be NULL. No legal function prints or writes to a file.
 * Sizes and counts over IFZ_LIMIT_BYTES are answered by IFZ_E_LIMIT. */
#ifndef INTEROPFUZZ_SHIM_H
#define INTEROPFUZZ_SHIM_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Everything declared here is exported, and nothing else is. */
#if defined(__GNUC__)
#define IFZ_API __attribute__((visibility("default")))
#define IFZ_NORETURN __attribute__((noreturn))
#define IFZ_PRINTF(at, first) __attribute__((format(printf, at, first)))
#else
#define IFZ_API
#define IFZ_NORETURN
#define IFZ_PRINTF(at, first)
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Raised when a declaration here changes. */
#define IFZ_VERSION 1

/* Largest size of a block or buffer, in bytes. */
#define IFZ_LIMIT_BYTES 16777216
/* Largest number of live handles. */
#define IFZ_LIMIT_HANDLES 1024
/* Largest number of threads, of workers, of nested callbacks. */
#define IFZ_LIMIT_THREADS 16
#define IFZ_LIMIT_NESTING 16
/* Most stack that a legal function takes, in bytes. */
#define IFZ_LIMIT_STACK 262144
/* Bytes of guard on either side of a canary's payload. */
#define IFZ_CANARY_GUARD 64

/** How a call went. */
typedef enum ifz_status {
	IFZ_OK = 0,
	IFZ_E_ARGUMENT = -1, /**< NULL, or a value outside of what is allowed */
	IFZ_E_MEMORY = -2,   /**< no memory */
	IFZ_E_HANDLE = -3,   /**< no such handle, one that was ended, or one of another kind */
	IFZ_E_SPACE = -4,    /**< the caller's buffer is too small */
	IFZ_E_STATE = -5,    /**< not now: wrong order of calls */
	IFZ_E_SYSTEM = -6,   /**< the system refused; errno says why */
	IFZ_E_LIMIT = -7,    /**< over one of the limits above */
	IFZ_E_FORMAT = -8,   /**< text or bytes that cannot be read */
	IFZ_E_CORRUPT = -9   /**< memory was changed that nobody may change */
} ifz_status;

/** Names a thing inside the shim: a number from 1 up, 0 for none. Numbers follow from the order of calls alone, and no
 * number comes twice before ifz_reset. */
typedef uint32_t ifz_handle;

/* ------------------------------------------------------------------------------------------------------------------
 * library: version, errors, start state
 * ---------------------------------------------------------------------------------------------------------------- */

/** Does nothing: what a call costs.
 * @owns nothing */
IFZ_API void ifz_noop(void);

/** IFZ_VERSION of the library that is loaded.
 * @owns nothing */
IFZ_API uint32_t ifz_version(void);

/** The status as a word, "ok" or "E_HANDLE"; "?" for an unknown number.
 * @owns result: the shim, for ever; never write to it */
IFZ_API const char *ifz_status_name(ifz_status status);

/** How many things are alive. */
typedef struct ifz_live {
	uint32_t blocks;
	uint32_t retained;
	uint32_t callbacks;
	uint32_t workers;
	uint32_t canaries;   /**< watched memory too */
	uint32_t raw;        /**< ifz_mem_*, strings, messages, list nodes: what the caller must still free */
} ifz_live;

/** Counts what is alive.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT */
IFZ_API ifz_status ifz_live_count(ifz_live *out);

/** Ends everything that has a handle, stops and joins every thread of the shim, restores signal handlers, zeroes global
 * state: as if just loaded. What the caller owns by ifz_mem_* and the like stays the caller's. Release functions are called.
 * @owns nothing afterwards
 * @threads no other call may be running, and not from a callback */
IFZ_API void ifz_reset(void);

/** FNV-1a, 64 bits, of bytes: how results are compared. NULL with a length gives 0.
 * @owns nothing */
IFZ_API uint64_t ifz_digest(const void *data, size_t size);

/* ------------------------------------------------------------------------------------------------------------------
 * scalars: what sign extension, registers and stack slots do to plain values
 * ---------------------------------------------------------------------------------------------------------------- */

/** Each echo gives back its argument.
 * @owns nothing */
IFZ_API int8_t ifz_echo_i8(int8_t value);
/** @owns nothing */
IFZ_API uint8_t ifz_echo_u8(uint8_t value);
/** @owns nothing */
IFZ_API int16_t ifz_echo_i16(int16_t value);
/** @owns nothing */
IFZ_API uint16_t ifz_echo_u16(uint16_t value);
/** @owns nothing */
IFZ_API int32_t ifz_echo_i32(int32_t value);
/** @owns nothing */
IFZ_API uint32_t ifz_echo_u32(uint32_t value);
/** @owns nothing */
IFZ_API int64_t ifz_echo_i64(int64_t value);
/** @owns nothing */
IFZ_API uint64_t ifz_echo_u64(uint64_t value);
/** @owns nothing */
IFZ_API float ifz_echo_f32(float value);
/** @owns nothing */
IFZ_API double ifz_echo_f64(double value);
/** @owns nothing */
IFZ_API bool ifz_echo_bool(bool value);
/** @owns nothing: the pointer is not looked behind, and may be anything */
IFZ_API void *ifz_echo_pointer(void *pointer);

/** Digest of twelve arguments of mixed kinds, more than fit into registers on amd64 and arm64. Floats count by their bits.
 * @owns nothing */
IFZ_API uint64_t ifz_many(int8_t a, uint16_t b, int32_t c, int64_t d, float e, double f, uint8_t g, int16_t h, uint32_t i,
	uint64_t j, double k, bool l);

/** a / b as the processor rounds it in the given mode: 0 nearest, 1 down, 2 up, 3 towards zero. The mode of the thread
 * is as before afterwards.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT for another mode */
IFZ_API ifz_status ifz_divide_rounded(double a, double b, uint32_t mode, double *out);

/** Leaves the calling thread in another rounding mode (1 to 3 as above; others are taken modulo 3, plus 1).
 * @owns nothing
 * @fault runtime-fatal-state: every later floating-point result on this thread is a little wrong */
IFZ_API void ifz_fault_rounding_left(uint32_t mode);

/* ------------------------------------------------------------------------------------------------------------------
 * ownership: memory that C made and memory that C took over
 * ---------------------------------------------------------------------------------------------------------------- */

/** Frees memory that the shim took over. Called once, on the thread that ends it.
 * @owns data: the function */
typedef void (*ifz_release_fn)(void *user, void *data, size_t size);

/** Zeroed memory.
 * @owns result: the caller, until ifz_mem_free or ifz_mem_resize
 * @errors NULL for size 0, over the limit, or without memory */
IFZ_API void *ifz_mem_alloc(size_t size);

/** A copy of the caller's bytes.
 * @owns result: the caller, until ifz_mem_free; data is borrowed
 * @errors NULL as ifz_mem_alloc */
IFZ_API void *ifz_mem_copy(const void *data, size_t size);

/** Grows or shrinks; new bytes are not zeroed. NULL is as ifz_mem_alloc.
 * @owns memory: consumed when the result is not NULL, else still the caller's; result: the caller
 * @errors NULL as ifz_mem_alloc */
IFZ_API void *ifz_mem_resize(void *memory, size_t size);

/** Frees what ifz_mem_* or a function that says so has given. NULL is allowed.
 * @owns memory: consumed */
IFZ_API void ifz_mem_free(void *memory);

/** A block: memory of the shim with a handle, zeroed or filled.
 * @owns block: the shim, one reference: ifz_block_release. Size 0 is allowed.
 * @errors IFZ_E_LIMIT, IFZ_E_MEMORY */
IFZ_API ifz_status ifz_block_new(size_t size, uint8_t fill, ifz_handle *out);

/** A block of memory that the caller made. The shim ends it by release(user, data, size), or by free(3) when that is NULL (not
 * for what ifz_mem_* has counted).
 * @owns data: the shim from now on when the answer is IFZ_OK, else still the caller's
 * @errors IFZ_E_ARGUMENT, IFZ_E_LIMIT */
IFZ_API ifz_status ifz_block_adopt(void *data, size_t size, ifz_release_fn release, void *user, ifz_handle *out);

/** A second block with the same bytes.
 * @owns new block: the shim, one reference
 * @errors IFZ_E_HANDLE, IFZ_E_LIMIT, IFZ_E_MEMORY */
IFZ_API ifz_status ifz_block_clone(ifz_handle block, ifz_handle *out);

/** One more reference.
 * @owns a reference: whoever called
 * @errors IFZ_E_HANDLE */
IFZ_API ifz_status ifz_block_retain(ifz_handle block);

/** One reference less; the last one ends block and handle.
 * @owns block: consumed with the last reference
 * @errors IFZ_E_HANDLE */
IFZ_API ifz_status ifz_block_release(ifz_handle block);

/** References that are held; 0 when there is no such block.
 * @owns nothing */
IFZ_API uint32_t ifz_block_references(ifz_handle block);

/** Its size in bytes.
 * @owns nothing
 * @errors IFZ_E_HANDLE */
IFZ_API ifz_status ifz_block_size(ifz_handle block, size_t *out);

/** Makes it larger (new bytes are 0) or smaller. Its address may change: pointers from ifz_block_data are void.
 * @owns nothing new
 * @errors IFZ_E_HANDLE, IFZ_E_LIMIT, IFZ_E_MEMORY; IFZ_E_STATE for an adopted block */
IFZ_API ifz_status ifz_block_resize(ifz_handle block, size_t size);

/** Copies length bytes from an offset on.
 * @owns nothing
 * @errors IFZ_E_HANDLE; IFZ_E_SPACE when the range leaves the block */
IFZ_API ifz_status ifz_block_read(ifz_handle block, size_t offset, uint8_t *out, size_t length);

/** Writes length bytes from an offset on.
 * @owns nothing
 * @errors IFZ_E_HANDLE; IFZ_E_SPACE when the range leaves the block */
IFZ_API ifz_status ifz_block_write(ifz_handle block, size_t offset, const uint8_t *data, size_t length);

/** Digest of its bytes.
 * @owns nothing
 * @errors IFZ_E_HANDLE */
IFZ_API ifz_status ifz_block_digest(ifz_handle block, uint64_t *out);

/** Its memory itself.
 * @owns result: the shim's; valid until ifz_block_resize or the last ifz_block_release
 * @errors NULL when there is no such block, or its size is 0
 * @threads who writes through the pointer must not race with ifz_block_* on it */
IFZ_API uint8_t *ifz_block_data(ifz_handle block);

/** Takes the memory out of a block that the shim made, and ends the handle.
 * @owns *out: the caller, until ifz_mem_free
 * @errors IFZ_E_HANDLE; IFZ_E_STATE when others hold references, for an adopted or an empty block */
IFZ_API ifz_status ifz_block_detach(ifz_handle block, uint8_t **out, size_t *size);

/** Frees a block of its own twice.
 * @owns nothing
 * @fault c-heap-ownership: double free */
IFZ_API void ifz_fault_double_free(size_t size);

/** Reads a byte of a block of its own that it has freed.
 * @owns nothing
 * @fault c-heap-ownership: read of freed memory */
IFZ_API uint8_t ifz_fault_read_freed(size_t size);

/** Writes to a block of its own that it has freed.
 * @owns nothing
 * @fault c-heap-ownership: write to freed memory */
IFZ_API void ifz_fault_write_freed(size_t size, uint8_t value);

/** Gives back memory that it has already freed.
 * @owns result: nobody
 * @fault c-heap-ownership: dangling result; the caller's first look at it is the crash */
IFZ_API uint8_t *ifz_fault_give_freed(size_t size);

/** Frees an address offset bytes inside of a block of its own.
 * @owns nothing
 * @fault c-heap-ownership: free of what malloc did not give (offset 0 leaks nothing and is sound) */
IFZ_API void ifz_fault_free_inside(size_t offset);

/** Frees the address of a local variable.
 * @owns nothing
 * @fault c-heap-ownership: free of stack memory */
IFZ_API void ifz_fault_free_local(void);

/** Frees what the caller only lent: Go memory, a pinned array, a part of a block.
 * @owns lent: the caller's, and freed all the same
 * @fault c-heap-ownership: free of foreign memory */
IFZ_API void ifz_fault_free_lent(void *lent);

/** Allocates and forgets.
 * @owns the memory: nobody
 * @fault c-heap-ownership: leak */
IFZ_API void ifz_fault_leak(size_t size);

/** Releases a block without asking how many references there are: other holders keep a dead handle's memory.
 * @owns block: freed; its handle stays valid and points at nothing
 * @fault c-heap-ownership: the next use of the handle is a use after free */
IFZ_API void ifz_fault_block_drop(ifz_handle block);

/* ------------------------------------------------------------------------------------------------------------------
 * borrow: the caller's memory, for the call or past it
 * ---------------------------------------------------------------------------------------------------------------- */

/** Sum of the bytes; 0 for NULL.
 * @owns nothing: data is borrowed for the call */
IFZ_API uint64_t ifz_borrow_sum(const uint8_t *data, size_t size);

/** Changes the caller's bytes in place.
 * @owns nothing: data is borrowed for the call
 * @errors IFZ_E_ARGUMENT */
IFZ_API ifz_status ifz_borrow_xor(uint8_t *data, size_t size, uint8_t key);

/** Keeps the caller's pointer past the call.
 * @owns data: the caller's still, who must leave it in place (pinned) and alive until ifz_retained_release has come back.
 *       release, unless NULL, is then called with it: the moment when the caller may let go.
 * @errors IFZ_E_ARGUMENT, IFZ_E_LIMIT */
IFZ_API ifz_status ifz_retain(uint8_t *data, size_t size, ifz_release_fn release, void *user, ifz_handle *out);

/** Reads a byte of the caller's memory through the kept pointer.
 * @owns nothing
 * @errors IFZ_E_HANDLE; IFZ_E_SPACE outside of it */
IFZ_API ifz_status ifz_retained_read(ifz_handle retained, size_t offset, uint8_t *out);

/** Writes a byte of the caller's memory through the kept pointer.
 * @owns nothing
 * @errors IFZ_E_HANDLE; IFZ_E_SPACE outside of it */
IFZ_API ifz_status ifz_retained_write(ifz_handle retained, size_t offset, uint8_t value);

/** Digest of the caller's memory through the kept pointer.
 * @owns nothing
 * @errors IFZ_E_HANDLE */
IFZ_API ifz_status ifz_retained_digest(ifz_handle retained, uint64_t *out);

/** The pointer that was given.
 * @owns result: the caller's, as ever
 * @errors NULL when there is no such handle */
IFZ_API uint8_t *ifz_retained_pointer(ifz_handle retained);

/** Forgets the pointer, and calls its release function.
 * @owns nothing afterwards
 * @errors IFZ_E_HANDLE */
IFZ_API ifz_status ifz_retained_release(ifz_handle retained);

/** Keeps a number for the caller (a cgo.Handle, a GCHandle) in one of 16 slots; the answer is the number before it.
 * @owns nothing: the number is not a pointer to the shim
 * @errors 0 for a slot over 15 */
IFZ_API uintptr_t ifz_cookie_swap(uint32_t slot, uintptr_t cookie);

/** Keeps a pointer that was only lent for this call.
 * @owns data: the caller's, who does not know that it was kept
 * @fault c-retains-go-memory: harmless until ifz_fault_touch_kept */
IFZ_API void ifz_fault_keep_lent(uint8_t *data, size_t size);

/** Writes value through the pointer of the last ifz_fault_keep_lent, to every byte.
 * @owns nothing
 * @fault c-retains-go-memory: write to memory that the caller may have freed, moved or reused */
IFZ_API void ifz_fault_touch_kept(uint8_t value);

/** Reads the sum of the bytes behind the pointer of the last ifz_fault_keep_lent.
 * @owns nothing
 * @fault c-retains-go-memory: read of memory that the caller may have freed, moved or reused */
IFZ_API uint64_t ifz_fault_read_kept(void);

/** Stores a pointer into memory of the caller: a pointer to the caller's other memory.
 * @owns nothing: slot and pointer are the caller's
 * @fault cgo-pointer-rule: with managed memory on both sides the collector is not told */
IFZ_API void ifz_fault_store_pointer(void **slot, void *pointer);

/* ------------------------------------------------------------------------------------------------------------------
 * buffers: fills, reads and copies with right and with wrong lengths
 * ---------------------------------------------------------------------------------------------------------------- */

/** A part of somebody's memory. */
typedef struct ifz_span {
	const uint8_t *data; /**< may be NULL when size is 0 */
	size_t size;
} ifz_span;

/** Sets every byte.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT */
IFZ_API ifz_status ifz_fill(uint8_t *buffer, size_t size, uint8_t value);

/** Writes a pseudo-random sequence that depends on the seed alone.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT */
IFZ_API ifz_status ifz_pattern(uint8_t *buffer, size_t size, uint32_t seed);

/** Offset of the first byte that is not that of ifz_pattern; size when all are.
 * @owns nothing
 * @errors 0 for NULL */
IFZ_API size_t ifz_pattern_differs(const uint8_t *buffer, size_t size, uint32_t seed);

/** Copies as much as fits.
 * @owns nothing; the two may not overlap
 * @errors IFZ_E_ARGUMENT; IFZ_E_SPACE when not all fits, with *copied set to what did */
IFZ_API ifz_status ifz_copy(uint8_t *to, size_t capacity, const uint8_t *from, size_t size, size_t *copied);

/** Moves length bytes inside a buffer; the ranges may overlap.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT; IFZ_E_SPACE when a range leaves the buffer */
IFZ_API ifz_status ifz_move(uint8_t *buffer, size_t size, size_t from, size_t to, size_t length);

/** Turns the bytes round.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT */
IFZ_API ifz_status ifz_reverse(uint8_t *buffer, size_t size);

/** -1, 0 or 1, byte by byte, then by size.
 * @owns nothing */
IFZ_API int32_t ifz_compare(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size);

/** Offset of the first such byte, or -1.
 * @owns nothing */
IFZ_API int64_t ifz_find(const uint8_t *buffer, size_t size, uint8_t value);

/** Sum of 32-bit numbers; 0 for NULL.
 * @owns nothing */
IFZ_API int64_t ifz_sum_i32(const int32_t *values, size_t count);

/** Multiplies every element in place.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT */
IFZ_API ifz_status ifz_scale_f64(double *values, size_t count, double factor);

/** Writes the bytes of all spans, one after the other: memory of the caller that holds pointers to memory of the caller.
 * @owns nothing: the array and what it points at are borrowed for the call
 * @errors IFZ_E_ARGUMENT; IFZ_E_SPACE with *written set to what is needed */
IFZ_API ifz_status ifz_gather(const ifz_span *spans, size_t count, uint8_t *out, size_t capacity, size_t *written);

/** Fills size bytes and by more.
 * @owns nothing
 * @fault spatial-overrun: writes past the end */
IFZ_API void ifz_fault_write_past(uint8_t *buffer, size_t size, size_t by, uint8_t value);

/** Fills by bytes before the buffer.
 * @owns nothing
 * @fault spatial-overrun: writes before the start */
IFZ_API void ifz_fault_write_before(uint8_t *buffer, size_t by, uint8_t value);

/** Sum of size bytes and by more.
 * @owns nothing
 * @fault spatial-overrun: reads past the end */
IFZ_API uint64_t ifz_fault_read_past(const uint8_t *buffer, size_t size, size_t by);

/** Fills size bytes soundly and says that it were by more.
 * @owns nothing
 * @fault forged-view: a length that the memory does not back; the caller's look at the rest is the crash */
IFZ_API void ifz_fault_say_longer(uint8_t *buffer, size_t size, size_t by, size_t *written);

/** Answers IFZ_OK, and fills only the first half.
 * @owns nothing
 * @fault forged-view: the caller reads bytes that nobody wrote */
IFZ_API ifz_status ifz_fault_fill_half(uint8_t *buffer, size_t size, uint8_t value);

/** memcpy of length bytes by one byte forward inside the buffer (of length + 1 bytes).
 * @owns nothing
 * @fault spatial-overrun: memcpy of overlapping ranges */
IFZ_API void ifz_fault_copy_overlap(uint8_t *buffer, size_t length);

/** memmove with a length of -1.
 * @owns nothing
 * @fault spatial-overrun: a negative length */
IFZ_API void ifz_fault_copy_negative(uint8_t *buffer);

/** Decides on a byte that nobody wrote.
 * @owns nothing
 * @fault spatial-overrun: branch on uninitialised memory */
IFZ_API int32_t ifz_fault_use_unwritten(size_t size);

/** Writes behind an array on its own stack (by elements past the last).
 * @owns nothing
 * @fault spatial-overrun: stack buffer */
IFZ_API int32_t ifz_fault_write_past_local(size_t by);

/** Reads behind a global array (by elements past the last).
 * @owns nothing
 * @fault spatial-overrun: global buffer */
IFZ_API int32_t ifz_fault_read_past_global(size_t by);

/* ------------------------------------------------------------------------------------------------------------------
 * strings: with and without terminators. All are UTF-8 unless they say otherwise.
 * ---------------------------------------------------------------------------------------------------------------- */

/** Bytes before the terminator; 0 for NULL.
 * @owns nothing */
IFZ_API size_t ifz_str_length(const char *text);

/** Bytes before the terminator, or max when there is none in max bytes; 0 for NULL. For text without terminator.
 * @owns nothing */
IFZ_API size_t ifz_str_length_max(const char *text, size_t max);

/** A copy.
 * @owns result: the caller, until ifz_mem_free
 * @errors NULL for NULL, over the limit, or without memory */
IFZ_API char *ifz_str_copy(const char *text);

/** a and b, one after the other.
 * @owns result: the caller, until ifz_mem_free
 * @errors NULL for NULL, over the limit, or without memory */
IFZ_API char *ifz_str_concat(const char *a, const char *b);

/** One of 8 constant words; index is taken modulo 8.
 * @owns result: the shim, for ever; never write to it */
IFZ_API const char *ifz_str_constant(uint32_t index);

/** The number in decimal.
 * @owns result: the shim's; valid until the next call of this function on this thread, or the thread's end */
IFZ_API const char *ifz_str_of_i64(int64_t value);

/** Copies into the caller's buffer, always with terminator, cut when it must be.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT (capacity 0 too); IFZ_E_SPACE when it was cut. *needed, unless NULL, is set in both cases: bytes
 *         with terminator */
IFZ_API ifz_status ifz_str_put(char *out, size_t capacity, const char *text, size_t *needed);

/** Copies into the caller's buffer without terminator, padded by zero bytes as strncpy does.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT; IFZ_E_SPACE when it was cut */
IFZ_API ifz_status ifz_str_put_padded(char *out, size_t capacity, const char *text);

/** Makes ASCII letters of the caller's string large, in place.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT */
IFZ_API ifz_status ifz_str_upper(char *text);

/** Number of code points of size bytes.
 * @owns nothing
 * @errors IFZ_E_FORMAT for what is not UTF-8 (surrogates and overlong forms too), with *count set to the offset of the first bad byte */
IFZ_API ifz_status ifz_str_code_points(const char *text, size_t size, size_t *count);

/** UTF-16 of a string, with a terminating 0.
 * @owns nothing
 * @errors IFZ_E_FORMAT; IFZ_E_SPACE. *units, unless NULL, is set to what is needed, terminator included, unless IFZ_E_FORMAT */
IFZ_API ifz_status ifz_str_to_utf16(const char *text, uint16_t *out, size_t capacity, size_t *units);

/** Units before the terminating 0; 0 for NULL.
 * @owns nothing */
IFZ_API size_t ifz_utf16_length(const uint16_t *text);

/** Parts of a string at a separator.
 * @owns *out: the caller: an array of count strings, the whole until ifz_str_list_free
 * @errors IFZ_E_ARGUMENT, IFZ_E_MEMORY */
IFZ_API ifz_status ifz_str_split(const char *text, char separator, char ***out, size_t *count);

/** Ends what ifz_str_split gave. NULL is allowed.
 * @owns list: consumed, with its strings */
IFZ_API void ifz_str_list_free(char **list, size_t count);

/** The strings with a separator between them, with terminator: an array of pointers.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT; IFZ_E_SPACE with nothing written. *needed, unless NULL, is set in both cases: bytes with terminator */
IFZ_API ifz_status ifz_str_join(const char *const *parts, size_t count, char separator, char *out, size_t capacity, size_t *needed);

/** Fills all capacity bytes with letters, and no terminator.
 * @owns nothing
 * @fault forged-view: what reads it as a string reads on */
IFZ_API void ifz_fault_str_unterminated(char *out, size_t capacity);

/** Copies without looking at any capacity.
 * @owns nothing
 * @fault spatial-overrun: writes past a buffer that is shorter than the text */
IFZ_API void ifz_fault_str_unbounded(char *out, const char *text);

/** Gives back a string that lies on its own stack.
 * @owns result: nobody
 * @fault c-heap-ownership: the caller's first look at it is a use after return */
IFZ_API const char *ifz_fault_str_local(void);

/** Gives back a copy of the text that is freed already.
 * @owns result: nobody
 * @fault c-heap-ownership: the caller's first look at it is a use after free */
IFZ_API const char *ifz_fault_str_freed(const char *text);

/** Writes into a string constant.
 * @owns nothing
 * @fault forged-view: write to read-only memory */
IFZ_API void ifz_fault_str_write_constant(void);

/* ------------------------------------------------------------------------------------------------------------------
 * structs: by value, nested, packed, with unions, bit-fields, flexible arrays, arrays of pointers, function pointers
 * ---------------------------------------------------------------------------------------------------------------- */

/** 8 bytes: one register. */
typedef struct ifz_point {
	int32_t x, y;
} ifz_point;

/** Nested; 16 bytes: two registers. */
typedef struct ifz_rect {
	ifz_point min, max;
} ifz_rect;

/** 3 bytes: an odd size in a register. */
typedef struct ifz_rgb {
	uint8_t r, g, b;
} ifz_rgb;

/** An integer and a float register on amd64; padding in the middle. */
typedef struct ifz_mixed {
	int8_t small;
	double large;
} ifz_mixed;

/** Four equal floats: own registers on arm64. */
typedef struct ifz_vec4 {
	float v[4];
} ifz_vec4;

/** Too large for registers: passed in memory. */
typedef struct ifz_big {
	int64_t v[8];
} ifz_big;

/** A matrix: array of arrays. */
typedef struct ifz_matrix {
	double m[3][3];
} ifz_matrix;

#pragma pack(push, 1)
/** No padding: value and wide are not aligned. */
typedef struct ifz_packed {
	uint8_t tag;
	uint32_t value;
	uint16_t tail;
	uint64_t wide;
} ifz_packed;
#pragma pack(pop)

/** More aligned than malloc gives. By pointer only. */
typedef struct ifz_aligned {
	uint8_t bytes[48];
} __attribute__((aligned(64))) ifz_aligned;

/** What a value holds. */
typedef enum ifz_kind {
	IFZ_KIND_NONE = 0,
	IFZ_KIND_INT = 1,
	IFZ_KIND_FLOAT = 2,
	IFZ_KIND_TEXT = 3,
	IFZ_KIND_POINT = 4,
	IFZ_KIND_BYTES = 5
} ifz_kind;

/** The alternatives of a value: a named union, with a struct inside. */
typedef union ifz_content {
	int64_t integer;
	double real;
	ifz_span text; /**< borrowed by whoever is given the value */
	ifz_point point;
	uint8_t bytes[16];
} ifz_content;

/** A tagged union. */
typedef struct ifz_value {
	ifz_kind kind;
	ifz_content as;
} ifz_value;

/** Anonymous union and anonymous struct inside: three views of the same four bytes. */
typedef struct ifz_variant {
	uint32_t id;
	union {
		uint32_t word;
		uint8_t bytes[4];
		struct {
			uint16_t low, high;
		};
	};
	bool last;
} ifz_variant;

/** Bit-fields in one unit. */
typedef struct ifz_flags {
	uint32_t ready : 1;
	uint32_t mode : 3;
	uint32_t level : 12;
	int32_t delta : 16;
} ifz_flags;

/** Bit-fields over several units of several sizes, signed ones, an unnamed break. */
typedef struct ifz_bits {
	uint8_t a : 3;
	uint8_t b : 5;
	int32_t c : 7;
	uint32_t d : 30;
	uint64_t e : 40;
	unsigned int : 0;
	int16_t f : 9;
} ifz_bits;

/** A flexible array at the end. */
typedef struct ifz_message {
	uint32_t kind;
	uint32_t length; /**< bytes of payload */
	uint8_t payload[];
} ifz_message;

/** An array of pointers inside. */
typedef struct ifz_names {
	uint32_t count; /**< 0 to 4 */
	const char *names[4];
} ifz_names;

/** A list of nodes that the shim made. */
typedef struct ifz_node {
	struct ifz_node *next;
	int32_t value;
} ifz_node;

/** A function of two numbers. */
typedef int64_t (*ifz_binary_fn)(void *user, int64_t a, int64_t b);

/** Function pointers inside: a table of operations. */
typedef struct ifz_ops {
	ifz_binary_fn add, subtract, multiply;
	void *user;
} ifz_ops;

/** Both by value.
 * @owns nothing */
IFZ_API ifz_point ifz_point_add(ifz_point a, ifz_point b);
/** The smallest one around both.
 * @owns nothing */
IFZ_API ifz_rect ifz_rect_union(ifz_rect a, ifz_rect b);
/** Width times height; 0 for one turned inside out.
 * @owns nothing */
IFZ_API int64_t ifz_rect_area(ifz_rect rect);
/** 255 minus each.
 * @owns nothing */
IFZ_API ifz_rgb ifz_rgb_invert(ifz_rgb color);
/** small times 2 (wrapping), large divided by 2.
 * @owns nothing */
IFZ_API ifz_mixed ifz_mixed_step(ifz_mixed value);
/** Each times factor.
 * @owns nothing */
IFZ_API ifz_vec4 ifz_vec4_scale(ifz_vec4 vector, float factor);
/** Element i of the result is element i + by of the argument, round the end.
 * @owns nothing */
IFZ_API ifz_big ifz_big_rotate(ifz_big value, uint32_t by);
/** Each field plus 1, wrapping.
 * @owns nothing */
IFZ_API ifz_packed ifz_packed_next(ifz_packed value);

/** Sum of all fields of all elements, wrapping; 0 for NULL.
 * @owns nothing */
IFZ_API uint64_t ifz_packed_sum(const ifz_packed *items, size_t count);

/** a times b. out may be a or b.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT */
IFZ_API ifz_status ifz_matrix_multiply(const ifz_matrix *a, const ifz_matrix *b, ifz_matrix *out);

/** Fills it with a pattern.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT; IFZ_E_STATE when the address is not a multiple of 64 */
IFZ_API ifz_status ifz_aligned_fill(ifz_aligned *out, uint32_t seed);

/** The value with its sign (INT, FLOAT, POINT; wrapping) or its bits (BYTES) changed; TEXT, NONE and unknown kinds as they
 * are. Bytes of the union that the kind does not use are 0; for unknown kinds all.
 * @owns result.as.text: whoever owned the argument's */
IFZ_API ifz_value ifz_value_negate(ifz_value value);

/** The value in words, "int -5" or "text abc", with terminator.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT (unknown kind too); IFZ_E_SPACE with nothing written. *needed, unless NULL, is set in both cases: bytes with terminator */
IFZ_API ifz_status ifz_value_describe(const ifz_value *value, char *out, size_t capacity, size_t *needed);

/** The same four bytes turned round, id plus 1, last inverted.
 * @owns nothing */
IFZ_API ifz_variant ifz_variant_flip(ifz_variant variant);

/** Values are cut to the fields' widths.
 * @owns nothing */
IFZ_API ifz_flags ifz_flags_make(bool ready, uint32_t mode, uint32_t level, int32_t delta);

/** ready + 2·mode + 16·level + 65536·(delta as 16 bits): what amd64 and arm64 have in memory.
 * @owns nothing */
IFZ_API uint32_t ifz_flags_pack(ifz_flags flags);

/** Fills the fields from the low bits of seed on (a first).
 * @owns nothing
 * @errors IFZ_E_ARGUMENT */
IFZ_API ifz_status ifz_bits_set(ifz_bits *out, uint64_t seed);

/** Sum of the fields as signed numbers; 0 for NULL.
 * @owns nothing */
IFZ_API int64_t ifz_bits_sum(const ifz_bits *bits);

/** A message with a copy of the payload.
 * @owns result: the caller, until ifz_mem_free
 * @errors NULL for NULL with a length, over the limit, or without memory */
IFZ_API ifz_message *ifz_message_new(uint32_t kind, const uint8_t *payload, uint32_t length);

/** Digest of kind, length (four bytes each, low byte first) and payload; 0 for NULL. The memory must hold length bytes of payload.
 * @owns nothing */
IFZ_API uint64_t ifz_message_digest(const ifz_message *message);

/** Index of the longest name, the first of equals; -1 when there is none. NULL names count as empty.
 * @owns nothing: structure and names are borrowed for the call */
IFZ_API int32_t ifz_names_longest(const ifz_names *names);

/** Function pointers of the shim, for the caller to call; they ignore user and wrap.
 * @owns *out: the caller's; the functions are there for ever
 * @errors IFZ_E_ARGUMENT */
IFZ_API ifz_status ifz_ops_standard(ifz_ops *out);

/** multiply(add(a, b), subtract(a, b)), through the caller's function pointers.
 * @owns nothing: the table is borrowed for the call
 * @errors IFZ_E_ARGUMENT (a NULL function too) */
IFZ_API ifz_status ifz_ops_run(const ifz_ops *ops, int64_t a, int64_t b, int64_t *out);

/** Puts a node before the head.
 * @owns the list: the caller, until ifz_list_free
 * @errors IFZ_E_ARGUMENT, IFZ_E_MEMORY */
IFZ_API ifz_status ifz_list_push(ifz_node **head, int32_t value);
/** Turns the list round, in place.
 * @owns nothing new
 * @errors IFZ_E_ARGUMENT */
IFZ_API ifz_status ifz_list_reverse(ifz_node **head);
/** Sum of the values; 0 for NULL.
 * @owns nothing */
IFZ_API int64_t ifz_list_sum(const ifz_node *head);
/** Ends the list and sets *head to NULL. NULL is allowed.
 * @owns list: consumed */
IFZ_API void ifz_list_free(ifz_node **head);

/** Writes by bytes past the message's payload.
 * @owns nothing
 * @fault spatial-overrun: past the flexible array */
IFZ_API void ifz_fault_message_past(ifz_message *message, size_t by);

/** Says that the value were text, and leaves its bits.
 * @owns nothing
 * @fault forged-view: a number becomes an address; the next ifz_value_describe is the crash */
IFZ_API void ifz_fault_value_pun(ifz_value *value);

/** Ties the end of the list to its head.
 * @owns nothing
 * @fault c-heap-ownership: a list without end: the next walk hangs, the next free frees twice */
IFZ_API void ifz_fault_list_ring(ifz_node *head);

/** Calls the table's add although it is NULL.
 * @owns nothing
 * @fault native-control-escape: jump to address 0 */
IFZ_API int64_t ifz_fault_call_null(void);

/** Reads 4 bytes as a number at an address that is no multiple of 4 (one byte further; data has 8 bytes or more).
 * @owns nothing
 * @fault forged-view: misaligned access */
IFZ_API uint32_t ifz_fault_misaligned(const uint8_t *data);

/** a + b, over the end of the type when they are large.
 * @owns nothing
 * @fault runtime-fatal-state: signed overflow (with 2147483647 and 1) */
IFZ_API int32_t ifz_fault_overflow(int32_t a, int32_t b);

/** 1 << by.
 * @owns nothing
 * @fault runtime-fatal-state: shift by 32 or more */
IFZ_API int32_t ifz_fault_shift(int32_t by);

/* ------------------------------------------------------------------------------------------------------------------
 * out-parameters and in-out buffers
 * ---------------------------------------------------------------------------------------------------------------- */

/** Quotient and remainder.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT for NULL, b = 0, and the one quotient that does not fit */
IFZ_API ifz_status ifz_out_divide(int64_t a, int64_t b, int64_t *quotient, int64_t *remainder);

/** Smallest and largest element. Either out-parameter may be NULL.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT; IFZ_E_SPACE when there is none */
IFZ_API ifz_status ifz_out_range(const int32_t *values, size_t count, int32_t *min, int32_t *max);

/** Reads a decimal number at the start of text.
 * @owns *end: a pointer into the caller's text, valid as long as that is; may be NULL when not wanted
 * @errors IFZ_E_ARGUMENT; IFZ_E_FORMAT for no digits or a number that does not fit */
IFZ_API ifz_status ifz_out_parse(const char *text, int64_t *value, const char **end);

/** Makes a buffer with the pattern of a seed.
 * @owns *out: the caller, until ifz_mem_free
 * @errors IFZ_E_ARGUMENT (size 0 too), IFZ_E_LIMIT, IFZ_E_MEMORY */
IFZ_API ifz_status ifz_out_make(size_t size, uint32_t seed, uint8_t **out);

/** Lends a constant table: the first 16 prime numbers.
 * @owns *out: the shim, for ever; never write to it
 * @errors IFZ_E_ARGUMENT */
IFZ_API ifz_status ifz_out_lend(const int32_t **out, size_t *count);

/** Asks twice: once for the size, once for the text. Topics: 0 a short text, 1 a long one, 2 an empty one; no terminator.
 * @param size in: capacity of buffer; out: what is needed, or what was written
 * @owns nothing; buffer may be NULL when *size is 0
 * @errors IFZ_E_ARGUMENT; IFZ_E_SPACE with *size set */
IFZ_API ifz_status ifz_inout_query(uint32_t topic, char *buffer, size_t *size);

/** Adds, wrapping.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT */
IFZ_API ifz_status ifz_inout_add(int32_t *value, int32_t by);

/** Exchanges two pieces of memory of the same size; they may be the same, and may not overlap otherwise.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT */
IFZ_API ifz_status ifz_inout_swap(void *a, void *b, size_t size);

/** Sorts upwards, in place.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT */
IFZ_API ifz_status ifz_inout_sort(int32_t *values, size_t count);

/** Writes a number, low byte first, at *cursor, and moves it 4 bytes on.
 * @param cursor in and out: a pointer into the caller's buffer
 * @param end just behind the buffer
 * @owns nothing: the cursor stays the caller's
 * @errors IFZ_E_ARGUMENT; IFZ_E_SPACE */
IFZ_API ifz_status ifz_inout_put_u32(uint8_t **cursor, const uint8_t *end, uint32_t value);

/** Gives the address of a local variable.
 * @owns *out: nobody
 * @fault c-heap-ownership: the caller's first look at it is a use after return */
IFZ_API void ifz_fault_out_local(const int32_t **out);

/** Answers IFZ_OK and sets nothing.
 * @owns nothing
 * @fault forged-view: the caller uses what nobody wrote */
IFZ_API ifz_status ifz_fault_out_unset(int64_t *out);

/** Writes 8 bytes into the caller's 4.
 * @owns nothing
 * @fault spatial-overrun: out-parameter of the wrong width */
IFZ_API void ifz_fault_out_wide(int32_t *out, int64_t value);

/* ------------------------------------------------------------------------------------------------------------------
 * callbacks
 * A callback and its user pointer are the caller's; they must be callable as long as it says. A callback may call any
 * legal function but ifz_reset; it must return (no longjmp, no exception, no thread exit).
 * ---------------------------------------------------------------------------------------------------------------- */

/** A number in, a number out. */
typedef int64_t (*ifz_callback)(void *user, int64_t value);
/** Structures by value through a callback. */
typedef ifz_point (*ifz_point_fn)(void *user, ifz_point point);
/** Gives a pointer. @owns result: as the function says that calls it */
typedef const uint8_t *(*ifz_provider_fn)(void *user, size_t *size);
/** Order of two numbers: below 0, 0, above 0. */
typedef int32_t (*ifz_order_fn)(void *user, int32_t a, int32_t b);

/** Calls back once, on this thread.
 * @owns nothing: callback and user are borrowed for the call
 * @errors IFZ_E_ARGUMENT; IFZ_E_LIMIT when IFZ_LIMIT_NESTING callbacks are under way (see ifz_call_depth),
 *         which holds for everything that calls back */
IFZ_API ifz_status ifz_call(ifz_callback callback, void *user, int64_t value, int64_t *out);

/** Calls back count times with from, from + 1, …; the sum of the results, wrapping.
 * @owns nothing: callback and user are borrowed for the call
 * @errors IFZ_E_ARGUMENT; IFZ_E_LIMIT for count over 65536, or as ifz_call */
IFZ_API ifz_status ifz_call_many(ifz_callback callback, void *user, int64_t from, uint32_t count, int64_t *out);

/** How many callbacks are under way on this thread and on those that wait for it: what a callback sees grow when it calls
 * ifz_call again.
 * @owns nothing */
IFZ_API uint32_t ifz_call_depth(void);

/** Calls back on a thread that C makes for it and joins before it answers.
 * @owns nothing: callback and user are borrowed for the call
 * @errors IFZ_E_ARGUMENT, IFZ_E_SYSTEM */
IFZ_API ifz_status ifz_call_on_thread(ifz_callback callback, void *user, int64_t value, int64_t *out);

/** Calls back on several threads of C at once, `calls` times on each, with 0, 1, …: the sum of all results, wrapping.
 * @owns nothing: callback and user are borrowed for the call
 * @errors IFZ_E_ARGUMENT; IFZ_E_LIMIT for threads over IFZ_LIMIT_THREADS or calls over 65536; IFZ_E_SYSTEM */
IFZ_API ifz_status ifz_call_on_threads(ifz_callback callback, void *user, uint32_t threads, uint32_t calls, int64_t *out);

/** Structures by value, there and back.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT */
IFZ_API ifz_status ifz_call_point(ifz_point_fn callback, void *user, ifz_point point, ifz_point *out);

/** Digest of what the callback's pointer points at.
 * @owns the provided memory: the caller's, who must keep it alive and in place until this call is back
 * @errors IFZ_E_ARGUMENT (NULL with a size too), IFZ_E_LIMIT */
IFZ_API ifz_status ifz_call_provider(ifz_provider_fn provider, void *user, uint64_t *out);

/** Digest of what the callback's pointer points at, which is then freed.
 * @owns the provided memory: the shim's; it must come from ifz_mem_* (or be NULL with size 0)
 * @errors IFZ_E_ARGUMENT (NULL with a size too), IFZ_E_LIMIT (freed all the same) */
IFZ_API ifz_status ifz_call_provider_owned(ifz_provider_fn provider, void *user, uint64_t *out);

/** Sorts in place by the caller's order, equal ones as they were; the sequence of comparisons is always the same.
 * An order that contradicts itself gives some order.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT; IFZ_E_LIMIT for count over 65536; IFZ_E_MEMORY */
IFZ_API ifz_status ifz_call_sort(int32_t *values, size_t count, ifz_order_fn order, void *user);

/** A function of the shim as a callback, to be called by the caller or given back: 0 negates, 1 doubles, 2 adds the int64_t
 * behind user (0 when NULL), 3 calls the callback behind user (an ifz_callback *) with its own user NULL. Wrapping.
 * @owns result: there for ever
 * @errors NULL for others */
IFZ_API ifz_callback ifz_call_builtin(uint32_t which);

/** Keeps a callback.
 * @owns callback, user: the caller's, who must keep them callable until ifz_unregister has come back
 * @errors IFZ_E_ARGUMENT, IFZ_E_LIMIT */
IFZ_API ifz_status ifz_register(ifz_callback callback, void *user, ifz_handle *out);

/** Forgets a callback. A call of it that is under way on another thread is waited for; one that is under way on this
 * thread, or on one that waits for it, is answered by IFZ_E_STATE.
 * @owns nothing afterwards
 * @errors IFZ_E_HANDLE, IFZ_E_STATE
 * @threads not from the callback of a worker (IFZ_E_STATE) */
IFZ_API ifz_status ifz_unregister(ifz_handle registered);

/** Calls a kept callback, on this thread.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT, IFZ_E_LIMIT; IFZ_E_HANDLE: after ifz_unregister too */
IFZ_API ifz_status ifz_fire(ifz_handle registered, int64_t value, int64_t *out);

/** Calls a kept callback on a thread that C makes for it and joins.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT, IFZ_E_HANDLE, IFZ_E_SYSTEM */
IFZ_API ifz_status ifz_fire_on_thread(ifz_handle registered, int64_t value, int64_t *out);

/** Calls the callback that was unregistered last, NULL or not callable any more.
 * @owns nothing
 * @fault late-release: a callback after its end: a collected delegate, a deleted handle */
IFZ_API int64_t ifz_fault_fire_unregistered(int64_t value);

/** Calls an address that is no function.
 * @owns nothing
 * @fault native-control-escape: jump into data or nowhere */
IFZ_API int64_t ifz_fault_call_address(uintptr_t address);

/** Calls the callback with the arguments of another type: a double and a structure by value.
 * @owns nothing
 * @fault forged-view: wrong signature; the callback sees whatever is in its registers */
IFZ_API int64_t ifz_fault_call_mistyped(ifz_callback callback, double value);

/** Calls back, and lets it be known that user is freed before: frees user (from ifz_mem_*), then calls.
 * @owns user: consumed, too early
 * @fault late-release: the callback's user data is freed memory */
IFZ_API int64_t ifz_fault_call_user_freed(ifz_callback callback, void *user, int64_t value);

/* ------------------------------------------------------------------------------------------------------------------
 * errno
 * ---------------------------------------------------------------------------------------------------------------- */

/** Sets errno and gives back result, as a function that fails does.
 * @owns nothing */
IFZ_API int32_t ifz_errno_fail(int32_t error, int32_t result);

/** errno of the calling thread.
 * @owns nothing
 * @varies a managed runtime may change errno, or the thread, between two calls */
IFZ_API int32_t ifz_errno_now(void);

/** Opens a file that cannot exist: -1, and errno is ENOENT, set by the C library itself.
 * @owns nothing */
IFZ_API int32_t ifz_errno_open_nothing(void);

/** Sets errno, calls back, and stores errno as it is then in *after.
 * @owns nothing: callback and user are borrowed for the call
 * @errors IFZ_E_ARGUMENT
 * @varies a managed callback may leave another errno */
IFZ_API ifz_status ifz_errno_over_call(int32_t error, ifz_callback callback, void *user, int32_t *after);

/** The error's text, in English always, cut to the buffer, with terminator.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT (capacity 0 too) */
IFZ_API ifz_status ifz_errno_text(int32_t error, char *out, size_t capacity);

/* ------------------------------------------------------------------------------------------------------------------
 * variadics: cgo and P/Invoke cannot call them as they are; the last two make the same calls inside C
 * ---------------------------------------------------------------------------------------------------------------- */

/** Sum of count int64_t that follow, wrapping.
 * @owns nothing; exactly count arguments of that type must follow */
IFZ_API int64_t ifz_va_sum(uint32_t count, ...);

/** printf into a buffer, cut with terminator: bytes without terminator that it wants.
 * @owns nothing; arguments must fit the format
 * @errors -1 for NULL or a bad format */
IFZ_API int32_t ifz_va_format(char *out, size_t capacity, const char *format, ...) IFZ_PRINTF(3, 4);

/** The same with the arguments of another variadic function.
 * @owns nothing; arguments is used up
 * @errors -1 for NULL or a bad format */
IFZ_API int32_t ifz_va_format_list(char *out, size_t capacity, const char *format, va_list arguments) IFZ_PRINTF(3, 0);

/** ifz_va_sum of the first count (0 to 8) elements; 0 for NULL or more.
 * @owns nothing */
IFZ_API int64_t ifz_va_sum_of(const int64_t *values, uint32_t count);

/** ifz_va_format of "%s=%lld/%.3f": passes a pointer, an integer and a floating-point number as variadic arguments.
 * @owns nothing
 * @errors -1 for NULL */
IFZ_API int32_t ifz_va_format_three(char *out, size_t capacity, const char *text, int64_t integer, double real);

/** printf of a number as if it were a string.
 * @owns nothing
 * @fault forged-view: %s with the number 1 */
IFZ_API int32_t ifz_fault_va_format(void);

/** Sums 24 variadic arguments where one, value, was passed.
 * @owns nothing
 * @fault forged-view: arguments that nobody passed */
IFZ_API int64_t ifz_fault_va_missing(int64_t value);

/* ------------------------------------------------------------------------------------------------------------------
 * control: longjmp, signals, ends of the process
 * ---------------------------------------------------------------------------------------------------------------- */

/** Goes depth (0 to 256) frames deep and comes back by one longjmp, C frames only: the value, through it.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT, IFZ_E_LIMIT */
IFZ_API ifz_status ifz_jump_inside(uint32_t depth, int32_t value, int32_t *out);

/** Calls back with a place to jump to: IFZ_OK and the callback's result, or IFZ_E_STATE when it came back by ifz_fault_jump,
 * with *out set to the jump's value.
 * @owns nothing: callback and user are borrowed for the call
 * @errors IFZ_E_ARGUMENT, IFZ_E_STATE; IFZ_E_LIMIT as ifz_call */
IFZ_API ifz_status ifz_jump_guard(ifz_callback callback, void *user, int64_t value, int64_t *out);

/** Jumps to the innermost ifz_jump_guard of this thread, over every frame between. Returns when there is none.
 * @owns nothing; what the frames between owned is lost
 * @fault native-control-escape: longjmp over frames that must run to their end */
IFZ_API void ifz_fault_jump(int64_t value);

/** Jumps into a frame that has returned.
 * @owns nothing
 * @fault native-control-escape: longjmp to a dead frame */
IFZ_API void ifz_fault_jump_dead(void);

/** Counts a signal in a handler of the shim. SIGUSR1 (10) and SIGUSR2 (12) only; the handler is installed with SA_ONSTACK and
 * SA_RESTART, and the one before is kept for ifz_signal_restore. Twice is as once.
 * @owns the signal: the shim, until ifz_signal_restore
 * @errors IFZ_E_ARGUMENT, IFZ_E_SYSTEM */
IFZ_API ifz_status ifz_signal_handle(int32_t signal);

/** Puts back the handler from before.
 * @owns the signal: whoever had it before
 * @errors IFZ_E_ARGUMENT; IFZ_E_STATE when it is not handled */
IFZ_API ifz_status ifz_signal_restore(int32_t signal);

/** Raises a handled signal on this thread; its handler has run when the call is back.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT; IFZ_E_STATE when it is not handled */
IFZ_API ifz_status ifz_signal_raise(int32_t signal);

/** Raises a handled signal on a thread of C that has a signal stack of its own; *on_stack says whether the handler ran on it
 * (always true).
 * @owns nothing
 * @errors IFZ_E_ARGUMENT, IFZ_E_SYSTEM; IFZ_E_STATE when it is not handled */
IFZ_API ifz_status ifz_signal_on_thread(int32_t signal, bool *on_stack);

/** How often the handler ran since ifz_signal_handle or ifz_reset; 0 for others.
 * @owns nothing */
IFZ_API uint32_t ifz_signal_count(int32_t signal);

/** Whether the handler ran on a signal stack the last time.
 * @owns nothing
 * @varies Go and .NET give their threads signal stacks, plain C does not */
IFZ_API bool ifz_signal_last_on_stack(void);

/** Installs a handler without SA_ONSTACK and leaves it there (any signal).
 * @owns the signal: the shim, until ifz_reset
 * @fault native-control-escape: the handler runs on the small stack of whatever thread it meets; Go says so and ends */
IFZ_API void ifz_fault_signal_no_onstack(int32_t signal);

/** Takes SIGSEGV away from the runtime: the handler ends the process with exit code 77.
 * @owns SIGSEGV: the shim, until ifz_reset
 * @fault native-control-escape: nil checks, null references and crash reports are gone */
IFZ_API void ifz_fault_signal_steal(void);

/** Blocks all signals on this thread and leaves them so.
 * @owns nothing
 * @fault native-control-escape: preemption, deadlines and profilers stop on this thread */
IFZ_API void ifz_fault_signal_block(void);

/** Raises a signal with whatever disposition it has.
 * @owns nothing
 * @fault native-control-escape: ends the process when nobody handles it */
IFZ_API void ifz_fault_raise(int32_t signal);

/** abort().
 * @owns nothing
 * @fault native-control-escape: ends the process by SIGABRT */
IFZ_API IFZ_NORETURN void ifz_fault_abort(void);

/** exit(): atexit functions run, below everything that is still at work.
 * @owns nothing
 * @fault native-control-escape: ends the process with this code */
IFZ_API IFZ_NORETURN void ifz_fault_exit(int32_t code);

/** _exit(): at once.
 * @owns nothing
 * @fault native-control-escape: ends the process with this code */
IFZ_API IFZ_NORETURN void ifz_fault_exit_now(int32_t code);

/** pthread_exit() on the caller's thread.
 * @owns nothing
 * @fault native-control-escape: the thread ends below its owner's frames */
IFZ_API IFZ_NORETURN void ifz_fault_exit_thread(void);

/** A failed assertion.
 * @owns nothing
 * @fault native-control-escape: ends the process by SIGABRT with a line about it */
IFZ_API IFZ_NORETURN void ifz_fault_assert(void);

/** An instruction that traps (SIGILL on amd64, SIGTRAP on arm64).
 * @owns nothing
 * @fault native-control-escape: ends the process */
IFZ_API IFZ_NORETURN void ifz_fault_trap(void);

/** Reads at an address: NULL, a wild one, one of another process.
 * @owns nothing
 * @fault bad-pointer-seen-by-runtime: read where nothing is */
IFZ_API uint8_t ifz_fault_read_address(uintptr_t address);

/** Writes at an address.
 * @owns nothing
 * @fault bad-pointer-seen-by-runtime: write where nothing is */
IFZ_API void ifz_fault_write_address(uintptr_t address, uint8_t value);

/** Reads a page of a file behind its end.
 * @owns nothing
 * @fault native-control-escape: SIGBUS */
IFZ_API uint8_t ifz_fault_bus(void);

/** a / b without a look at b.
 * @owns nothing
 * @fault native-control-escape: SIGFPE for b = 0 on amd64; arm64 answers 0 */
IFZ_API int32_t ifz_fault_divide(int32_t a, int32_t b);

/** Never comes back, and uses the processor.
 * @owns nothing
 * @fault native-control-escape: a thread that is gone */
IFZ_API IFZ_NORETURN void ifz_fault_hang(void);

/** Locks a mutex twice and waits for ever.
 * @owns nothing
 * @fault native-control-escape: a thread that waits for itself */
IFZ_API void ifz_fault_deadlock(void);

/* ------------------------------------------------------------------------------------------------------------------
 * stacks
 * ---------------------------------------------------------------------------------------------------------------- */

/** Goes depth frames deep (0 to 1024, some 100 bytes each at least), and answers a digest of what it found on the way back.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT, IFZ_E_LIMIT */
IFZ_API ifz_status ifz_stack_deep(uint32_t depth, uint64_t *out);

/** One frame of so many bytes, all written and read: a digest of them.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT (0 too); IFZ_E_LIMIT over IFZ_LIMIT_STACK */
IFZ_API ifz_status ifz_stack_wide(size_t bytes, uint32_t seed, uint64_t *out);

/** Calls back from depth frames down (0 to 64).
 * @owns nothing: callback and user are borrowed for the call
 * @errors IFZ_E_ARGUMENT, IFZ_E_LIMIT */
IFZ_API ifz_status ifz_stack_call(uint32_t depth, ifz_callback callback, void *user, int64_t value, int64_t *out);

/** Calls back on a thread of C with a stack of so many bytes (4 times IFZ_LIMIT_STACK, to IFZ_LIMIT_BYTES).
 * @owns nothing: callback and user are borrowed for the call
 * @errors IFZ_E_ARGUMENT, IFZ_E_LIMIT, IFZ_E_SYSTEM */
IFZ_API ifz_status ifz_stack_call_on(size_t bytes, ifz_callback callback, void *user, int64_t value, int64_t *out);

/** Calls itself until the stack is used up.
 * @owns nothing
 * @fault native-control-escape: stack overflow */
IFZ_API uint64_t ifz_fault_stack_endless(void);

/** A frame of so many bytes, touched at its far end first: jumps over the guard page.
 * @owns nothing
 * @fault native-control-escape: stack overflow with more bytes than the stack has */
IFZ_API uint64_t ifz_fault_stack_huge(size_t bytes);

/** Overwrites its own frame, return address and all, with by bytes (256 do).
 * @owns nothing
 * @fault spatial-overrun: smashed stack */
IFZ_API void ifz_fault_stack_smash(size_t by);

/* ------------------------------------------------------------------------------------------------------------------
 * threads: work that outlives the call
 * ---------------------------------------------------------------------------------------------------------------- */

/** A thread of C that waits for work, one piece after the other.
 * @owns worker: the shim, until ifz_worker_stop
 * @errors IFZ_E_ARGUMENT; IFZ_E_LIMIT over IFZ_LIMIT_THREADS; IFZ_E_SYSTEM */
IFZ_API ifz_status ifz_worker_start(ifz_handle *out);

/** Lets the worker call back once; the call is back at once.
 * @owns callback, user: the caller's, callable until ifz_worker_wait or ifz_worker_stop has come back
 * @errors IFZ_E_ARGUMENT, IFZ_E_HANDLE; IFZ_E_STATE when a result is still waiting to be fetched */
IFZ_API ifz_status ifz_worker_call(ifz_handle worker, ifz_callback callback, void *user, int64_t value);

/** Lets the worker fill the caller's memory with a pattern; the call is back at once. The result is the pattern's byte sum.
 * @owns data: lent until ifz_worker_wait or ifz_worker_stop has come back: pinned, and not looked at before
 * @errors IFZ_E_ARGUMENT, IFZ_E_HANDLE; IFZ_E_STATE when a result is still waiting to be fetched */
IFZ_API ifz_status ifz_worker_fill(ifz_handle worker, uint8_t *data, size_t size, uint32_t seed);

/** Waits for the piece of work and fetches its result.
 * @owns nothing; what was lent for the work is the caller's alone again
 * @errors IFZ_E_ARGUMENT, IFZ_E_HANDLE; IFZ_E_STATE when no work was given
 * @threads not from the callback of a worker (IFZ_E_STATE) */
IFZ_API ifz_status ifz_worker_wait(ifz_handle worker, int64_t *out);

/** Lets the worker finish what it has, and joins it.
 * @owns worker: consumed
 * @errors IFZ_E_HANDLE
 * @threads not from the callback of a worker (IFZ_E_STATE) */
IFZ_API ifz_status ifz_worker_stop(ifz_handle worker);

/** Takes the shim's lock, unless somebody has it.
 * @owns the lock: the calling thread, until ifz_lock_leave on the same one
 * @errors IFZ_E_STATE when a thread has it already, this one or another
 * @threads a caller whose code may change threads must bind itself to one (runtime.LockOSThread) */
IFZ_API ifz_status ifz_lock_enter(void);

/** Gives the shim's lock back.
 * @owns nothing afterwards
 * @errors IFZ_E_STATE when this thread does not have it
 * @threads the one that took it */
IFZ_API ifz_status ifz_lock_leave(void);

/** A small number for the calling thread, counted in the order in which threads first ask.
 * @owns nothing
 * @varies it shows which threads a runtime uses */
IFZ_API uint32_t ifz_thread_number(void);

/** A thread that will write to the caller's memory, when ifz_fault_late_run says so.
 * @owns data: lent, without a word about for how long
 * @fault c-retains-go-memory: write after the call, from another thread */
IFZ_API void ifz_fault_late_write(uint8_t *data, size_t size, uint8_t value);

/** A thread that will call back, when ifz_fault_late_run says so.
 * @owns callback, user: lent, without a word about for how long
 * @fault late-release: callback after the call, from another thread */
IFZ_API void ifz_fault_late_call(ifz_callback callback, void *user, int64_t value);

/** Lets the threads of the last two do their work, and joins them.
 * @owns nothing
 * @fault c-retains-go-memory: what was lent to them may be gone */
IFZ_API void ifz_fault_late_run(void);

/** Two threads add to one plain variable, rounds times each: its value.
 * @owns nothing
 * @fault unsynchronised-sharing: data race */
IFZ_API int64_t ifz_fault_race(uint32_t rounds);

/** Takes two locks in one order, then in the other, on two threads one after the other.
 * @owns nothing
 * @fault unsynchronised-sharing: a deadlock that waits to happen */
IFZ_API void ifz_fault_lock_order(void);

/** Unlocks a mutex that another thread has locked.
 * @owns nothing
 * @fault unsynchronised-sharing: unlock by another thread */
IFZ_API void ifz_fault_unlock_foreign(void);

/** Writes to address 0 on a thread of C.
 * @owns nothing
 * @fault native-control-escape: a crash where no managed code is on the stack */
IFZ_API void ifz_fault_thread_crash(void);

/** A thread that ends, and that nobody joins or lets go.
 * @owns the thread: nobody
 * @fault c-heap-ownership: leaked thread */
IFZ_API void ifz_fault_thread_leak(void);

/* ------------------------------------------------------------------------------------------------------------------
 * global state
 * ---------------------------------------------------------------------------------------------------------------- */

/** A variable that is exported itself, 0 at start. The caller may write it, the shim reads it in ifz_global_total.
 * @owns the shim
 * @threads unsynchronised: one at a time */
extern IFZ_API int32_t ifz_global_number;

/** A constant array that is exported itself: "interopfuzz", zeros behind it.
 * @owns the shim */
extern IFZ_API const char ifz_global_name[16];

/** Adds to a counter of the whole process, wrapping, atomically: its new value.
 * @owns nothing */
IFZ_API int64_t ifz_global_add(int64_t by);

/** Counter and ifz_global_number together, wrapping.
 * @owns nothing */
IFZ_API int64_t ifz_global_total(void);

/** Sets the number that the calling thread has, and answers the one before; 0 at start.
 * @owns nothing
 * @varies a managed runtime may change the thread between two calls */
IFZ_API int64_t ifz_global_thread_swap(int64_t value);

/** Keeps a copy of a text for the process; NULL forgets it.
 * @owns text: borrowed for the call; the copy: the shim
 * @errors IFZ_E_LIMIT, IFZ_E_MEMORY */
IFZ_API ifz_status ifz_global_text_set(const char *text);

/** Copies the kept text, with terminator; "" when there is none.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT; IFZ_E_SPACE with nothing written. *needed, unless NULL, is set in both cases: bytes with terminator */
IFZ_API ifz_status ifz_global_text_get(char *out, size_t capacity, size_t *needed);

/** The kept text itself.
 * @owns result: the shim's, freed by the next ifz_global_text_set of any thread
 * @fault late-release: a pointer to what another call frees; NULL when there is none */
IFZ_API const char *ifz_fault_global_text(void);

/* ------------------------------------------------------------------------------------------------------------------
 * canaries: memory that knows what it should hold, and says what was changed, without any instrument
 * ---------------------------------------------------------------------------------------------------------------- */

/** Where bytes were changed. */
typedef enum ifz_zone {
	IFZ_ZONE_NONE = 0,    /**< nothing was changed */
	IFZ_ZONE_FRONT = 1,   /**< the guard before the payload */
	IFZ_ZONE_PAYLOAD = 2, /**< the payload, after ifz_canary_seal, or watched memory */
	IFZ_ZONE_BACK = 3,    /**< the guard behind it */
	IFZ_ZONE_FREED = 4    /**< the payload, after ifz_canary_free */
} ifz_zone;

/** What was changed first. */
typedef struct ifz_canary_report {
	ifz_handle canary;    /**< which one */
	ifz_zone zone;
	int64_t offset;       /**< of the first changed byte, from the payload's start; negative in the guard before it */
	size_t payload;       /**< size of the payload */
	size_t changed;       /**< changed bytes in all zones together */
	uint32_t count;       /**< bytes in expected and found, from offset on, inside the zone */
	uint8_t expected[16];
	uint8_t found[16];
} ifz_canary_report;

/** Memory with guards before and behind it; the payload is 0.
 * @owns canary: the shim, until ifz_canary_free
 * @errors IFZ_E_ARGUMENT (size 0 too), IFZ_E_LIMIT, IFZ_E_MEMORY */
IFZ_API ifz_status ifz_canary_new(size_t size, ifz_handle *out);

/** Watches memory of the caller: keeps a copy of it to compare with.
 * @owns data: the caller's, who must leave it in place and alive until ifz_canary_free
 * @errors IFZ_E_ARGUMENT (size 0 too), IFZ_E_LIMIT, IFZ_E_MEMORY */
IFZ_API ifz_status ifz_canary_watch(const uint8_t *data, size_t size, ifz_handle *out);

/** Its payload, 16 bytes aligned.
 * @owns result: the shim's; to be read and written until ifz_canary_free
 * @errors NULL when there is none such, or it is freed or only watches */
IFZ_API uint8_t *ifz_canary_data(ifz_handle canary);

/** From now on a change of the payload, too, is one.
 * @owns nothing
 * @errors IFZ_E_HANDLE; IFZ_E_STATE when it is freed */
IFZ_API ifz_status ifz_canary_seal(ifz_handle canary);

/** The payload may change again.
 * @owns nothing
 * @errors IFZ_E_HANDLE; IFZ_E_STATE when it is freed or only watches */
IFZ_API ifz_status ifz_canary_unseal(ifz_handle canary);

/** Ends it. Made memory is kept aside, filled with a pattern, so that a later write is seen by ifz_canary_check, until
 * ifz_canary_forget or ifz_reset.
 * @owns payload: consumed; watched memory: the caller's alone again, and the handle ends at once
 * @errors IFZ_E_HANDLE; IFZ_E_STATE when it is freed already */
IFZ_API ifz_status ifz_canary_free(ifz_handle canary);

/** Gives the memory of a freed one back to the system and ends the handle.
 * @owns nothing afterwards
 * @errors IFZ_E_HANDLE; IFZ_E_STATE when it is not freed */
IFZ_API ifz_status ifz_canary_forget(ifz_handle canary);

/** Looks whether something was changed that may not.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT, IFZ_E_HANDLE; IFZ_E_CORRUPT with *out set (it is set by IFZ_OK, too) */
IFZ_API ifz_status ifz_canary_check(ifz_handle canary, ifz_canary_report *out);

/** Looks at all of them: the first changed one.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT; IFZ_E_CORRUPT with *out set (it is set by IFZ_OK, too) */
IFZ_API ifz_status ifz_canary_check_all(ifz_canary_report *out);

/** The report in words, "canary 3: 2 changed, the first 0 bytes behind the payload of 16 bytes: expected f1…, found 00…", cut
 * to the buffer with terminator. "nothing was changed" when that is so.
 * @owns nothing
 * @errors IFZ_E_ARGUMENT (capacity 0 too) */
IFZ_API ifz_status ifz_canary_describe(const ifz_canary_report *report, char *out, size_t capacity);

/** Writes a byte anywhere in a canary, guards (offset from -IFZ_CANARY_GUARD) and freed payloads included.
 * @owns nothing
 * @fault spatial-overrun: seen by ifz_canary_check, and by nothing else; offsets outside of it do nothing */
IFZ_API void ifz_fault_canary_hit(ifz_handle canary, int64_t offset, uint8_t value);

#ifdef __cplusplus
}
#endif

#endif
