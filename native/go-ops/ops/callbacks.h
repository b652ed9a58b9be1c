/* What cgo cannot say in Go: callbacks whose user data is a cgo.Handle, which is a number and no address. */
#ifndef OPS_CALLBACKS_H
#define OPS_CALLBACKS_H

#include <interopfuzz/shim.h>

ifz_status go_adopt(uint8_t *data, size_t size, uintptr_t user, ifz_handle *out);
ifz_status go_retain(uint8_t *data, size_t size, uintptr_t user, ifz_handle *out);
ifz_status go_call(uintptr_t user, int64_t value, int64_t *out);
ifz_status go_call_many(uintptr_t user, int64_t from, uint32_t count, int64_t *out);
ifz_status go_call_nested(uintptr_t user, int64_t left, int64_t *out);
ifz_status go_call_deeper(uintptr_t user, int64_t value, int64_t *out);
ifz_status go_call_on_thread(uintptr_t user, int64_t value, int64_t *out);
ifz_status go_call_on_threads(uintptr_t user, uint32_t threads, uint32_t calls, int64_t *out);
ifz_status go_send_on_threads(uintptr_t user, uint32_t threads, uint32_t calls, int64_t *out);
ifz_status go_call_point(uintptr_t user, ifz_point point, ifz_point *out);
ifz_status go_call_provider(uintptr_t user, uint64_t *out);
ifz_status go_call_provider_owned(uintptr_t user, uint64_t *out);
ifz_status go_call_sort(int32_t *values, size_t count);
ifz_status go_register(uintptr_t user, ifz_handle *out);
ifz_status go_stack_call(uint32_t frames, uintptr_t user, int64_t value, int64_t *out);
ifz_status go_stack_call_on(size_t bytes, uintptr_t user, int64_t value, int64_t *out);
ifz_status go_worker_call(ifz_handle worker, uintptr_t user, int64_t value);
ifz_status go_jump_guard(int64_t value, int64_t *out);
/* The caller's function pointers, with the weight 3, and the call of one that C gave. */
ifz_status go_ops_run(int64_t a, int64_t b, int64_t *out);
int64_t go_ops_subtract(const ifz_ops *ops, int64_t a, int64_t b);
/* A callback without user data, and what it gave: what a callback costs. */
int64_t go_bench_call(int64_t value);

#endif
