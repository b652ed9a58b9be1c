# Makes the folder of the harness on a runner and says what this machine is. $1: the folder. Ends when the harness goes.
umask 022
fault() { echo "fault=$*"; exit 3; }
said=$(mkdir -p "$1/cache" "$1/run" 2>&1) || fault "$said"
cd "$1" || fault "$1 cannot be entered"
w=$(pwd -P)
said=$( (echo written >".written.$$") 2>&1) && [ -s ".written.$$" ] || fault "${said:-no space left on device}"
rm -f ".written.$$"
# What no run has used for long, and what broken-off runs left.
find "$w/cache" -mindepth 1 -maxdepth 1 -mtime +14 -exec rm -rf {} + 2>/dev/null
find "$w/cache" -mindepth 1 -maxdepth 1 -name '*.new.*' -mtime +0 -exec rm -rf {} + 2>/dev/null
find "$w/run" -mindepth 1 -maxdepth 1 -mtime +0 -exec rm -rf {} + 2>/dev/null
echo "workdir=$w"
echo "machine=$(uname -m)"
echo "kernel=$(uname -sr)"
echo "uid=$(id -u)"
df -Pk "$w" 2>/dev/null | { read -r _ && read -r _ _ _ free _ && echo "free_kb=$free"; }
echo "cores=$(getconf _NPROCESSORS_ONLN 2>/dev/null)"
echo "libc=$(getconf GNU_LIBC_VERSION 2>/dev/null)"
while IFS=: read -r name value; do case $name in "model name"*) echo "cpu=${value# }"; break ;; esac; done 2>/dev/null </proc/cpuinfo
bwrap=$(command -v bwrap) || echo "no_sandbox=bubblewrap is not installed there"
if [ -n "$bwrap" ]; then
	if said=$("$bwrap" --unshare-pid --unshare-net --ro-bind / / --proc /proc --dev /dev true 2>&1); then echo "bwrap=$bwrap"; else echo "no_sandbox=$said"; fi
fi
valgrind=$(command -v valgrind) && echo "valgrind=$valgrind $("$valgrind" --version 2>/dev/null)"
addr2line=$(command -v addr2line) && echo "addr2line=$addr2line"
gdb=$(command -v gdb) && echo "gdb=$gdb $("$gdb" --version 2>/dev/null | { read -r line; echo "$line"; })"
echo ready
exec cat >/dev/null
