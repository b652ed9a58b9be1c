#include "machine.h"

#include <stdlib.h>
#include <string.h>

struct buffer buffer_of(size_t size, int seed)
{
	struct buffer b = {size ? malloc(size) : NULL, size};
	for (size_t i = 0; i < size; i++)
		b.data[i] = pattern(seed, i);
	return b;
}

void buffer_free(struct buffer *b)
{
	free(b->data);
	*b = (struct buffer){0};
}

char *text_of(int seed, int length)
{
	static const char *const letters[8] = {"a", "Z", ",", "é", "ß", "日", "本", "😀"};
	char *text = malloc((size_t)length * 4 + 1);
	size_t at = 0;
	for (int i = 0; i < length; i++) {
		const char *letter = letters[(seed + i * 5 + (i >> 2)) & 7];
		size_t n = strlen(letter);
		memcpy(text + at, letter, n);
		at += n;
	}
	text[at] = 0;
	return text;
}

int64_t on_call(void *user, int64_t value)
{
	const struct weight *w = user;
	return value * 3 + w->weight;
}

struct machine *machine_new(struct trace *t)
{
	struct machine *m = calloc(1, sizeof *m);
	m->out = t;
	return m;
}

void machine_end(struct machine *m)
{
	ifz_live live = {0};
	for (int i = 0; i < SLOTS; i++) {
		ifz_mem_free(m->memory[i].data);
		buffer_free(&m->buffer[i]);
	}
	ifz_live_count(&live);
	say(m->out, "left blocks=%u retained=%u callbacks=%u workers=%u canaries=%u raw=%u", live.blocks, live.retained, live.callbacks, live.workers, live.canaries, live.raw);
	for (int i = 0; i < COOKIES; i++)
		ifz_cookie_swap((uint32_t)i, 0);
	ifz_reset();
	ifz_live_count(&live);
	say(m->out, " then %u released=%d", live.blocks + live.retained + live.callbacks + live.workers + live.canaries + live.raw, m->released);
	for (int i = 0; i < SLOTS; i++) {
		buffer_free(&m->fill[i]);
		free(m->weight[i]);
	}
	for (int i = 0; i < COOKIES; i++)
		free(m->cookie[i]);
	free(m);
}
