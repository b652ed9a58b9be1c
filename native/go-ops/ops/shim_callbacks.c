#include "../../src/callbacks.c"
