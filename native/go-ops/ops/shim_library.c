#include "../../src/library.c"
