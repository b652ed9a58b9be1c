#include <stdio.h>

int main(int argc, char **argv, char **environment)
{
	for (; argc && argv && *environment; environment++)
		puts(*environment);
	return 0;
}
