static int failed;

void fail(void)
{
	failed = 1;
}

int guarded(void (*callback)(void))
{
	callback();
	return failed;
}
