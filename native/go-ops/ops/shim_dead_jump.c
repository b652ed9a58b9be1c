#include "../../src/dead_jump.c"
