static int values[] = {1, 2, 3};

void call_back(void (*callback)(const int *, int))
{
	callback(values, 3);
}
