#include "../../src/overruns.c"
