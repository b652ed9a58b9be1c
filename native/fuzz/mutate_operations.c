/* Mutates operation programs (docs/operations.md) for libFuzzer: a version byte, then four bytes for each operation. A byte more shifts all that
 * follows, and most slots are empty; here whole operations come, go and meet at one slot. The target puts in front of this: OPS_VERSION,
 * OPS_LEGAL (how many legal operations there are), OPS_WANTED (the number of the illegal one, or -1), OPS_HEAVY (number and microseconds of those
 * that take long, native/ops/heavy.tsv) and OPS_ORDINARY (microseconds of the others). */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { HEAD = 1, STEP = 4, ARGUMENTS = 3, SLOTS = 4, STEPS_MAX = 64 };

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size, uint8_t *out, size_t max_size, unsigned seed);

/* xorshift32 (Marsaglia: Xorshift RNGs, 2003). */
static uint32_t random_state;

static size_t below(size_t bound)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 17;
	random_state ^= random_state << 5;
	return random_state % bound;
}

static void start_random(unsigned seed)
{
	/* Neighbouring seeds would begin alike; 0 would stay 0. */
	random_state = (seed + 1) * 2654435761u | 1;
	below(1);
}

static size_t microseconds_of(size_t operation)
{
	static const struct {
		uint8_t operation;
		uint16_t microseconds;
	} heavy[] = {OPS_HEAVY};
	for (size_t i = 0; i < sizeof heavy / sizeof *heavy; i++)
		if (heavy[i].operation == operation)
			return heavy[i].microseconds;
	return OPS_ORDINARY;
}

/* So that each operation gets as much time as any other: drawn alike, the few that take long would have nearly all of it. */
static size_t random_operation(void)
{
	if (OPS_WANTED >= 0 && below(6) == 0)
		return (size_t)OPS_WANTED;
	size_t operation;
	do
		operation = below(OPS_LEGAL);
	while (below(microseconds_of(operation)) >= OPS_ORDINARY);
	return operation;
}

static void random_step(uint8_t *step)
{
	step[0] = (uint8_t)random_operation();
	for (int i = 1; i <= ARGUMENTS; i++)
		step[i] = (uint8_t)(below(2) ? below(SLOTS) : below(256));
}

static size_t steps_of(size_t size)
{
	return size <= HEAD ? 0 : (size - HEAD) / STEP;
}

static uint8_t *step_at(uint8_t *data, size_t n)
{
	return data + HEAD + n * STEP;
}

/* Makes room for some operations in front of one. */
static uint8_t *open_gap(uint8_t *data, size_t steps, size_t at, size_t count)
{
	memmove(step_at(data, at + count), step_at(data, at), (steps - at) * STEP);
	return step_at(data, at);
}

static size_t insert(uint8_t *data, size_t steps, size_t most)
{
	if (steps == most)
		return steps;
	random_step(open_gap(data, steps, below(steps + 1), 1));
	return steps + 1;
}

/* An operation that comes after another one and takes a slot of it: what that one made, this one uses. */
static size_t insert_user(uint8_t *data, size_t steps, size_t most)
{
	enum { SLOT_ARGUMENTS = 2 };
	if (steps == most)
		return steps;
	size_t at = below(steps);
	uint8_t slot = step_at(data, at)[1 + below(SLOT_ARGUMENTS)];
	uint8_t *gap = open_gap(data, steps, at + 1 + below(steps - at), 1);
	random_step(gap);
	if (OPS_WANTED >= 0 && below(2))
		gap[0] = (uint8_t)OPS_WANTED;
	gap[below(4) ? 1 : SLOT_ARGUMENTS] = slot;
	return steps + 1;
}

static size_t copy_part(uint8_t *data, size_t steps, size_t most)
{
	uint8_t part[STEPS_MAX * STEP];
	size_t from = below(steps), count = 1 + below(steps - from), to = below(steps + 1);
	if (count > most - steps)
		count = most - steps;
	memcpy(part, step_at(data, from), count * STEP);
	memcpy(open_gap(data, steps, to, count), part, count * STEP);
	return steps + count;
}

static size_t remove_part(uint8_t *data, size_t steps)
{
	size_t from = below(steps), count = 1 + below(steps - from);
	memmove(step_at(data, from), step_at(data, from + count), (steps - from - count) * STEP);
	return steps - count;
}

static void swap(uint8_t *a, uint8_t *b)
{
	uint8_t t[STEP];
	memcpy(t, a, STEP);
	memcpy(a, b, STEP);
	memcpy(b, t, STEP);
}

static size_t mutate_steps(uint8_t *data, size_t steps, size_t most)
{
	if (steps == 0)
		return insert(data, steps, most);
	uint8_t *some = step_at(data, below(steps)), *other = step_at(data, below(steps));
	switch (below(10)) {
	case 0:
		return insert(data, steps, most);
	case 1:
	case 2:
		return insert_user(data, steps, most);
	case 3:
		return insert_user(data, insert(data, steps, most), most);
	case 4:
		return copy_part(data, steps, most);
	case 5:
		return remove_part(data, steps);
	case 6:
		swap(some, other);
		return steps;
	case 7:
		random_step(some);
		return steps;
	case 8:
		some[1] = other[1];
		return steps;
	default:
		some[1 + below(ARGUMENTS)] = (uint8_t)below(256);
		return steps;
	}
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
	start_random(seed);
	size_t most = steps_of(max_size);
	if (most > STEPS_MAX)
		most = STEPS_MAX;
	/* Now and then as bytes: words of the dictionary, values that were compared. */
	if (most == 0 || below(8) == 0) {
		size = LLVMFuzzerMutate(data, size, max_size);
	} else {
		size_t steps = steps_of(size);
		size = HEAD + STEP * mutate_steps(data, steps > most ? most : steps, most);
	}
	data[0] = OPS_VERSION;
	return size;
}

size_t LLVMFuzzerCustomCrossOver(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size, uint8_t *out, size_t max_size, unsigned seed)
{
	start_random(seed);
	size_t most = steps_of(max_size), first = below(steps_of(a_size) + 1), skipped = below(steps_of(b_size) + 1), rest = steps_of(b_size) - skipped;
	if (most == 0)
		return 0;
	if (first > most)
		first = most;
	if (rest > most - first)
		rest = most - first;
	out[0] = OPS_VERSION;
	if (first)
		memcpy(step_at(out, 0), a + HEAD, first * STEP);
	if (rest)
		memcpy(step_at(out, first), b + HEAD + skipped * STEP, rest * STEP);
	return HEAD + STEP * (first + rest);
}
