/* The toy target in C alone: what an engine reaches where no Go is in the way. */
#include "../target/toy.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	volatile uint32_t sum = toy_sum(data, size);
	if (size >= 4 && data[0] == 'G')
		if (data[1] == 'o')
			toy_parse(data + 2, size - 2);
	(void)sum;
	return 0;
}
