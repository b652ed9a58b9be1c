#pragma once
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <complex.h>
#include <wchar.h>
typedef struct { int x; } odd;
struct odd;
typedef struct node node;
struct node { node *next; struct { int a, b; } pos; union { int i; float f; struct { unsigned lo:4, hi:28; }; }; enum { RED, GREEN=5 } colour; };
struct empty {};
struct flex { int n; char data[]; };
struct zero { int n; int z[0]; };
struct ld { long double d; int x; };
struct at { _Atomic int a; int b; };
struct big { int n; char huge[2000000]; int after; };
struct __attribute__((packed)) pb { unsigned a:3; unsigned b:30; unsigned c:31; char t; };
struct __attribute__((packed)) pb2 { char a; unsigned long long w:60; unsigned q:6; };
struct bits { signed s:5; unsigned :0; unsigned u:5; long l:40; _Bool f:1; enum odd_e { OA=-1, OB=2 } e:3; char c; int tail:9; };
struct sb { char c; int v:24; };
struct keyw { int class, int_; int event; int is; };
struct selfname { int selfname; };
struct ToString { int Equals; int ToString; };
struct mat { float m[4][4]; const char *names[3]; void (*fns[2])(int); struct odd2 { long z; } arr[2]; unsigned long ul[3]; struct { short s; } anon[3]; };
typedef void (*cb)(int, void *);
typedef int fn_t(int);
typedef cb (*getcb)(cb, int [4], fn_t *, fn_t);
int lock(int in, char *out, const char *const *params, int (*)[4], int arr[3][5]);
void vf(const char *, ...);
void vl(va_list ap);
void (*signal_like(int s, void (*h)(int)))(int);
long double ldf(long double);
double _Complex cf(void);
static inline int sif(void) { return 1; }
inline int inf(void);
extern int gvar;
int noproto();
int odd$name(int a$b);
int aliased(void) __asm__("real_symbol");
struct odd_incomplete byval(void);
struct at byval2(struct ld x);
void variadic_cb(int (*p)(const char *, ...), FILE *f, wchar_t w, fpos_t pos);
__attribute__((vector_size(16))) typedef int v4;
v4 vadd(v4 a);
__int128 i128(void);
enum big_e { BE = 0xFFFFFFFFFFFFULL, BN = -1 };
enum { ANON1 = 1, ANON2 = -2 };
#define N1 42
#define N2 (N1 * 2u)
#define NL 0x7fffffffffffffffL
#define NUL_ 0xffffffffffffffffUL
#define STR "he\"llo\n\\"
#define STRP ("paren")
#define STRC "a" "b"
#define CHR 'x'
#define FLT 1.5f
#define INFF (1.0/0.0)
#define CAST ((unsigned char)300)
#define BAD do { } while (0)
#define UNB (
#define FN(x) x
#define TYP int
#define GVAR gvar
#define lock lock
#define EMPTY
#define EN GREEN
#define WS L"wide"
#define SZ sizeof(struct node)
#define NEG -5
#define UNDEFD undefined_thing
#define ToString 3
void ToStringFn(void);
union U { int i; char c[3]; struct { int p, q; } s; };
struct __attribute__((aligned(64))) al { char c; };
struct hold { char c; struct al a; };
void useU(union U u, struct hold *h);
