static int digit(char c) {
	if (c < '0' || c > '9')
		throw 1;
	return c - '0';
}

extern "C" int parse_number(const char *text) {
	int n = 0;
	try {
		for (; *text; text++)
			n = 10 * n + digit(*text);
	} catch (...) {
		return -1;
	}
	return n;
}
