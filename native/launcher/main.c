#include "launch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: interopfuzz-launch watch [--deadline-ms N] [--grace-ms N] [--rss-bytes N] [--head-bytes N]\n"
    "                                [--tail-bytes N] [--follow-stdin 0|1] [--notes-bytes N] [--sample-us N] [--say-waiting 0|1] -- COMMAND…\n"
    "       interopfuzz-launch start [--uid N] [--processes N] [--files N] [--file-bytes N] -- PROGRAM…\n"
    "watch runs COMMAND, which must end in 'interopfuzz-launch start … -- PROGRAM…' (bwrap may stand between them).\n"
    "The program's output goes to stdout, one line of JSON about its end to stderr.\n"
    "--notes-bytes gives the program file descriptor 5 to write lines to; they come to stderr before that line,\n"
    "as 'note …'. --sample-us reads its memory that often: 'sample AT_US TREE_RSS RSS PSS ANONYMOUS PRIVATE_DIRTY\n"
    "SWAP THREADS', bytes, at most 512 lines.\n"
    "With --say-waiting 1 a line 'waiting' goes there first when no thread has been running for a while, and 'running' when one is again.\n"
    "With --follow-stdin 1 everything is ended when stdin reaches its end. 0 as a limit means none.\n";

int parse_options(int argc, char **argv, const struct option_u64 *options)
{
	int i = 0;
	for (; i < argc && strcmp(argv[i], "--") != 0; i += 2) {
		const struct option_u64 *o = options;
		while (o->name && strcmp(o->name, argv[i]) != 0)
			o++;
		char *end = NULL;
		errno = 0;
		if (o->name && i + 1 < argc && argv[i + 1][0] >= '0' && argv[i + 1][0] <= '9')
			*o->value = strtoull(argv[i + 1], &end, 10);
		if (!end || *end || errno) {
			fprintf(stderr, "interopfuzz-launch: bad option '%s'\n%s", argv[i], usage);
			exit(2);
		}
	}
	if (i + 1 >= argc) {
		fprintf(stderr, "interopfuzz-launch: no command behind '--'\n%s", usage);
		exit(2);
	}
	return i + 1;
}

int main(int argc, char **argv)
{
	if (argc >= 2 && strcmp(argv[1], "watch") == 0)
		return watch_main(argc - 2, argv + 2);
	if (argc >= 2 && strcmp(argv[1], "start") == 0)
		return start_main(argc - 2, argv + 2);
	fputs(usage, argc >= 2 && strcmp(argv[1], "--help") == 0 ? stdout : stderr);
	return argc >= 2 && strcmp(argv[1], "--help") == 0 ? 0 : 2;
}
