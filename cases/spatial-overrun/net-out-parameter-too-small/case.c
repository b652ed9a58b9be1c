void get_position(long *position)
{
	*position = 42;
}
