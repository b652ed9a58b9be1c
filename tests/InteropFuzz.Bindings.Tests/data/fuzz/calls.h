/* Shapes of functions that call plans must know. */
#include <stddef.h>

#define CALLS_FAST 7

typedef struct box box;
typedef struct lone lone;
typedef struct { const void *src; size_t size; size_t pos; } in_buffer;
typedef struct { unsigned char *next_in; unsigned avail_in; int level; void *(*zalloc)(void *, unsigned); } stream;
typedef struct { int (*read)(void *); } vtable;
typedef enum { RED, GREEN = 5 } colour;
typedef int (*visit)(void *user, const char *name, int n);

box *box_create(void);
int box_open(const char *path, box **out);
int box_free(box *b);
box *box_parent(box *b);
int box_drop(box *b);
int box_finish_part(box *b, in_buffer *in);
int box_put(box *b, const void *data, size_t len);
int box_get(box *b, void *dst, size_t *dst_len);
int box_named(box *b, const char *name, int flags);
int box_text(box *, const char *, int);
int box_paint(box *b, colour c, double x, _Bool on);
int box_each(box *b, visit v, void *user);
int box_message(box *b, char **message);
int box_numbers(box *b, const int *values, size_t count);
int box_one(box *b, int *value);
int box_link(box *a, box *b);
void stream_init(stream *s, const char *version);
int stream_run(stream *s);
int stream_end(stream *s);
int blob(void *memory);
int lonely(lone *l);
int table(vtable *t);
int words(char **const list, const char *const *more);
unsigned checksum(unsigned seed, const unsigned char *buf, unsigned len);
int box_zip(box *b, const unsigned char *in, unsigned char *out, int n);
