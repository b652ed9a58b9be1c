#include "../../src/signals.c"
