#include "../../src/jumps.c"
