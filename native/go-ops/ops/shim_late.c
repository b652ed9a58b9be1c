#include "../../src/late.c"
