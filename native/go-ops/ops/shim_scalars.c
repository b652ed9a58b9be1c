#include "../../src/scalars.c"
