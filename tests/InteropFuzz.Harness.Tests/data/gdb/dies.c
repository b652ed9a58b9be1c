/* Dies three calls deep while another thread waits; leaves a core file with gdb's help. */
#include <pthread.h>
#include <stddef.h>
#include <unistd.h>

/* What gdb would load and run from the program itself, were it let (a script in Python, .debug_gdb_scripts). */
__asm__(".pushsection \".debug_gdb_scripts\", \"MS\",@progbits,1\n"
        ".byte 4\n"
        ".ascii \"gdb.inlined\\n\"\n"
        ".ascii \"open('" PLANTED ".section', 'w')\\n\"\n"
        ".byte 0\n"
        ".popsection\n");

static void *waiting(void *arg) { pause(); return arg; }
static void inner(volatile int *p) { *p = 1; }
static void middle(volatile int *p) { inner(p); }
static void entry(volatile int *p) { middle(p); }

int main(void)
{
	pthread_t t;
	pthread_create(&t, NULL, waiting, NULL);
	usleep(100000);
	entry(NULL);
	return 0;
}
