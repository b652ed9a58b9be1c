#include "../../src/endings.c"
