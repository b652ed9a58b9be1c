// A guard allocator for programs that were not built for one: LD_PRELOAD puts every block of the C heap at the end of pages of its own,
// with a page behind it that nobody may touch, and takes a freed block's pages away for good. An overrun, or a use after free,
// then faults at the very instruction. Modelled on what Electric Fence does; Go's own heap has GODEBUG=efence=1.
//
// All memory comes from one reserved range, from low to high, and no address is used twice. When the range or the number of mappings
// that the kernel allows runs out, blocks come from the C library as ever: the program goes on, with less to see.
//
// A debugger reads interopfuzz_efence (efence.h) to say which block an address belongs to.
#define _GNU_SOURCE
#include "efence.h"

#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
	PAGE = EFENCE_PAGE,
	ALIGNMENT = 16, // what malloc promises, and programs rely on: they keep flags in the low bits of addresses
	FILL = 0xa5,        // between a block's end and its page's end, and of fresh blocks: no program may rely on zeroes
};

static const size_t max_block = 64ul << 20; // larger ones have mappings of their own in the C library, which unmaps them when freed

struct efence interopfuzz_efence;

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

static atomic_size_t next_page, guarded;
static atomic_int state; // 0 not set up, 1 being set up, 2 ready, 3 of no use

static void say(const char *text)
{
	ssize_t ignored = write(STDERR_FILENO, text, strlen(text));
	(void)ignored;
}

static void set_up(void)
{
	int expected = 0;
	if (!atomic_compare_exchange_strong(&state, &expected, 1))
		return;
	// Only addresses: neither counts as memory before it is touched.
	void *base = mmap(NULL, EFENCE_PAGES * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	void *table = mmap(NULL, EFENCE_PAGES * sizeof(struct efence_block), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (base == MAP_FAILED || table == MAP_FAILED) {
		atomic_store(&state, 3);
		return;
	}
	interopfuzz_efence.base = (uintptr_t)base;
	interopfuzz_efence.blocks = table;
	atomic_store(&next_page, 1);
	atomic_store(&state, 2);
}

static int is_ours(const void *p)
{
	uintptr_t at = (uintptr_t)p;
	return atomic_load(&state) == 2 && at >= interopfuzz_efence.base && at < interopfuzz_efence.base + EFENCE_PAGES * PAGE;
}

// The block that begins at an address; ends the program when none does.
static struct efence_block *block_of(void *p, const char *bad, const char *twice)
{
	struct efence_block *first = &interopfuzz_efence.blocks[((uintptr_t)p - interopfuzz_efence.base) / PAGE];
	if (first->start == (uintptr_t)p && first->state == EFENCE_LIVE)
		return first;
	// glibc's own words, so that whoever reads logs knows them.
	interopfuzz_efence.bad = (uintptr_t)p;
	say(first->start == (uintptr_t)p && first->state == EFENCE_FREED ? twice : bad);
	abort();
}

static void *allocate(size_t size, size_t alignment, void *caller)
{
	if (atomic_load(&state) == 0)
		set_up();
	if (atomic_load(&state) != 2 || size > max_block || alignment > PAGE)
		return NULL;
	if (atomic_fetch_add(&guarded, 1) >= EFENCE_MOST_BLOCKS) {
		atomic_fetch_sub(&guarded, 1);
		return NULL;
	}
	size_t pages = (size + PAGE - 1) / PAGE;
	pages += pages == 0; // of malloc(0) no byte may be touched: its page stays closed
	size_t first = atomic_fetch_add(&next_page, pages + 1);
	if (first + pages + 1 > EFENCE_PAGES)
		goto none;
	uintptr_t from = interopfuzz_efence.base + first * PAGE, end = from + pages * PAGE;
	uintptr_t start = size == 0 ? end - alignment : (end - size) & ~(uintptr_t)(alignment - 1);
	if (size > 0 && mprotect((void *)from, pages * PAGE, PROT_READ | PROT_WRITE) != 0)
		goto none;
	for (size_t i = 0; i <= pages; i++)
		interopfuzz_efence.blocks[first + i] = (struct efence_block){
			.start = start, .size = size, .first_page = first, .pages = pages, .state = i == 0 ? EFENCE_LIVE : EFENCE_REST, .allocated_by = (uintptr_t)caller};
	// The page of the block's start is the first one: the block fills all pages but the beginning of that.
	if (size > 0)
		memset((void *)(start + size), FILL, end - start - size);
	return (void *)start;
none:
	atomic_fetch_sub(&guarded, 1);
	return NULL;
}

static void release(void *p, void *caller)
{
	struct efence_block *block = block_of(p, "free(): invalid pointer\n", "free(): double free detected in tcache 2\n");
	uintptr_t end = interopfuzz_efence.base + (block->first_page + block->pages) * PAGE;
	for (uintptr_t at = block->start + block->size; block->size > 0 && at < end; at++)
		if (*(unsigned char *)at != FILL) {
			// Too near for the guard page: malloc's alignment left these bytes between block and page end.
			interopfuzz_efence.bad = at;
			say("corrupted size vs. prev_size\n");
			abort();
		}
	block->freed_by = (uintptr_t)caller;
	block->state = EFENCE_FREED;
	uintptr_t from = interopfuzz_efence.base + block->first_page * PAGE;
	if (block->size > 0) {
		mprotect((void *)from, block->pages * PAGE, PROT_NONE);
		madvise((void *)from, block->pages * PAGE, MADV_DONTNEED);
	}
	atomic_fetch_sub(&guarded, 1);
}

void *malloc(size_t size)
{
	void *p = allocate(size, ALIGNMENT, __builtin_return_address(0));
	if (p)
		memset(p, FILL, size);
	return p ? p : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	size_t total;
	if (__builtin_mul_overflow(count, size, &total)) {
		errno = ENOMEM;
		return NULL;
	}
	// Fresh pages are zero.
	void *p = allocate(total, ALIGNMENT, __builtin_return_address(0));
	return p ? p : __libc_calloc(count, size);
}

void free(void *p)
{
	int saved = errno;
	if (p && is_ours(p))
		release(p, __builtin_return_address(0));
	else
		__libc_free(p);
	errno = saved;
}

void *realloc(void *p, size_t size)
{
	void *caller = __builtin_return_address(0);
	if (p && !is_ours(p))
		return __libc_realloc(p, size);
	if (p && size == 0) {
		release(p, caller);
		return NULL;
	}
	size_t old = p ? block_of(p, "realloc(): invalid pointer\n", "free(): double free detected in tcache 2\n")->size : 0;
	void *moved = allocate(size, ALIGNMENT, caller);
	if (!moved)
		moved = __libc_malloc(size);
	if (moved && p) {
		memcpy(moved, p, old < size ? old : size);
		release(p, caller);
	}
	return moved;
}

void *reallocarray(void *p, size_t count, size_t size)
{
	size_t total;
	if (__builtin_mul_overflow(count, size, &total)) {
		errno = ENOMEM;
		return NULL;
	}
	return realloc(p, total);
}

void *memalign(size_t alignment, size_t size)
{
	if (alignment == 0 || (alignment & (alignment - 1)) != 0) {
		errno = EINVAL;
		return NULL;
	}
	void *p = allocate(size, alignment, __builtin_return_address(0));
	return p ? p : __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **result, size_t alignment, size_t size)
{
	if (alignment % sizeof(void *) != 0 || alignment == 0 || (alignment & (alignment - 1)) != 0)
		return EINVAL;
	int saved = errno;
	void *p = allocate(size, alignment, __builtin_return_address(0));
	if (!p)
		p = __libc_memalign(alignment, size);
	errno = saved;
	if (!p)
		return ENOMEM;
	*result = p;
	return 0;
}

void *valloc(size_t size) { return memalign(PAGE, size); }

void *pvalloc(size_t size) { return memalign(PAGE, (size + PAGE - 1) / PAGE * PAGE); }

size_t malloc_usable_size(void *p)
{
	if (!p)
		return 0;
	if (is_ours(p))
		return block_of(p, "malloc_usable_size: invalid pointer\n", "malloc_usable_size: freed block\n")->size;
	// glibc keeps a block's size, with three flags, in the word before it (malloc.c, struct malloc_chunk); a mapped block has 16 bytes
	// of overhead, others 8.
	size_t header = ((size_t *)p)[-1];
	return (header & ~(size_t)7) - (header & 2 ? 16 : 8);
}
