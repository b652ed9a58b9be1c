struct vector {
	long x, y, z;
};

struct vector make_vector(long x)
{
	struct vector v = {x, x + 1, x + 2};
	return v;
}
