#include "check.h"

void test_canary(void)
{
	ifz_handle h, w;
	ifz_canary_report report;
	char text[160];
	uint8_t mine[4] = {1, 2, 3, 4};
	OK(ifz_canary_new(16, &h));
	uint8_t *data = ifz_canary_data(h);
	IS((uintptr_t)data % 16, 0);
	memset(data, 'x', 16);
	OK(ifz_canary_check(h, &report));
	OK(ifz_canary_describe(&report, text, sizeof text));
	TEXT(text, "nothing was changed");

	/* One behind the end, by hand: inside of the same allocation. */
	uint8_t before = data[16];
	data[16] = 0;
	IS(ifz_canary_check(h, &report), IFZ_E_CORRUPT);
	IS(report.canary, h);
	IS(report.zone, IFZ_ZONE_BACK);
	IS(report.offset, 16);
	IS(report.changed, 1);
	IS(report.expected[0], before);
	IS(report.found[0], 0);
	OK(ifz_canary_describe(&report, text, sizeof text));
	TRUE(strstr(text, "1 changed, the first 0 bytes behind the payload of 16 bytes: expected ") != NULL);
	IS(ifz_canary_check_all(&report), IFZ_E_CORRUPT);
	IS(report.canary, h);
	data[16] = before;
	data[-1] ^= 1;
	IS(ifz_canary_check(h, &report), IFZ_E_CORRUPT);
	IS(report.zone, IFZ_ZONE_FRONT);
	IS(report.offset, -1);
	IS(report.count, 1);
	data[-1] ^= 1;
	OK(ifz_canary_check_all(&report));

	OK(ifz_canary_seal(h));
	data[3] = 'y';
	IS(ifz_canary_check(h, &report), IFZ_E_CORRUPT);
	IS(report.zone, IFZ_ZONE_PAYLOAD);
	IS(report.offset, 3);
	IS(report.count, 13);
	OK(ifz_canary_unseal(h));
	OK(ifz_canary_check(h, &report));

	IS(ifz_canary_forget(h), IFZ_E_STATE);
	OK(ifz_canary_free(h));
	IS(ifz_canary_free(h), IFZ_E_STATE);
	TRUE(!ifz_canary_data(h));
	OK(ifz_canary_check(h, &report));
	data[5] = 'z';
	IS(ifz_canary_check(h, &report), IFZ_E_CORRUPT);
	IS(report.zone, IFZ_ZONE_FREED);
	IS(report.offset, 5);
	IS(ifz_canary_seal(h), IFZ_E_STATE);
	OK(ifz_canary_forget(h));
	IS(ifz_canary_check(h, &report), IFZ_E_HANDLE);

	OK(ifz_canary_watch(mine, sizeof mine, &w));
	OK(ifz_canary_check(w, &report));
	mine[2] = 0;
	IS(ifz_canary_check(w, &report), IFZ_E_CORRUPT);
	IS(report.offset, 2);
	IS(report.expected[0], 3);
	TRUE(!ifz_canary_data(w));
	IS(ifz_canary_unseal(w), IFZ_E_STATE);
	OK(ifz_canary_seal(w));
	OK(ifz_canary_check(w, &report));
	OK(ifz_canary_free(w));
	IS(ifz_canary_check(w, &report), IFZ_E_HANDLE);
	IS(ifz_canary_new(0, &h), IFZ_E_ARGUMENT);
}
