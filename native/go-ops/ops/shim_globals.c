#include "../../src/globals.c"
