/* Structures that point on or grow: messages, names, tables of functions, lists. */
#include "internal.h"

#include <stdlib.h>

ifz_message *ifz_message_new(uint32_t kind, const uint8_t *payload, uint32_t length)
{
	if (ifzi_check(payload, length) != IFZ_OK)
		return NULL;
	ifz_message *message = ifzi_raw_alloc(sizeof *message + length);
	if (!message)
		return NULL;
	message->kind = kind;
	message->length = length;
	ifzi_copy(message->payload, payload, length);
	return message;
}

static uint64_t digest_u32(uint64_t state, uint32_t value)
{
	const uint8_t bytes[] = {(uint8_t)value, (uint8_t)(value >> 8), (uint8_t)(value >> 16), (uint8_t)(value >> 24)};
	return ifzi_digest_more(state, bytes, sizeof bytes);
}

uint64_t ifz_message_digest(const ifz_message *message)
{
	if (!message)
		return 0;
	uint64_t state = digest_u32(digest_u32(IFZI_DIGEST_START, message->kind), message->length);
	return ifzi_digest_more(state, message->payload, message->length);
}

int32_t ifz_names_longest(const ifz_names *names)
{
	int32_t longest = -1;
	size_t length = 0;
	for (uint32_t i = 0; names && i < names->count && i < 4; i++) {
		size_t now = ifz_str_length(names->names[i]);
		if (longest < 0 || now > length) {
			longest = (int32_t)i;
			length = now;
		}
	}
	return longest;
}

static int64_t add(void *user, int64_t a, int64_t b)
{
	(void)user;
	return ifzi_add(a, b);
}

static int64_t subtract(void *user, int64_t a, int64_t b)
{
	(void)user;
	return (int64_t)((uint64_t)a - (uint64_t)b);
}

static int64_t multiply(void *user, int64_t a, int64_t b)
{
	(void)user;
	return (int64_t)((uint64_t)a * (uint64_t)b);
}

ifz_status ifz_ops_standard(ifz_ops *out)
{
	if (!out)
		return IFZ_E_ARGUMENT;
	*out = (ifz_ops){add, subtract, multiply, NULL};
	return IFZ_OK;
}

ifz_status ifz_ops_run(const ifz_ops *ops, int64_t a, int64_t b, int64_t *out)
{
	if (!ops || !ops->add || !ops->subtract || !ops->multiply || !out)
		return IFZ_E_ARGUMENT;
	int64_t sum = ops->add(ops->user, a, b);
	*out = ops->multiply(ops->user, sum, ops->subtract(ops->user, a, b));
	return IFZ_OK;
}

ifz_status ifz_list_push(ifz_node **head, int32_t value)
{
	if (!head)
		return IFZ_E_ARGUMENT;
	ifz_node *node = ifzi_raw_alloc(sizeof *node);
	if (!node)
		return IFZ_E_MEMORY;
	*node = (ifz_node){*head, value};
	*head = node;
	return IFZ_OK;
}

ifz_status ifz_list_reverse(ifz_node **head)
{
	if (!head)
		return IFZ_E_ARGUMENT;
	ifz_node *turned = NULL;
	for (ifz_node *node = *head; node;) {
		ifz_node *next = node->next;
		node->next = turned;
		turned = node;
		node = next;
	}
	*head = turned;
	return IFZ_OK;
}

int64_t ifz_list_sum(const ifz_node *head)
{
	int64_t sum = 0;
	for (; head; head = head->next)
		sum = ifzi_add(sum, head->value);
	return sum;
}

void ifz_list_free(ifz_node **head)
{
	while (head && *head) {
		ifz_node *node = *head;
		*head = node->next;
		ifzi_raw_free(node);
	}
}

void ifz_fault_message_past(ifz_message *message, size_t by)
{
	volatile uint8_t *at = message->payload;
	for (size_t i = 0; i < by; i++)
		at[message->length + i] = 0xee;
}

void ifz_fault_list_ring(ifz_node *head)
{
	ifz_node *last = head;
	while (last && last->next)
		last = last->next;
	if (last)
		last->next = head;
}

int64_t ifz_fault_call_null(void)
{
	ifz_ops ops;
	memset(&ops, 0, sizeof ops);
	ifz_binary_fn missing = ops.add;
	IFZI_HIDE(missing);
	return missing(NULL, 1, 2);
}
