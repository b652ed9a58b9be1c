/* Performs the operation programs of a file, one in hexadecimal on each line, in plain C: nothing managed is in this process. */
#include "bench.h"
#include "ops.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void run(const struct program *p, int index, bool illegal)
{
	struct trace t;
	trace_begin(&t);
	say(&t, "program %d", index);
	trace_line(&t);
	/* The same program has the same digest at any place of a batch. */
	trace_begin(&t);
	struct machine *m = machine_new(&t);
	for (int i = 0; i < p->count; i++) {
		const struct step *s = &p->steps[i];
		say_step(&t, i, s);
		say(&t, " = ");
		if (illegal || is_legal(s->operation))
			s->operation->perform(m, s->value[0], s->value[1], s->value[2]);
		else
			say(&t, "off");
		trace_line(&t);
	}
	say(&t, "%d ", p->count);
	if (p->version != OPS_VERSION)
		say(&t, "version %d, ", p->version);
	machine_end(m);
	trace_line(&t);
	unsigned long long digest = t.digest;
	say(&t, "end %016llx", digest);
	trace_line(&t);
}

static void decode(const struct program *p, int index)
{
	printf("program %d version %d\n", index, p->version);
	for (int i = 0; i < p->count; i++) {
		struct trace t;
		trace_begin(&t);
		say_step(&t, i, &p->steps[i]);
		printf("%.*s\n", (int)t.length, t.text);
	}
}

static int digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The bytes of a line of hexadecimal digits, over the line itself; -1 when it is none. */
static ssize_t bytes_of(char *line)
{
	size_t length = strcspn(line, "\n");
	if (length % 2)
		return -1;
	for (size_t i = 0; i < length / 2; i++) {
		int high = digit(line[2 * i]), low = digit(line[2 * i + 1]);
		if (high < 0 || low < 0)
			return -1;
		line[i] = (char)(high << 4 | low);
	}
	return (ssize_t)(length / 2);
}

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], "bench")) {
		bench(atoi(argv[2]));
		return 0;
	}
	bool show = argc > 1 && !strcmp(argv[1], "decode");
	bool illegal = argc > 2 && !strcmp(argv[2], "--illegal");
	FILE *file = argc > 2 ? fopen(argv[argc - 1], "r") : NULL;
	if (!file || (!show && strcmp(argv[1], "run"))) {
		fprintf(stderr, "usage: %s run [--illegal] FILE | decode FILE | bench MILLISECONDS\n", argv[0]);
		return 2;
	}
	static struct program p;
	char *line = NULL;
	size_t room = 0;
	for (int index = 0; getline(&line, &room, file) >= 0; index++) {
		ssize_t size = bytes_of(line);
		if (size < 0) {
			fprintf(stderr, "%s:%d: not hexadecimal\n", argv[argc - 1], index + 1);
			return 2;
		}
		program_decode(&p, (const uint8_t *)line, (size_t)size);
		if (show)
			decode(&p, index);
		else
			run(&p, index, illegal);
	}
	free(line);
	fclose(file);
	return 0;
}
