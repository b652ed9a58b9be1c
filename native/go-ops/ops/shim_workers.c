#include "../../src/workers.c"
