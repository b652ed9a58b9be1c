#!/bin/sh
# Sets up this machine, builds InteropFuzz, and runs a verb of it. Needs the .NET 10 SDK; the rest it installs.
set -eu

usage() {
	cat <<'END'
usage: ./build.sh [--no-install] [-p:ClangSharp=package|system] [VERB [ARGUMENT…]]

  ./build.sh                 set up and build; the command is then bin/interopfuzz
  ./build.sh run [OPTION…]   set up, build, and run the reproducer matrix on the default toolchains
  ./build.sh test [OPTION…]  set up, build, and run the tests but the slow ones; options are those of 'dotnet test'
  ./build.sh test --all      the slow ones too: a Slurm cluster on this machine, the ARM64 VM (their packages are installed)
  ./build.sh test --update-reports   write what comes out of every crash report into its header; look at the difference
  ./build.sh VERB …          set up, build, and call 'interopfuzz VERB …'

What will be installed (Debian packages; Go toolchains, unpacked side by side into a cache) is printed first.
--no-install only says what is missing, and ends with 3 when something is.
-p:ClangSharp= says where C headers are read with: the feed's ClangSharp.Interop or the system's libclang. Without it the feed is asked once a day.
END
}

cd "$(dirname "$0")"
install=yes
ClangSharp=
while [ $# -gt 0 ]; do
	case "$1" in
	--no-install) install=no ;;
	-p:ClangSharp=package | -p:ClangSharp=system) ClangSharp=${1#*=} ;;
	-p:ClangSharp=*) echo "build.sh: -p:ClangSharp takes package or system, not '${1#*=}'" >&2; exit 2 ;;
	-h | --help) usage; exit 0 ;;
	*) break ;;
	esac
	shift
done

if ! command -v dotnet >/dev/null; then
	echo "build.sh: the .NET 10 SDK is missing; it is all that must be there before" >&2
	exit 3
fi
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# Printed only when it fails: a build that works has nothing to say.
quietly() {
	log=$(mktemp)
	if "$@" >"$log" 2>&1; then
		rm -f "$log"
	else
		code=$?
		cat "$log" >&2
		rm -f "$log"
		exit "$code"
	fi
}

# The other architecture is the one that is cross-compiled and emulated.
case $(uname -m) in
aarch64) rid=linux-arm64 other=x86_64 other_arch=amd64 ;;
*) rid=linux-x64 other=aarch64 other_arch=arm64 ;;
esac

# Not every feed carries ClangSharp. Its answer is kept for a day.
why="as asked"
if [ -z "$ClangSharp" ]; then
	answer=${INTEROPFUZZ_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/interopfuzz}/clangsharp
	if [ -n "$(find "$answer" -mtime -1 2>/dev/null)" ]; then
		ClangSharp=$(cat "$answer")
	else
		ClangSharp=system
		timeout 120 dotnet restore harness/InteropFuzz.Bindings -p:ClangSharp=package -v quiet >/dev/null 2>&1 && ClangSharp=package
		mkdir -p "$(dirname "$answer")" && echo "$ClangSharp" >"$answer"
	fi
	case $ClangSharp in package) why="the feed has it" ;; *) why="the feed has no ClangSharp.Interop" ;; esac
fi
# MSBuild takes properties from the environment; the package brings its native part for one platform only.
export ClangSharp
case $ClangSharp in
package) export RuntimeIdentifier=$rid; echo "C headers are read with ClangSharp.Interop ($why)" ;;
*) echo "C headers are read with the system's libclang ($why)" ;;
esac

echo "building bin/interopfuzz"
# Compiled ahead of time it starts in two thirds of the time; the compiler for that is a package, which a feed may lack.
dotnet publish harness/InteropFuzz.Cli -c Release -r $rid --self-contained false -p:PublishReadyToRun=true -o bin -v quiet >/dev/null 2>&1 ||
	quietly dotnet build harness/InteropFuzz.Cli -c Release -o bin -v quiet
if [ "$install" = no ]; then bin/interopfuzz setup --no-install; else bin/interopfuzz setup; fi
quietly make -C native

# Every test project prints one line of its own; they are summed into the last one.
run_tests() {
	log=$(mktemp)
	code=0
	for project in tests/*/*.csproj; do
		dotnet test "$project" -c Release -v quiet --logger 'console;verbosity=normal' "$@" >"$log.one" 2>&1 || code=1
		grep -vE '^ *(Passed|Skipped) ' "$log.one" || true
		cat "$log.one" >>"$log"
	done
	awk '$1 == "Passed:" { passed += $2 } $1 == "Failed:" { failed += $2 } $1 == "Skipped:" { skipped += $2 }
		END { printf "%d passed, %d failed%s\n", passed, failed, skipped ? ", " skipped " skipped" : "" }' "$log"
	rm -f "$log" "$log.one"
	return "$code"
}

# Headers that the tests bind, what compiles and runs the shim for the other architecture, an sshd, and what slow tests need; without them those tests say
# that they were skipped.
tests_need() {
	needed=
	[ -f /usr/include/zlib.h ] || needed="$needed zlib1g-dev"
	[ -f /usr/include/sqlite3.h ] || needed="$needed libsqlite3-dev"
	[ -f /usr/include/lzma.h ] || needed="$needed liblzma-dev"
	command -v $other-linux-gnu-gcc >/dev/null || needed="$needed gcc-$(echo $other | tr _ -)-linux-gnu libc6-dev-$other_arch-cross"
	command -v qemu-$other >/dev/null || needed="$needed qemu-user"
	[ -x /usr/sbin/sshd ] || needed="$needed openssh-server openssh-client"
	if [ "$1" = all ]; then
		[ -x /usr/sbin/slurmctld ] && [ -x /usr/sbin/slurmd ] && [ -x /usr/sbin/munged ] || needed="$needed slurm-wlm"
		command -v qemu-system-aarch64 >/dev/null || needed="$needed qemu-system-arm"
		command -v cpio >/dev/null || needed="$needed cpio"
	fi
	[ -n "$needed" ] || return 0
	echo "for the tests: apt packages$needed"
	[ "$install" = yes ] && command -v apt-get >/dev/null || return 0
	root=
	[ "$(id -u)" = 0 ] || root=sudo
	fetch="$root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends$needed"
	# Lists that are not there, or too old for what the mirror holds now, are fetched before the second attempt.
	$fetch >/dev/null 2>&1 || { $root apt-get -q update >/dev/null 2>&1; $fetch >/dev/null; } ||
		echo "build.sh: these could not be installed; some tests will be skipped" >&2
}

case "${1-}" in
'') bin/interopfuzz --version >/dev/null && echo "ready: bin/interopfuzz" ;;
test)
	shift
	if [ "${1-}" = --update-reports ]; then
		export INTEROPFUZZ_UPDATE_REPORTS=1
		exec dotnet test tests/InteropFuzz.Triage.Tests -c Release --filter Name~SaysWhatTheHeaderSays
	fi
	which=most
	[ "${1-}" != --all ] || { which=all && shift; }
	tests_need $which
	# Whoever names tests gets them, slow or not.
	case "$which $*" in
	all* | *--filter*) ;;
	*) set -- --filter 'TestCategory!=Slow' "$@" ;;
	esac
	run_tests "$@"
	;;
*) exec bin/interopfuzz "$@" ;;
esac
