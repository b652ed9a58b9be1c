#include "../../src/canary.c"
