#include "../../src/variadics.c"
