/* Made from native/ops/operations.tsv by 'interopfuzz operations --write'. */
#ifndef OPS_OPERATIONS_H
#define OPS_OPERATIONS_H

#define OPS_VERSION 2
#define OPS_FIRST_ILLEGAL 192
#define OPS_MOST_STEPS 256
#define OPS_LEGAL 95
#define OPS_ILLEGAL 26

/* X(function, name, number of arguments, and name, first, count, step of each) */
#define OPS_ROWS(X) \
	X(block_new, "block-new", 3, "slot", 0, 4, 1, "size", 0, 120, 33, "fill", 0, 256, 1) \
	X(block_retain, "block-retain", 1, "slot", 0, 4, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(block_release, "block-release", 1, "slot", 0, 4, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(block_write, "block-write", 3, "slot", 0, 4, 1, "offset", 0, 64, 29, "size", 0, 120, 33) \
	X(block_read, "block-read", 3, "slot", 0, 4, 1, "offset", 0, 64, 29, "size", 0, 120, 33) \
	X(block_resize, "block-resize", 2, "slot", 0, 4, 1, "size", 0, 120, 33, "", 0, 1, 0) \
	X(block_digest, "block-digest", 1, "slot", 0, 4, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(block_view, "block-view", 2, "slot", 0, 4, 1, "value", 0, 256, 1, "", 0, 1, 0) \
	X(block_clone, "block-clone", 2, "slot", 0, 4, 1, "to", 0, 4, 1, "", 0, 1, 0) \
	X(block_detach, "block-detach", 1, "slot", 0, 4, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(block_adopt, "block-adopt", 3, "slot", 0, 4, 1, "size", 0, 120, 33, "seed", 0, 256, 1) \
	X(mem_copy, "mem-copy", 3, "slot", 0, 4, 1, "size", 0, 120, 33, "seed", 0, 256, 1) \
	X(mem_resize, "mem-resize", 2, "slot", 0, 4, 1, "size", 0, 120, 33, "", 0, 1, 0) \
	X(mem_free, "mem-free", 1, "slot", 0, 4, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(buffer_new, "buffer-new", 3, "slot", 0, 4, 1, "size", 0, 120, 33, "seed", 0, 256, 1) \
	X(buffer_sum, "buffer-sum", 1, "slot", 0, 4, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(borrow_sum, "borrow-sum", 1, "slot", 0, 4, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(borrow_xor, "borrow-xor", 2, "slot", 0, 4, 1, "key", 0, 256, 1, "", 0, 1, 0) \
	X(retain, "retain", 2, "slot", 0, 4, 1, "buffer", 0, 4, 1, "", 0, 1, 0) \
	X(retained_write, "retained-write", 3, "slot", 0, 4, 1, "offset", 0, 64, 29, "value", 0, 256, 1) \
	X(retained_read, "retained-read", 2, "slot", 0, 4, 1, "offset", 0, 64, 29, "", 0, 1, 0) \
	X(retained_release, "retained-release", 1, "slot", 0, 4, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(cookie_swap, "cookie-swap", 2, "slot", 0, 10, 1, "value", -128, 256, 1, "", 0, 1, 0) \
	X(fill, "fill", 2, "slot", 0, 4, 1, "value", 0, 256, 1, "", 0, 1, 0) \
	X(pattern, "pattern", 2, "slot", 0, 4, 1, "seed", 0, 256, 1, "", 0, 1, 0) \
	X(copy, "copy", 2, "slot", 0, 4, 1, "to", 0, 4, 1, "", 0, 1, 0) \
	X(reverse, "reverse", 1, "slot", 0, 4, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(compare, "compare", 2, "slot", 0, 4, 1, "to", 0, 4, 1, "", 0, 1, 0) \
	X(gather, "gather", 2, "slot", 0, 4, 1, "to", 0, 4, 1, "", 0, 1, 0) \
	X(text_copy, "text-copy", 2, "seed", 0, 256, 1, "length", 0, 41, 1, "", 0, 1, 0) \
	X(text_concat, "text-concat", 3, "seed", 0, 256, 1, "length", 0, 41, 1, "other", 0, 256, 1) \
	X(text_put, "text-put", 3, "seed", 0, 256, 1, "length", 0, 41, 1, "capacity", 1, 64, 3) \
	X(text_padded, "text-padded", 3, "seed", 0, 256, 1, "length", 0, 41, 1, "capacity", 1, 64, 3) \
	X(text_utf16, "text-utf16", 2, "seed", 0, 256, 1, "length", 0, 41, 1, "", 0, 1, 0) \
	X(text_split, "text-split", 2, "seed", 0, 256, 1, "length", 0, 41, 1, "", 0, 1, 0) \
	X(text_constant, "text-constant", 1, "index", 0, 256, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(struct_by_value, "struct-by-value", 2, "a", -128, 256, 1, "b", -128, 256, 1, "", 0, 1, 0) \
	X(struct_in_memory, "struct-in-memory", 2, "seed", 0, 256, 1, "by", 0, 10, 1, "", 0, 1, 0) \
	X(union, "union", 2, "kind", 0, 7, 1, "value", -128, 256, 1, "", 0, 1, 0) \
	X(bit_fields, "bit-fields", 2, "seed", 0, 256, 1, "level", 0, 256, 1, "", 0, 1, 0) \
	X(flexible_array, "flexible-array", 3, "kind", 0, 10, 1, "size", 0, 120, 33, "seed", 0, 256, 1) \
	X(pointer_array, "pointer-array", 3, "a", 0, 41, 1, "b", 0, 41, 1, "c", 0, 41, 1) \
	X(function_table, "function-table", 2, "a", -128, 256, 1, "b", -128, 256, 1, "", 0, 1, 0) \
	X(list, "list", 2, "count", 0, 33, 1, "seed", 0, 256, 1, "", 0, 1, 0) \
	X(out_divide, "out-divide", 2, "a", -128, 256, 1, "b", -128, 256, 1, "", 0, 1, 0) \
	X(out_range, "out-range", 2, "seed", 0, 256, 1, "count", 0, 33, 1, "", 0, 1, 0) \
	X(out_parse, "out-parse", 2, "value", -128, 256, 1, "tail", 0, 10, 1, "", 0, 1, 0) \
	X(out_make, "out-make", 2, "size", 0, 120, 33, "seed", 0, 256, 1, "", 0, 1, 0) \
	X(inout_query, "inout-query", 2, "topic", 0, 10, 1, "capacity", 1, 64, 3, "", 0, 1, 0) \
	X(inout_sort, "inout-sort", 2, "seed", 0, 256, 1, "count", 0, 33, 1, "", 0, 1, 0) \
	X(call, "call", 1, "value", -128, 256, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(call_many, "call-many", 2, "from", -128, 256, 1, "count", 0, 33, 1, "", 0, 1, 0) \
	X(call_nested, "call-nested", 2, "depth", 0, 63, 1, "value", -128, 256, 1, "", 0, 1, 0) \
	X(call_on_thread, "call-on-thread", 1, "value", -128, 256, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(call_on_threads, "call-on-threads", 2, "threads", 1, 3, 1, "calls", 0, 10, 1, "", 0, 1, 0) \
	X(call_point, "call-point", 2, "x", -128, 256, 1, "y", -128, 256, 1, "", 0, 1, 0) \
	X(call_provider, "call-provider", 2, "size", 0, 120, 33, "seed", 0, 256, 1, "", 0, 1, 0) \
	X(call_provider_owned, "call-provider-owned", 2, "size", 0, 120, 33, "seed", 0, 256, 1, "", 0, 1, 0) \
	X(call_sort, "call-sort", 2, "seed", 0, 256, 1, "count", 0, 33, 1, "", 0, 1, 0) \
	X(register, "register", 2, "slot", 0, 4, 1, "weight", -128, 256, 1, "", 0, 1, 0) \
	X(fire, "fire", 2, "slot", 0, 4, 1, "value", -128, 256, 1, "", 0, 1, 0) \
	X(fire_on_thread, "fire-on-thread", 2, "slot", 0, 4, 1, "value", -128, 256, 1, "", 0, 1, 0) \
	X(unregister, "unregister", 1, "slot", 0, 4, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(stack_call, "stack-call", 2, "frames", 0, 64, 16, "value", -128, 256, 1, "", 0, 1, 0) \
	X(errno_fail, "errno-fail", 2, "error", 0, 33, 1, "result", -128, 256, 1, "", 0, 1, 0) \
	X(errno_open_nothing, "errno-open-nothing", 0, "", 0, 1, 0, "", 0, 1, 0, "", 0, 1, 0) \
	X(errno_text, "errno-text", 1, "error", 0, 33, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(va_sum, "va-sum", 2, "seed", 0, 256, 1, "count", 0, 10, 1, "", 0, 1, 0) \
	X(va_format, "va-format", 3, "seed", 0, 256, 1, "length", 0, 41, 1, "value", -128, 256, 1) \
	X(jump_inside, "jump-inside", 2, "depth", 0, 63, 1, "value", -128, 256, 1, "", 0, 1, 0) \
	X(signal, "signal", 1, "count", 0, 10, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(stack_use, "stack-use", 2, "frames", 0, 64, 16, "size", 0, 120, 33, "", 0, 1, 0) \
	X(worker_start, "worker-start", 1, "slot", 0, 4, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(worker_call, "worker-call", 2, "slot", 0, 4, 1, "value", -128, 256, 1, "", 0, 1, 0) \
	X(worker_fill, "worker-fill", 3, "slot", 0, 4, 1, "size", 0, 120, 33, "seed", 0, 256, 1) \
	X(worker_wait, "worker-wait", 1, "slot", 0, 4, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(worker_stop, "worker-stop", 1, "slot", 0, 4, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(lock, "lock", 0, "", 0, 1, 0, "", 0, 1, 0, "", 0, 1, 0) \
	X(global_add, "global-add", 1, "by", -128, 256, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(global_text, "global-text", 2, "seed", 0, 256, 1, "length", 0, 41, 1, "", 0, 1, 0) \
	X(canary_new, "canary-new", 2, "slot", 0, 4, 1, "size", 0, 120, 33, "", 0, 1, 0) \
	X(canary_write, "canary-write", 2, "slot", 0, 4, 1, "seed", 0, 256, 1, "", 0, 1, 0) \
	X(canary_seal, "canary-seal", 1, "slot", 0, 4, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(canary_check, "canary-check", 1, "slot", 0, 4, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(canary_free, "canary-free", 1, "slot", 0, 4, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(collect, "collect", 0, "", 0, 1, 0, "", 0, 1, 0, "", 0, 1, 0) \
	X(garbage, "garbage", 1, "count", 0, 33, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(grow_stack, "grow-stack", 2, "depth", 0, 63, 1, "value", -128, 256, 1, "", 0, 1, 0) \
	X(concurrently, "concurrently", 2, "threads", 1, 8, 1, "seed", 0, 256, 1, "", 0, 1, 0) \
	X(finalize, "finalize", 1, "size", 0, 120, 33, "", 0, 1, 0, "", 0, 1, 0) \
	X(echo, "echo", 1, "value", -128, 256, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(channel, "channel", 2, "threads", 1, 3, 1, "calls", 0, 10, 1, "", 0, 1, 0) \
	X(hand_over, "hand-over", 3, "stages", 1, 8, 1, "size", 0, 120, 33, "seed", 0, 256, 1) \
	X(part, "part", 3, "slot", 0, 4, 1, "offset", 0, 64, 29, "size", 0, 120, 33) \
	X(text_lend, "text-lend", 2, "seed", 0, 256, 1, "length", 0, 41, 1, "", 0, 1, 0) \
	X(bad_write_freed, "bad-write-freed", 2, "size", 0, 120, 33, "value", 0, 256, 1, "", 0, 1, 0) \
	X(bad_read_freed, "bad-read-freed", 1, "size", 0, 120, 33, "", 0, 1, 0, "", 0, 1, 0) \
	X(bad_double_free, "bad-double-free", 1, "size", 0, 120, 33, "", 0, 1, 0, "", 0, 1, 0) \
	X(bad_mem_free_twice, "bad-mem-free-twice", 1, "slot", 0, 4, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(bad_use_after_free, "bad-use-after-free", 2, "slot", 0, 4, 1, "value", 0, 256, 1, "", 0, 1, 0) \
	X(bad_free_lent, "bad-free-lent", 1, "slot", 0, 4, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(bad_leak, "bad-leak", 1, "size", 0, 120, 33, "", 0, 1, 0, "", 0, 1, 0) \
	X(bad_give_freed, "bad-give-freed", 1, "size", 0, 120, 33, "", 0, 1, 0, "", 0, 1, 0) \
	X(bad_write_past, "bad-write-past", 3, "slot", 0, 4, 1, "by", 1, 64, 5, "value", 0, 256, 1) \
	X(bad_write_before, "bad-write-before", 3, "slot", 0, 4, 1, "by", 1, 64, 5, "value", 0, 256, 1) \
	X(bad_read_past, "bad-read-past", 2, "slot", 0, 4, 1, "by", 1, 64, 5, "", 0, 1, 0) \
	X(bad_mem_write_past, "bad-mem-write-past", 3, "slot", 0, 4, 1, "by", 1, 64, 5, "value", 0, 256, 1) \
	X(bad_say_longer, "bad-say-longer", 2, "slot", 0, 4, 1, "by", 1, 64, 5, "", 0, 1, 0) \
	X(bad_keep_lent, "bad-keep-lent", 1, "slot", 0, 4, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(bad_touch_kept, "bad-touch-kept", 2, "slot", 0, 4, 1, "value", 0, 256, 1, "", 0, 1, 0) \
	X(bad_unpin_early, "bad-unpin-early", 1, "slot", 0, 4, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(bad_store_pointer, "bad-store-pointer", 1, "slot", 0, 4, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(bad_fire_unregistered, "bad-fire-unregistered", 1, "value", -128, 256, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(bad_canary_hit, "bad-canary-hit", 3, "slot", 0, 4, 1, "offset", -64, 200, 7, "value", 0, 256, 1) \
	X(bad_jump_over_callback, "bad-jump-over-callback", 1, "value", -128, 256, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(bad_write_null, "bad-write-null", 0, "", 0, 1, 0, "", 0, 1, 0, "", 0, 1, 0) \
	X(bad_stack_smash, "bad-stack-smash", 1, "by", 0, 256, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(bad_pass_nested, "bad-pass-nested", 1, "slot", 0, 4, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(bad_return_unpinned, "bad-return-unpinned", 2, "size", 0, 120, 33, "seed", 0, 256, 1, "", 0, 1, 0) \
	X(bad_leak_pin, "bad-leak-pin", 1, "slot", 0, 4, 1, "", 0, 1, 0, "", 0, 1, 0) \
	X(bad_store_in_c, "bad-store-in-c", 1, "slot", 0, 4, 1, "", 0, 1, 0, "", 0, 1, 0)

#endif
