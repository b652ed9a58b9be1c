#include "../../src/handles.c"
