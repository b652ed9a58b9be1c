struct point { double x, y; };

extern "C" point *point_new(double x, double y) {
	return new point{x, y};
}

extern "C" void point_delete(point *p) {
	delete p;
}
