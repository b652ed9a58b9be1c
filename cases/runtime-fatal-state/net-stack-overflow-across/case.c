int call_back(int (*callback)(int), int n)
{
	return callback(n);
}
