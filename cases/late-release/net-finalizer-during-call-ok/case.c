int sum_after(unsigned char *p, int n, void (*between)(void))
{
	int sum = 0;
	between();
	for (int i = 0; i < n; i++)
		sum += p[i];
	return sum;
}
