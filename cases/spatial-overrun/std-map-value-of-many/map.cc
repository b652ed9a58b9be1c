#include <cstring>
#include <map>

struct Data {
	char bytes[204];
};

enum { values = 256, chosen = 64 };

extern "C" int overrun(void) {
	std::map<int, Data> m;
	Data *at[values];
	for (int i = 0; i < values; i++)
		memset(m[i].bytes, 1, sizeof m[i].bytes);
	for (int i = 0; i < values; i++)
		at[i] = &m.find(i)->second;
	auto it = m.find(chosen);
	volatile char *p = reinterpret_cast<char *>(&it->second);
	p[1024] = 0; // GUILTY
	int changed = 0;
	for (int i = 0; i < values; i++)
		if (i != chosen)
			for (char byte : at[i]->bytes)
				changed += byte != 1;
	return changed;
}
