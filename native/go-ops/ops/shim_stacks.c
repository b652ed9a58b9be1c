#include "../../src/stacks.c"
