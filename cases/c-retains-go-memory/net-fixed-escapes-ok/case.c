static unsigned char *kept;

void keep(unsigned char *p)
{
	kept = p;
}

void write_kept(unsigned char value)
{
	kept[0] = value;
}
