#include <map>

struct Data {
	char bytes[76];
};

extern "C" int overrun(void) {
	std::map<int, Data> m;
	m[1].bytes[0] = 1;
	auto it = m.find(1);
	volatile char *p = reinterpret_cast<char *>(&it->second);
	p[1024] = 0; // GUILTY
	return it->second.bytes[0];
}
