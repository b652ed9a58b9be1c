#include "../../src/strings.c"
