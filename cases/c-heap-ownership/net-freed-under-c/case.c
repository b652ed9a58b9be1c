static const int *table;

/* Keeps the pointer until the next call. */
void set_table(const int *t)
{
	table = t;
}

int look_up(int index)
{
	return table[index];
}
