#include "../../src/memory.c"
