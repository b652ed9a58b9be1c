#include "../../src/registry.c"
