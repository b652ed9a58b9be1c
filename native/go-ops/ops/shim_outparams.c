#include "../../src/outparams.c"
