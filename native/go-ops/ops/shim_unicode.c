#include "../../src/unicode.c"
