struct __attribute__((packed)) header {
	unsigned char kind;
	int length;
};

int length_of(const struct header *h)
{
	return h->length;
}
