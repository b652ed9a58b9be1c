// Title: Go reads a C struct of two words under the lock of the C thread
// Class: unsynchronised-sharing
// Expect: clean
//
// C copies the pair under the mutex that its thread holds while it writes; Go sees only the copy.
package main

/*
#cgo CFLAGS: -O0 -pthread
#include <pthread.h>
#include <stdlib.h>

struct pair {
	long a;
	long b;
};

struct sensor {
	struct pair now;
	int stop;
	pthread_mutex_t lock;
	pthread_t thread;
};

static void *measure(void *arg) {
	struct sensor *s = arg;
	for (long n = 1; !__atomic_load_n(&s->stop, __ATOMIC_SEQ_CST); n++) {
		pthread_mutex_lock(&s->lock);
		s->now.a = n;
		s->now.b = n;
		pthread_mutex_unlock(&s->lock);
	}
	return NULL;
}

static struct sensor *sensor_start(void) {
	struct sensor *s = calloc(1, sizeof *s);
	pthread_mutex_init(&s->lock, NULL);
	if (pthread_create(&s->thread, NULL, measure, s) != 0)
		abort();
	return s;
}

static struct pair sensor_read(struct sensor *s) {
	pthread_mutex_lock(&s->lock);
	struct pair p = s->now;
	pthread_mutex_unlock(&s->lock);
	return p;
}

static void sensor_stop(struct sensor *s) {
	__atomic_store_n(&s->stop, 1, __ATOMIC_SEQ_CST);
	pthread_join(s->thread, NULL);
	pthread_mutex_destroy(&s->lock);
	free(s);
}
*/
import "C"

import "fmt"

func main() {
	s := C.sensor_start()
	defer C.sensor_stop(s)
	for i := 0; i < 5000; i++ {
		if p := C.sensor_read(s); p.a != p.b {
			fmt.Println("INTEROPFUZZ silent: Go read a snapshot that the C thread never published")
			return
		}
	}
	fmt.Println("INTEROPFUZZ clean")
}
