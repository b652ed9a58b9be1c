#include "../../src/threads.c"
