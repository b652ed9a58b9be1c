#include "../../src/linked.c"
