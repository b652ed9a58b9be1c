// What the guard allocator knows of its blocks, for the debugger that looks at a program which runs on it.
#pragma once
#include <stddef.h>
#include <stdint.h>

enum {
	EFENCE_PAGE = 4096,
	// A live block takes two mappings, and Linux allows 65,530 (vm.max_map_count); the program needs some itself.
	EFENCE_MOST_BLOCKS = 24000,
};

// 64 GiB of addresses.
#define EFENCE_PAGES (16ul << 20)

enum efence_state { EFENCE_NONE, EFENCE_LIVE, EFENCE_FREED, EFENCE_REST };

// One for each page; those of one block say the same but for the state, which is kept with the first.
struct efence_block {
	uintptr_t start, size;
	uintptr_t first_page, pages; // without the guard page
	uintptr_t allocated_by, freed_by; // return addresses into who called malloc and free
	enum efence_state state;
};

struct efence {
	uintptr_t base; // of the range; 0 before the first block
	struct efence_block *blocks;
	uintptr_t bad; // the address that made it give up, if it did
};

extern struct efence interopfuzz_efence;
