#include "ops.h"

#define ROW(function, name, n, an, af, ac, as, bn, bf, bc, bs, cn, cf, cc, cs) \
	{name, n, {{an, af, ac, as}, {bn, bf, bc, bs}, {cn, cf, cc, cs}}, op_##function},

/* Legal operations first. */
static const struct operation operations[] = {OPS_ROWS(ROW)};

_Static_assert(sizeof operations / sizeof operations[0] == OPS_LEGAL + OPS_ILLEGAL, "the table counts wrong");

static const struct operation *operation_of(uint8_t raw)
{
	if (raw < OPS_FIRST_ILLEGAL)
		return &operations[raw % OPS_LEGAL];
	return &operations[OPS_LEGAL + (raw - OPS_FIRST_ILLEGAL) % OPS_ILLEGAL];
}

bool is_legal(const struct operation *o)
{
	return o < operations + OPS_LEGAL;
}

void program_decode(struct program *p, const uint8_t *bytes, size_t size)
{
	p->version = size ? bytes[0] : OPS_VERSION;
	p->count = 0;
	if (p->version != OPS_VERSION)
		return;
	for (size_t at = 1; at < size && p->count < OPS_MOST_STEPS; at += 4) {
		struct step *step = &p->steps[p->count++];
		step->operation = operation_of(bytes[at]);
		for (int i = 0; i < 3; i++) {
			const struct argument *a = &step->operation->argument[i];
			int raw = at + 1 + (size_t)i < size ? bytes[at + 1 + (size_t)i] : 0;
			step->value[i] = a->first + raw % a->count * a->step;
		}
	}
}
