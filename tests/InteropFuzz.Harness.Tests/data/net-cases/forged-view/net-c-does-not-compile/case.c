int f(void) { return nosuch; }
