# Runs a command in a folder of its own that goes away with it. $1: the folder; then the command. 125: there is no such folder.
d=$1
shift
mkdir -p "$d" && cd "$d" || exit 125
"$@"
code=$?
cd /
chmod -R u+rwx "$d" 2>/dev/null
rm -rf "$d"
exit $code
