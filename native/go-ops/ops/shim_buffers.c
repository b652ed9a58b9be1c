#include "../../src/buffers.c"
