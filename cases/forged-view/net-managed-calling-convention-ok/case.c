void call_back(void (*callback)(void))
{
	callback();
}
