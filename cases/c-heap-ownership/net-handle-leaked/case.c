void use(void *handle)
{
	(void)handle;
}
