#include "../../src/errors.c"
