static int (*callback)(int);

void set_callback(int (*f)(int))
{
	callback = f;
}

int call_back(int value)
{
	return callback(value);
}
