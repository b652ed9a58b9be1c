#include <cstring>
#include <map>

struct Data {
	char bytes[76];
};

enum { values = 256, chosen = 64 };

extern "C" int overrun(void) {
	std::map<int, Data> m;
	for (int i = 0; i < values; i++)
		memset(m[i].bytes, 1, sizeof m[i].bytes);
	auto it = m.find(chosen);
	volatile char *p = reinterpret_cast<char *>(&it->second);
	p[1024] = 0; // GUILTY
	int changed = 0;
	for (auto &entry : m)
		if (entry.first != chosen)
			for (char byte : entry.second.bytes)
				changed += byte != 1;
	return changed;
}
