/* Canaries: memory with guards, and watched memory of the caller. */
#include "internal.h"

#include <stdlib.h>

struct canary {
	uint8_t *memory;        /* guard, payload, guard; NULL for one that watches */
	const uint8_t *payload;
	size_t size;
	uint8_t *sealed;        /* copy of the payload; NULL when it may change */
	bool freed;
};

static uint8_t guard_byte(size_t i)
{
	return (uint8_t)(0xc5 + 29 * i);
}

static uint8_t freed_byte(size_t i)
{
	return (uint8_t)(0xdf ^ (7 * i));
}

static void canary_end(struct canary *c)
{
	free(c->memory);
	free(c->sealed);
	free(c);
}

static uint8_t *copy_of(const uint8_t *data, size_t size)
{
	uint8_t *copy = malloc(size);
	if (copy)
		memcpy(copy, data, size);
	return copy;
}

static ifz_status publish(struct canary *c, ifz_handle *out)
{
	pthread_mutex_lock(&ifzi_lock);
	ifz_status status = ifzi_handle_new(IFZI_CANARY, c, out);
	pthread_mutex_unlock(&ifzi_lock);
	if (status != IFZ_OK)
		canary_end(c);
	return status;
}

ifz_status ifz_canary_new(size_t size, ifz_handle *out)
{
	if (!size || !out)
		return IFZ_E_ARGUMENT;
	if (size > IFZ_LIMIT_BYTES)
		return IFZ_E_LIMIT;
	struct canary *c = calloc(1, sizeof *c);
	uint8_t *memory = calloc(1, size + 2 * (size_t)IFZ_CANARY_GUARD);
	if (!c || !memory) {
		free(c);
		free(memory);
		return IFZ_E_MEMORY;
	}
	for (size_t i = 0; i < IFZ_CANARY_GUARD; i++) {
		memory[i] = guard_byte(i);
		memory[IFZ_CANARY_GUARD + size + i] = guard_byte(IFZ_CANARY_GUARD + i);
	}
	c->memory = memory;
	c->payload = memory + IFZ_CANARY_GUARD;
	c->size = size;
	return publish(c, out);
}

ifz_status ifz_canary_watch(const uint8_t *data, size_t size, ifz_handle *out)
{
	if (!data || !size || !out)
		return IFZ_E_ARGUMENT;
	if (size > IFZ_LIMIT_BYTES)
		return IFZ_E_LIMIT;
	struct canary *c = calloc(1, sizeof *c);
	uint8_t *copy = copy_of(data, size);
	if (!c || !copy) {
		free(c);
		free(copy);
		return IFZ_E_MEMORY;
	}
	c->payload = data;
	c->size = size;
	c->sealed = copy;
	return publish(c, out);
}

uint8_t *ifz_canary_data(ifz_handle canary)
{
	pthread_mutex_lock(&ifzi_lock);
	const struct canary *c = ifzi_handle_get(IFZI_CANARY, canary);
	uint8_t *data = c && c->memory && !c->freed ? c->memory + IFZ_CANARY_GUARD : NULL;
	pthread_mutex_unlock(&ifzi_lock);
	return data;
}

/* Anew when it is sealed already. Below the lock. */
static ifz_status seal(struct canary *c)
{
	if (!c || c->freed)
		return c ? IFZ_E_STATE : IFZ_E_HANDLE;
	uint8_t *copy = copy_of(c->payload, c->size);
	if (!copy)
		return IFZ_E_MEMORY;
	free(c->sealed);
	c->sealed = copy;
	return IFZ_OK;
}

ifz_status ifz_canary_seal(ifz_handle canary)
{
	pthread_mutex_lock(&ifzi_lock);
	ifz_status status = seal(ifzi_handle_get(IFZI_CANARY, canary));
	pthread_mutex_unlock(&ifzi_lock);
	return status;
}

ifz_status ifz_canary_unseal(ifz_handle canary)
{
	pthread_mutex_lock(&ifzi_lock);
	struct canary *c = ifzi_handle_get(IFZI_CANARY, canary);
	ifz_status status = !c ? IFZ_E_HANDLE : c->freed || !c->memory ? IFZ_E_STATE : IFZ_OK;
	if (status == IFZ_OK) {
		free(c->sealed);
		c->sealed = NULL;
	}
	pthread_mutex_unlock(&ifzi_lock);
	return status;
}

ifz_status ifz_canary_free(ifz_handle canary)
{
	struct canary *gone = NULL;
	pthread_mutex_lock(&ifzi_lock);
	struct canary *c = ifzi_handle_get(IFZI_CANARY, canary);
	ifz_status status = !c ? IFZ_E_HANDLE : c->freed ? IFZ_E_STATE : IFZ_OK;
	if (status == IFZ_OK && c->memory) {
		c->freed = true;
		for (size_t i = 0; i < c->size; i++)
			c->memory[IFZ_CANARY_GUARD + i] = freed_byte(i);
	} else if (status == IFZ_OK) {
		ifzi_handle_end(canary);
		gone = c;
	}
	pthread_mutex_unlock(&ifzi_lock);
	if (gone)
		canary_end(gone);
	return status;
}

ifz_status ifz_canary_forget(ifz_handle canary)
{
	pthread_mutex_lock(&ifzi_lock);
	struct canary *c = ifzi_handle_get(IFZI_CANARY, canary);
	ifz_status status = !c ? IFZ_E_HANDLE : !c->freed ? IFZ_E_STATE : IFZ_OK;
	if (status == IFZ_OK)
		ifzi_handle_end(canary);
	pthread_mutex_unlock(&ifzi_lock);
	if (status == IFZ_OK)
		canary_end(c);
	return status;
}

/* A zone: where it starts from the payload's start, what it holds, what it should hold. */
struct zone {
	ifz_zone name;
	int64_t start;
	const uint8_t *found;
	size_t size;
};

static uint8_t expected(const struct canary *c, const struct zone *z, size_t i)
{
	switch (z->name) {
	case IFZ_ZONE_FRONT:
		return guard_byte(i);
	case IFZ_ZONE_BACK:
		return guard_byte(IFZ_CANARY_GUARD + i);
	case IFZ_ZONE_FREED:
		return freed_byte(i);
	default:
		return c->sealed[i];
	}
}

static void compare(const struct canary *c, const struct zone *z, ifz_canary_report *report)
{
	for (size_t i = 0; i < z->size; i++) {
		if (z->found[i] == expected(c, z, i))
			continue;
		if (!report->changed++) {
			report->zone = z->name;
			report->offset = z->start + (int64_t)i;
			for (; report->count < sizeof report->found && i + report->count < z->size; report->count++) {
				report->expected[report->count] = expected(c, z, i + report->count);
				report->found[report->count] = z->found[i + report->count];
			}
		}
	}
}

/* Below the lock. */
static ifz_status check(ifz_handle canary, ifz_canary_report *report)
{
	const struct canary *c = ifzi_handle_get(IFZI_CANARY, canary);
	if (!c)
		return IFZ_E_HANDLE;
	memset(report, 0, sizeof *report);
	report->canary = canary;
	report->payload = c->size;
	if (c->memory)
		compare(c, &(struct zone){IFZ_ZONE_FRONT, -IFZ_CANARY_GUARD, c->memory, IFZ_CANARY_GUARD}, report);
	if (c->freed)
		compare(c, &(struct zone){IFZ_ZONE_FREED, 0, c->payload, c->size}, report);
	else if (c->sealed)
		compare(c, &(struct zone){IFZ_ZONE_PAYLOAD, 0, c->payload, c->size}, report);
	if (c->memory)
		compare(c, &(struct zone){IFZ_ZONE_BACK, (int64_t)c->size, c->payload + c->size, IFZ_CANARY_GUARD}, report);
	return report->changed ? IFZ_E_CORRUPT : IFZ_OK;
}

ifz_status ifz_canary_check(ifz_handle canary, ifz_canary_report *out)
{
	if (!out)
		return IFZ_E_ARGUMENT;
	pthread_mutex_lock(&ifzi_lock);
	ifz_status status = check(canary, out);
	pthread_mutex_unlock(&ifzi_lock);
	return status;
}

ifz_status ifz_canary_check_all(ifz_canary_report *out)
{
	if (!out)
		return IFZ_E_ARGUMENT;
	ifz_status status = IFZ_OK;
	memset(out, 0, sizeof *out);
	pthread_mutex_lock(&ifzi_lock);
	for (ifz_handle h = 0; status == IFZ_OK && (h = ifzi_handle_next(IFZI_CANARY, h));)
		status = check(h, out);
	pthread_mutex_unlock(&ifzi_lock);
	if (status == IFZ_OK)
		memset(out, 0, sizeof *out);
	return status;
}

static const char *place(const ifz_canary_report *r, char *room, size_t capacity)
{
	switch (r->zone) {
	case IFZ_ZONE_FRONT:
		ifzi_format(room, capacity, "%lld bytes before the payload", (long long)-r->offset);
		break;
	case IFZ_ZONE_BACK:
		ifzi_format(room, capacity, "%lld bytes behind the payload", (long long)r->offset - (long long)r->payload);
		break;
	default:
		ifzi_format(room, capacity, "at offset %lld of the %spayload", (long long)r->offset, r->zone == IFZ_ZONE_FREED ? "freed " : "");
		break;
	}
	return room;
}

static const char *hex(const uint8_t *bytes, size_t count, char *room)
{
	static const char digits[] = "0123456789abcdef";
	for (size_t i = 0; i < count; i++) {
		room[2 * i] = digits[bytes[i] >> 4];
		room[2 * i + 1] = digits[bytes[i] & 15];
	}
	room[2 * count] = 0;
	return room;
}

ifz_status ifz_canary_describe(const ifz_canary_report *report, char *out, size_t capacity)
{
	if (!report || !out || !capacity)
		return IFZ_E_ARGUMENT;
	char where[64], wanted[33], found[33];
	size_t count = report->count < 16 ? report->count : 16;
	if (report->zone == IFZ_ZONE_NONE)
		ifzi_format(out, capacity, "nothing was changed");
	else
		ifzi_format(out, capacity, "canary %u: %zu changed, the first %s of %zu bytes: expected %s, found %s", report->canary, report->changed,
			place(report, where, sizeof where), report->payload, hex(report->expected, count, wanted), hex(report->found, count, found));
	return IFZ_OK;
}

void ifz_fault_canary_hit(ifz_handle canary, int64_t offset, uint8_t value)
{
	pthread_mutex_lock(&ifzi_lock);
	const struct canary *c = ifzi_handle_get(IFZI_CANARY, canary);
	if (c && c->memory && offset >= -IFZ_CANARY_GUARD && offset < (int64_t)c->size + IFZ_CANARY_GUARD)
		c->memory[IFZ_CANARY_GUARD + offset] = value;
	pthread_mutex_unlock(&ifzi_lock);
}

void ifzi_reset_canaries(void)
{
	pthread_mutex_lock(&ifzi_lock);
	for (ifz_handle h; (h = ifzi_handle_next(IFZI_CANARY, 0));) {
		struct canary *c = ifzi_handle_get(IFZI_CANARY, h);
		ifzi_handle_end(h);
		canary_end(c);
	}
	pthread_mutex_unlock(&ifzi_lock);
}
