/* The C half of the toy target: see target.go. */
#ifndef TOY_H
#define TOY_H

#include <stddef.h>
#include <stdint.h>

/* A sum over all bytes. */
uint32_t toy_sum(const uint8_t *data, size_t size);

/* Writes behind a block of the heap when the data begins with the second half of the magic value. */
int toy_parse(const uint8_t *data, size_t size);

#endif
