#include <string.h>

static const char *kept;

void set_name(const char *name)
{
	kept = name;
}

/* How many of the first n characters are no x. */
int check_name(int n)
{
	int wrong = 0;
	for (int i = 0; i < n; i++)
		wrong += kept[i] != 'x';
	return wrong;
}
