int call_back(int (*callback)(int))
{
	return callback(1) + 0;
}
