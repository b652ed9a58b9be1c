#include "../../src/blocks.c"
