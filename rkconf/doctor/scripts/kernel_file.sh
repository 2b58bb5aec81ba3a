# Report what is at the path of a kernel ($1), one fact per line; for a script also its bytes, after a space.
path=$1
case $path in
*/*) ;;
*) path=$(command -v "$path" 2>/dev/null) ;;
esac
echo "path $path"
if [ -z "$path" ] || [ ! -e "$path" ]; then
    echo missing
    exit
fi
if [ -d "$path" ]; then
    echo folder
    exit
fi
echo "target $(readlink -f "$path" 2>/dev/null)"
if [ ! -x "$path" ]; then
    mount=$(df -P "$path" 2>/dev/null | sed -n '$s/^.*% *//p')
    # The file may be executable, and its file system let no program start.
    grep -q "^[^ ]* $mount [^ ]* [^ ]*noexec" /proc/mounts 2>/dev/null && echo "noexec $mount"
    echo not-executable
fi
[ -r "$path" ] || exit
if [ "$(dd if="$path" bs=2 count=1 2>/dev/null)" != '#!' ]; then
    ldd "$path" 2>/dev/null | sed -n 's/^[[:space:]]*\(.*\) => not found$/library \1/p'
    exit
fi
carriage_return=$(printf '\r')
first=$(head -n 1 "$path")
case $first in
*"$carriage_return") echo carriage-return ;;
esac
set -f
# shellcheck disable=SC2086 # the line is split as the system does
set -- ${first#??}
interpreter=${1%"$carriage_return"}
[ -x "$interpreter" ] || echo "interpreter $interpreter"
if [ "${interpreter##*/}" = env ] && [ $# -gt 1 ]; then
    case $2 in
    -*) ;;
    *) command -v "${2%"$carriage_return"}" >/dev/null 2>&1 || echo "interpreter $2" ;;
    esac
fi
od -An -v -tx1 -N 65536 "$path"
