/* Belongs to the library: nobody frees it. */
const char *version(void)
{
	return "1.2.3";
}
