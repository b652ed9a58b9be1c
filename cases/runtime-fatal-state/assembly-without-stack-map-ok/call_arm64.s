#include "textflag.h"
#include "funcdata.h"

// func callCollect()
TEXT ·callCollect(SB), NOSPLIT, $16-0
	NO_LOCAL_POINTERS
	CALL ·collect(SB)
	RET
