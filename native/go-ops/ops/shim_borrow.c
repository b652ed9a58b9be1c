#include "../../src/borrow.c"
