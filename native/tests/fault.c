/* Does one planted fault: shim-fault NAME. What it leaves behind is in faults.tsv. Faults that no instrument sees are looked at
 * here, and said in the words that triage knows. */
#include "fault.h"

#include <stdio.h>

void say_silent(bool wrong, const char *what)
{
	if (wrong)
		printf("INTEROPFUZZ silent: %s\n", what);
	else
		printf("INTEROPFUZZ clean\n");
}

int main(int argc, char **argv)
{
	setvbuf(stdout, NULL, _IONBF, 0);
	for (const struct fault *f = faults; argc == 2 && f->name; f++)
		if (!strcmp(f->name, argv[1])) {
			f->run();
			return 0;
		}
	if (argc == 1)
		for (const struct fault *f = faults; f->name; f++)
			puts(f->name);
	else
		fprintf(stderr, "usage: shim-fault [NAME]; without a name it lists them\n");
	return argc == 1 ? 0 : 2;
}
