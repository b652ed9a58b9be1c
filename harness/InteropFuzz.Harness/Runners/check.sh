# Whether a folder of copies is there and whole: 0, or 10. $1: the folder; then for each file its name, size and SHA-256.
d=$1
shift
[ -d "$d" ] || exit 10
while [ $# -gt 0 ]; do
	[ -f "$d/$1" ] && [ "$(wc -c <"$d/$1")" -eq "$2" ] || { rm -rf "$d"; exit 10; }
	if command -v sha256sum >/dev/null; then
		[ "$(sha256sum <"$d/$1")" = "$3  -" ] || { rm -rf "$d"; exit 10; }
	fi
	shift 3
done
touch "$d"
