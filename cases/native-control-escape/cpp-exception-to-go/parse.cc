static int digit(char c) {
	if (c < '0' || c > '9')
		throw 1; // GUILTY
	return c - '0';
}

extern "C" int parse_number(const char *text) {
	int n = 0;
	for (; *text; text++)
		n = 10 * n + digit(*text);
	return n;
}
