struct range {
	long first, last;
};

long width(const struct range *r)
{
	return r->last - r->first;
}
