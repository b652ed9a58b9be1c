/* errno across the border. */
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <unistd.h>

int32_t ifz_errno_fail(int32_t error, int32_t result)
{
	errno = error;
	return result;
}

int32_t ifz_errno_now(void)
{
	return errno;
}

int32_t ifz_errno_open_nothing(void)
{
	/* Below a file there is no folder, but this one does not exist either way. */
	int fd = open("/nonexistent-interopfuzz/file", O_RDONLY | O_CLOEXEC);
	if (fd >= 0)
		close(fd);
	return fd;
}

ifz_status ifz_errno_over_call(int32_t error, ifz_callback callback, void *user, int32_t *after)
{
	int64_t ignored;
	if (!callback || !after)
		return IFZ_E_ARGUMENT;
	errno = error;
	ifz_status status = ifzi_invoke(callback, user, error, &ignored);
	int now = errno;
	if (status == IFZ_OK)
		*after = now;
	return status;
}

ifz_status ifz_errno_text(int32_t error, char *out, size_t capacity)
{
	if (!out || !capacity)
		return IFZ_E_ARGUMENT;
	locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	if (!c)
		return IFZ_E_MEMORY;
	ifzi_format(out, capacity, "%s", strerror_l(error, c));
	freelocale(c);
	return IFZ_OK;
}
