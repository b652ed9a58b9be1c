#include <map>

struct Data {
	char bytes[76];
};

enum { values = 256, chosen = 64 };

extern "C" int overrun(void) {
	std::map<int, Data> m;
	for (int i = 0; i < values; i++)
		m[i].bytes[0] = 1;
	auto it = m.find(chosen);
	volatile char *p = reinterpret_cast<char *>(&it->second);
	p[1024] = 0; // GUILTY
	int changed = 0;
	for (auto &entry : m)
		changed += entry.second.bytes[0] != 1;
	return changed;
}
