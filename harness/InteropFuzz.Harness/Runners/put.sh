# Takes one file from standard input. $1: the folder, $2: its name, $3: its size, $4: its mode. The end of a lost connection looks like the end of the file.
umask 022
mkdir -p "$1" || exit 1
cat >"$1/$2" || { rm -rf "$1"; exit 1; }
if [ "$(wc -c <"$1/$2")" -ne "$3" ]; then
	rm -rf "$1"
	echo "only a part of $2 arrived" >&2
	exit 1
fi
chmod "$4" "$1/$2"
