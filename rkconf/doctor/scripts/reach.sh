# Call ports from the kernel's machine; the arguments are hosts and ports, in pairs. A line in front of this script sets
# limit, the seconds for each call.
# One line per call: end HOST PORT RESULT, with the result open, refused, timed-out, unreachable, unknown-host or other.

with_python() {
    python3 -c '
import errno, socket, sys
limit, host, port = sys.argv[1:]
unreachable = (errno.EHOSTUNREACH, errno.ENETUNREACH)
try:
    with socket.create_connection((host, int(port)), float(limit)) as call:
        call.sendall(b"rkconf probe\n")
        result = "open"
except socket.gaierror:
    result = "unknown-host"
except socket.timeout:
    result = "timed-out"
except OSError as error:
    unreached = "unreachable" if error.errno in unreachable else "other"
    result = "refused" if error.errno == errno.ECONNREFUSED else unreached
print("end", host, port, result)
' "$@"
}

with_perl() {
    perl -MSocket -MErrno=:POSIX -e '
my ($limit, $host, $port) = @ARGV;
my $address = inet_aton($host);
my $result = "unknown-host";
if ($address) {
    socket(my $call, PF_INET, SOCK_STREAM, 0);
    local $SIG{ALRM} = sub { print "end $host $port timed-out\n"; exit };
    alarm($limit < 1 ? 1 : $limit);
    if (connect($call, sockaddr_in($port, $address))) { syswrite($call, "rkconf probe\n"); $result = "open" }
    elsif ($! == ECONNREFUSED) { $result = "refused" }
    elsif ($! == ETIMEDOUT) { $result = "timed-out" }
    elsif ($! == EHOSTUNREACH || $! == ENETUNREACH) { $result = "unreachable" }
    else { $result = "other" }
}
print "end $host $port $result\n";
' "$@"
}

# The messages of bash and of nc tell the results apart.
judged() {
    case $3 in
    "") result=open ;;
    *refused*) result=refused ;;
    *"timed out"* | timeout) result=timed-out ;;
    *nreachable* | *"No route"*) result=unreachable ;;
    *resolv* | *"not known"* | *"Name or service"* | *ervname*) result=unknown-host ;;
    *) result=other ;;
    esac
    echo "end $1 $2 $result"
}

with_bash() {
    # shellcheck disable=SC2016 # bash expands it
    said=$(LC_ALL=C bash -c '
exec 2>&1
(exec 3<>"/dev/tcp/$1/$2" && echo "rkconf probe" >&3) & call=$!
(sleep "$3"; kill -KILL "$call" 2>/dev/null) >/dev/null 2>&1 & clock=$!
wait "$call" 2>/dev/null; [ $? -lt 128 ] || echo timeout
kill "$clock" 2>/dev/null' bash "$2" "$3" "$1" 2>&1)
    judged "$2" "$3" "$said"
}

called_with_nc() {
    echo 'rkconf probe' | LC_ALL=C nc ${4:+"$4"} -w "${1%%.*}" "$2" "$3" 2>&1
}

# Without -v, the nc of OpenBSD reports no refusal (measured with 1.219); that of BusyBox may not know the option.
with_nc() {
    for verbose in -v ""; do
        if said=$(called_with_nc "$1" "$2" "$3" "$verbose"); then
            said=
            break
        fi
        case ${said:=timeout} in *"option -- "*) ;; *) break ;; esac
    done
    judged "$2" "$3" "$said"
}

for language in python3 perl bash nc; do
    if command -v "$language" >/dev/null 2>&1; then
        found=${language%3}
        break
    fi
done
echo "with ${found:-nothing}"
while [ -n "${found:-}" ] && [ $# -gt 1 ]; do
    "with_$found" "${limit:-5}" "$1" "$2" </dev/null &
    shift 2
done
wait
