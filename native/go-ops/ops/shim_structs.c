#include "../../src/structs.c"
