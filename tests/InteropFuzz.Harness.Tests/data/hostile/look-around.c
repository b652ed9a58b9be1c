/* Prints a line for everything that it can do and should not. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <net/if.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
	struct if_nameindex *interfaces = if_nameindex();
	for (struct if_nameindex *i = interfaces; i && i->if_index; i++)
		if (i->if_name[0] != 'l')
			printf("sees the network interface %s\n", i->if_name);
	if (getuid() == 0)
		puts("is root");
	const char *places[] = {"/etc/x", "/usr/x", "/var/tmp/x", "/home/x", "/root/x", "/dev/shm/../x"};
	for (unsigned n = 0; n < sizeof places / sizeof *places; n++)
		if (open(places[n], O_CREAT | O_WRONLY, 0600) >= 0)
			printf("writes %s\n", places[n]);
	if (open("/tmp/x", O_CREAT | O_WRONLY, 0600) < 0)
		puts("cannot write /tmp");
	if (access("/run/dbus", F_OK) == 0)
		puts("sees the sockets of the system");
	puts("done");
	return 0;
}
