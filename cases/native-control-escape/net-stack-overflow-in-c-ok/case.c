int depth(int n)
{
	volatile char page[4096];
	page[0] = (char)n;
	return n == 0 ? 0 : depth(n - 1) + page[0] - page[0] + 1;
}
