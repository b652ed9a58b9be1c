/* Blocks: memory of the shim behind handles, with references; made here or taken over from the caller. */
#include "internal.h"

#include <stdlib.h>

struct block {
	uint8_t *data;
	size_t size;
	uint32_t references;
	bool adopted;
	ifz_release_fn release; /* NULL: free */
	void *user;
};

static void block_end(struct block *b)
{
	if (b->release)
		b->release(b->user, b->data, b->size);
	else
		free(b->data);
	free(b);
}

static ifz_status block_publish(struct block *b, ifz_handle *out)
{
	pthread_mutex_lock(&ifzi_lock);
	ifz_status status = ifzi_handle_new(IFZI_BLOCK, b, out);
	pthread_mutex_unlock(&ifzi_lock);
	return status;
}

/* A block of its own with a copy of data, or filled when that is NULL. */
static ifz_status block_make(const uint8_t *data, size_t size, uint8_t fill, ifz_handle *out)
{
	struct block *b = calloc(1, sizeof *b);
	uint8_t *memory = malloc(size ? size : 1);
	if (!b || !memory) {
		free(b);
		free(memory);
		return IFZ_E_MEMORY;
	}
	if (data)
		ifzi_copy(memory, data, size);
	else
		memset(memory, fill, size ? size : 1);
	b->data = memory;
	b->size = size;
	b->references = 1;
	ifz_status status = block_publish(b, out);
	if (status != IFZ_OK)
		block_end(b);
	return status;
}

ifz_status ifz_block_new(size_t size, uint8_t fill, ifz_handle *out)
{
	if (!out)
		return IFZ_E_ARGUMENT;
	return size > IFZ_LIMIT_BYTES ? IFZ_E_LIMIT : block_make(NULL, size, fill, out);
}

ifz_status ifz_block_adopt(void *data, size_t size, ifz_release_fn release, void *user, ifz_handle *out)
{
	if (!data || !out)
		return IFZ_E_ARGUMENT;
	if (size > IFZ_LIMIT_BYTES)
		return IFZ_E_LIMIT;
	struct block *b = calloc(1, sizeof *b);
	if (!b)
		return IFZ_E_MEMORY;
	*b = (struct block){data, size, 1, true, release, user};
	ifz_status status = block_publish(b, out);
	if (status != IFZ_OK)
		free(b);
	return status;
}

ifz_status ifz_block_clone(ifz_handle block, ifz_handle *out)
{
	if (!out)
		return IFZ_E_ARGUMENT;
	pthread_mutex_lock(&ifzi_lock);
	const struct block *b = ifzi_handle_get(IFZI_BLOCK, block);
	size_t size = b ? b->size : 0;
	uint8_t *copy = b ? malloc(size ? size : 1) : NULL;
	if (copy)
		ifzi_copy(copy, b->data, size);
	pthread_mutex_unlock(&ifzi_lock);
	if (!b)
		return IFZ_E_HANDLE;
	ifz_status status = copy ? block_make(copy, size, 0, out) : IFZ_E_MEMORY;
	free(copy);
	return status;
}

ifz_status ifz_block_retain(ifz_handle block)
{
	pthread_mutex_lock(&ifzi_lock);
	struct block *b = ifzi_handle_get(IFZI_BLOCK, block);
	if (b)
		b->references++;
	pthread_mutex_unlock(&ifzi_lock);
	return b ? IFZ_OK : IFZ_E_HANDLE;
}

ifz_status ifz_block_release(ifz_handle block)
{
	pthread_mutex_lock(&ifzi_lock);
	struct block *b = ifzi_handle_get(IFZI_BLOCK, block);
	bool last = b && !--b->references;
	if (last)
		ifzi_handle_end(block);
	pthread_mutex_unlock(&ifzi_lock);
	if (last)
		block_end(b);
	return b ? IFZ_OK : IFZ_E_HANDLE;
}

uint32_t ifz_block_references(ifz_handle block)
{
	pthread_mutex_lock(&ifzi_lock);
	const struct block *b = ifzi_handle_get(IFZI_BLOCK, block);
	uint32_t references = b ? b->references : 0;
	pthread_mutex_unlock(&ifzi_lock);
	return references;
}

ifz_status ifz_block_size(ifz_handle block, size_t *out)
{
	if (!out)
		return IFZ_E_ARGUMENT;
	pthread_mutex_lock(&ifzi_lock);
	const struct block *b = ifzi_handle_get(IFZI_BLOCK, block);
	if (b)
		*out = b->size;
	pthread_mutex_unlock(&ifzi_lock);
	return b ? IFZ_OK : IFZ_E_HANDLE;
}

static ifz_status resize(struct block *b, size_t size)
{
	if (!b)
		return IFZ_E_HANDLE;
	if (b->adopted)
		return IFZ_E_STATE;
	uint8_t *data = realloc(b->data, size ? size : 1);
	if (!data)
		return IFZ_E_MEMORY;
	if (size > b->size)
		memset(data + b->size, 0, size - b->size);
	b->data = data;
	b->size = size;
	return IFZ_OK;
}

ifz_status ifz_block_resize(ifz_handle block, size_t size)
{
	if (size > IFZ_LIMIT_BYTES)
		return IFZ_E_LIMIT;
	pthread_mutex_lock(&ifzi_lock);
	ifz_status status = resize(ifzi_handle_get(IFZI_BLOCK, block), size);
	pthread_mutex_unlock(&ifzi_lock);
	return status;
}

static ifz_status in_range(const struct block *b, size_t offset, size_t length)
{
	if (!b)
		return IFZ_E_HANDLE;
	return offset > b->size || length > b->size - offset ? IFZ_E_SPACE : IFZ_OK;
}

ifz_status ifz_block_read(ifz_handle block, size_t offset, uint8_t *out, size_t length)
{
	ifz_status status = ifzi_check(out, length);
	if (status != IFZ_OK)
		return status;
	pthread_mutex_lock(&ifzi_lock);
	const struct block *b = ifzi_handle_get(IFZI_BLOCK, block);
	status = in_range(b, offset, length);
	if (status == IFZ_OK)
		ifzi_copy(out, b->data + offset, length);
	pthread_mutex_unlock(&ifzi_lock);
	return status;
}

ifz_status ifz_block_write(ifz_handle block, size_t offset, const uint8_t *data, size_t length)
{
	ifz_status status = ifzi_check(data, length);
	if (status != IFZ_OK)
		return status;
	pthread_mutex_lock(&ifzi_lock);
	const struct block *b = ifzi_handle_get(IFZI_BLOCK, block);
	status = in_range(b, offset, length);
	if (status == IFZ_OK)
		ifzi_copy(b->data + offset, data, length);
	pthread_mutex_unlock(&ifzi_lock);
	return status;
}

ifz_status ifz_block_digest(ifz_handle block, uint64_t *out)
{
	if (!out)
		return IFZ_E_ARGUMENT;
	pthread_mutex_lock(&ifzi_lock);
	const struct block *b = ifzi_handle_get(IFZI_BLOCK, block);
	if (b)
		*out = ifz_digest(b->data, b->size);
	pthread_mutex_unlock(&ifzi_lock);
	return b ? IFZ_OK : IFZ_E_HANDLE;
}

uint8_t *ifz_block_data(ifz_handle block)
{
	pthread_mutex_lock(&ifzi_lock);
	const struct block *b = ifzi_handle_get(IFZI_BLOCK, block);
	uint8_t *data = b && b->size ? b->data : NULL;
	pthread_mutex_unlock(&ifzi_lock);
	return data;
}

ifz_status ifz_block_detach(ifz_handle block, uint8_t **out, size_t *size)
{
	if (!out || !size)
		return IFZ_E_ARGUMENT;
	pthread_mutex_lock(&ifzi_lock);
	struct block *b = ifzi_handle_get(IFZI_BLOCK, block);
	ifz_status status = !b ? IFZ_E_HANDLE : b->adopted || !b->size || b->references > 1 ? IFZ_E_STATE : IFZ_OK;
	if (status == IFZ_OK)
		ifzi_handle_end(block);
	pthread_mutex_unlock(&ifzi_lock);
	if (status != IFZ_OK)
		return status;
	*out = b->data;
	*size = b->size;
	ifzi_raw_count(1);
	free(b);
	return IFZ_OK;
}

void ifz_fault_block_drop(ifz_handle block)
{
	pthread_mutex_lock(&ifzi_lock);
	const struct block *b = ifzi_handle_get(IFZI_BLOCK, block);
	if (b)
		free(b->data);
	pthread_mutex_unlock(&ifzi_lock);
}

void ifzi_reset_blocks(void)
{
	pthread_mutex_lock(&ifzi_lock);
	for (ifz_handle h; (h = ifzi_handle_next(IFZI_BLOCK, 0));) {
		struct block *b = ifzi_handle_get(IFZI_BLOCK, h);
		ifzi_handle_end(h);
		pthread_mutex_unlock(&ifzi_lock);
		block_end(b);
		pthread_mutex_lock(&ifzi_lock);
	}
	pthread_mutex_unlock(&ifzi_lock);
}
