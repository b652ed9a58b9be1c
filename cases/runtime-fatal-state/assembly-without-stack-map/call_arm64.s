#include "textflag.h"
#include "funcdata.h"

// func callCollect()
TEXT ·callCollect(SB), NOSPLIT, $16-0
	CALL ·collect(SB)
	RET
