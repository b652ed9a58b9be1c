#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct message {
	long references;
	char text[8];
};

char *make_message(void)
{
	struct message *m = malloc(sizeof *m);
	m->references = 1;
	strcpy(m->text, "hello");
	return m->text;
}

void free_message(char *text)
{
	free(text - offsetof(struct message, text));
}
