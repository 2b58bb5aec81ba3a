"""A password is planted in every form in which a command can hold one, and searched in every output."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rkconf import cli
from rkconf.reporters import FORMATS
from tests.conftest import Outcome, Program
from tests.test_secrets import options

PASSWORD = "Zq7marker"  # noqa: S105 - it opens nothing
KERNEL = "/usr/bin/math -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"
SSH = f"ssh skye.local {KERNEL}"

COMMANDS = {
    "login": f"ssh me:{PASSWORD}@skye.local {KERNEL}",
    "login with a port": f"ssh me:{PASSWORD}@skye.local:22 {KERNEL}",
    "login of a URL": f"ssh ssh://me:{PASSWORD}@skye.local {KERNEL}",
    "login in quotes": f"ssh 'me:{PASSWORD}'@skye.local {KERNEL}",
    "login cut by a space": f"ssh me:{PASSWORD} @skye.local {KERNEL}",
    "login of the second ssh": f"ssh gate ssh me:{PASSWORD}@skye.local {KERNEL}",
    "login name": f"ssh -l me:{PASSWORD} skye.local {KERNEL}",
    "login of mathssh": f"java -jar `mathssh` me:{PASSWORD}@skye.local {KERNEL}",
    "login of mathssh after an option": f"java -jar `mathssh` -x me:{PASSWORD}@skye.local {KERNEL}",
    "login of rsh": f"rsh -l me:{PASSWORD} skye.local {KERNEL}",
    "login for a script": f"./tunnel.sh me:{PASSWORD}@gate.example.org:42815 {KERNEL}",
    "login with a slash": f"./tunnel.sh me:{PASSWORD}/x@gate.example.org {KERNEL}",
    "jump host": f"ssh -J me:{PASSWORD}@gate skye.local {KERNEL}",
    "jump host in one word": f"ssh -Jme:{PASSWORD}@gate,other skye.local {KERNEL}",
    "second jump host": f"ssh -J gate,me:{PASSWORD}@other skye.local {KERNEL}",
    "ProxyJump": f"ssh -o ProxyJump=me:{PASSWORD}@gate skye.local {KERNEL}",
    "User": f"ssh -o 'User me:{PASSWORD}' skye.local {KERNEL}",
    "ProxyCommand": f'ssh -o ProxyCommand="sshpass -p {PASSWORD} ssh gate -W %h:%p" skye.local {KERNEL}',
    "ProxyCommand with a space": f"ssh -o 'ProxyCommand sshpass -p {PASSWORD} ssh gate' skye.local {KERNEL}",
    "ProxyCommand in one word": f"ssh -oProxyCommand='sshpass -p{PASSWORD} ssh gate' skye.local {KERNEL}",
    "ProxyCommand through a proxy": f"ssh -o 'ProxyCommand=curl http://me:{PASSWORD}@proxy' skye.local {KERNEL}",
    "proxy of plink": f"plink -proxycmd 'plink -pw {PASSWORD} gate' skye.local {KERNEL}",
    "SetEnv": f"ssh -o SetEnv=SSHPASS={PASSWORD} gate sshpass -e {SSH}",
    "sshpass": f"sshpass -p {PASSWORD} {SSH}",
    "sshpass in one word": f"sshpass -p{PASSWORD} {SSH}",
    "sshpass with more options": f"sshpass -v -P assword -p {PASSWORD} {SSH}",
    "sshpass by its path": f"/usr/local/bin/sshpass -p {PASSWORD} {SSH}",
    "sshpass with an escape": f"sshpass -p $'\\x5a'{PASSWORD[1:]} {SSH}",
    "sshpass in quotes": f"sshpass -p '{PASSWORD}' {SSH}",
    "sshpass, two words in quotes": f"sshpass -p 'a {PASSWORD}' {SSH}",
    "sshpass with a substitution": f"sshpass -p $(echo {PASSWORD}) {SSH}",
    "sshpass with a variable": f"PW={PASSWORD}; sshpass -p $PW {SSH}",
    "sshpass in a substitution": f"ssh $(sshpass -p {PASSWORD} ssh gate hostname) {KERNEL}",
    "sshpass in a process substitution": f"{SSH} < <(sshpass -p {PASSWORD} ssh gate)",
    "a process substitution into sudo": f"ssh skye.local sudo -S {KERNEL} < <(echo {PASSWORD})",
    "a value that is continued": f"PASSWORD+={PASSWORD}; {SSH}",
    "winrsh": f"winrsh -l me -p {PASSWORD} skye.local {KERNEL}",
    "login cut after the colon": f"ssh me: {PASSWORD}@skye.local {KERNEL}",
    "login cut before the colon": f"ssh me :{PASSWORD}@skye.local {KERNEL}",
    "a default that is assigned": f': ${{PW:={PASSWORD}}}; sshpass -p "$PW" {SSH}',
    "a variable with an operator": f"X={PASSWORD}; sshpass -p ${{X,,}} {SSH}",
    "a variable that another one names": f"X={PASSWORD}; Y=X; sshpass -p ${{!Y}} {SSH}",
    "a variable that another one gets": f"X={PASSWORD}; Y=${{X,,}}; sshpass -p $Y {SSH}",
    "a variable that is perhaps set": f"test -e x && X={PASSWORD}; sshpass -p $X {SSH}",
    "a variable that is continued": f"X=a; X+={PASSWORD}; sshpass -p $X {SSH}",
    "a variable of env": f"env X={PASSWORD} sh -c 'sshpass -p $X {SSH}'",
    "a variable in a clause": f"case $A in a) X={PASSWORD};; esac; sshpass -p $X {SSH}",
    "a local variable": f"local X={PASSWORD}; sshpass -p $X {SSH}",
    "a list": f"a=({PASSWORD}); sshpass -p ${{a[0]}} {SSH}",
    "an element of a list": f"a[0]={PASSWORD}; sshpass -p ${{a[0]}} {SSH}",
    "all arguments": f'set -- {PASSWORD}; sshpass -p "$*" {SSH}',
    "an argument of a function": f"f() {{ sshpass -p ${{1,,}} {SSH}; }}; f {PASSWORD}",
    "an argument of a shell": f"sh -c 'sshpass -p ${{1,,}} {SSH}' x {PASSWORD}",
    "read": f'read -r X <<< {PASSWORD}; sshpass -p "$X" {SSH}',
    "read without a name": f'read -r <<< {PASSWORD}; sshpass -p "$REPLY" {SSH}',
    "read from a pipe": f"echo {PASSWORD} | read X; sshpass -p $X {SSH}",
    "printf into a variable": f"printf -v X %s {PASSWORD}; sshpass -p $X {SSH}",
    "a loop that is not followed": f"select X in {PASSWORD}; do sshpass -p $X {SSH}; done",
    "sshpass in a clause that is not followed": f"case $A in a) sshpass -p {PASSWORD} {SSH};; esac",
    "sshpass after ssh": f"ssh gate sshpass -p {PASSWORD} {SSH}",
    "sshpass in the text for ssh": f"ssh gate 'sshpass -p {PASSWORD} ssh skye.local /usr/bin/math -mathlink'",
    "sshpass in sh": f"sh -c 'sshpass -p {PASSWORD} {SSH}'",
    "sshpass in a shell in a shell": f"bash -lc \"sh -c 'sshpass -p {PASSWORD} {SSH}'\"",
    "sshpass after env": f"env A=1 sshpass -p {PASSWORD} {SSH}",
    "sshpass after sudo": f"sudo -n sshpass -p {PASSWORD} {SSH}",
    "sshpass after an unknown program": f"frobnicate sshpass -p {PASSWORD} {SSH}",
    "sshpass in a text of an unknown program": f"bsub 'sshpass -p {PASSWORD} ssh skye.local'",
    "sshpass that never runs": f"false && sshpass -p {PASSWORD} {SSH}",
    "sshpass after the end": f"exit; sshpass -p {PASSWORD} {SSH}",
    "sshpass in a clause": f"if true; then sshpass -p {PASSWORD} {SSH}; fi",
    "sshpass in a loop": f"for each in 1; do sshpass -p {PASSWORD} {SSH}; done",
    "sshpass in a function": f"f() {{ sshpass -p {PASSWORD} {SSH}; }}; f",
    "sshpass before an error": f"sshpass -p {PASSWORD} ssh 'skye.local {KERNEL}",
    "SSHPASS": f"SSHPASS={PASSWORD} sshpass -e {SSH}",
    "SSHPASS on its own": f"SSHPASS={PASSWORD}; export SSHPASS; sshpass -e {SSH}",
    "SSHPASS exported": f"export SSHPASS={PASSWORD}; sshpass -e {SSH}",
    "SSHPASS after env": f"env SSHPASS={PASSWORD} sshpass -e {SSH}",
    "SSHPASS on the other machine": f"ssh gate SSHPASS={PASSWORD} sshpass -e {SSH}",
    "plink": f"plink -pw {PASSWORD} skye.local {KERNEL}",
    "plink in capitals": f"PLINK.EXE -pw {PASSWORD} skye.local {KERNEL}",
    "option of plink for ssh": f"ssh me@skye.local -pw {PASSWORD} {KERNEL}",
    "echo into sudo": f"echo {PASSWORD} | ssh skye.local sudo -S {KERNEL}",
    "echo into sudo here": f"echo {PASSWORD} | sudo -S {SSH}",
    "echo into sudo with more options": f"echo '{PASSWORD}' | ssh skye.local sudo -kS -u fred -p '' {KERNEL}",
    "echo into a long option of sudo": f"echo {PASSWORD} | ssh skye.local sudo --stdin {KERNEL}",
    "echo on the other machine": f"ssh skye.local 'echo {PASSWORD} | sudo -S {KERNEL}'",
    "echo in a group": f"{{ echo {PASSWORD}; cat; }} | ssh skye.local sudo -S {KERNEL}",
    "printf into sshpass": f"printf '{PASSWORD}\\n' | sshpass {SSH}",
    "printf with a format": f"printf '%s\\n' {PASSWORD} | sshpass {SSH}",
    "echo into kinit": f"echo {PASSWORD} | kinit fred; {SSH}",
    "echo into su": f"ssh skye.local 'echo {PASSWORD} | su - fred -c ./math.sh'",
    "here-string": f"ssh skye.local sudo -S {KERNEL} <<< {PASSWORD}",
    "here-document": f"ssh skye.local sudo -S {KERNEL} <<END\n{PASSWORD}\nEND",
    "here-document on the other machine": f"ssh skye.local 'sudo -S {KERNEL} <<END\n{PASSWORD}\nEND\n'",
    "here-document through cat": f"cat <<END | ssh skye.local sudo -S {KERNEL}\n{PASSWORD}\nEND",
    "expect": f"expect -c 'spawn ssh skye.local math; expect word:; send {PASSWORD}\\r; interact'",
    "expect with the other name of send": f"expect -c 'spawn ssh skye.local math; exp_send {PASSWORD}\\r; interact'",
    "expect with quotes": f'expect -c "spawn ssh h; expect \\"word:\\"; send -- \\"{PASSWORD}\\r\\"; interact"',
    "expect with a variable": f"expect -c 'set password {{{PASSWORD}}}; spawn ssh h; send $password'",
    "expect with a here-document": f'expect <<END\nspawn ssh skye.local math\nsend "{PASSWORD}\\n"\nEND',
    "proxy of ncat": f"ssh -o 'ProxyCommand=ncat --proxy p:80 --proxy-auth me:{PASSWORD} %h %p' skye.local {KERNEL}",
    "passphrase of a new key": f"ssh-keygen -q -t ed25519 -N {PASSWORD} -f key; {SSH}",
    "passphrase of an old key": f"ssh-keygen -p -P{PASSWORD} -N '' -f key; {SSH}",
    "a setting named Password": f"ssh -o Password={PASSWORD} skye.local {KERNEL}",
    "a setting named Password in one word": f"ssh -oPassword={PASSWORD} skye.local {KERNEL}",
    "a setting named Password with a space in one word": f"ssh -o'Password {PASSWORD}' skye.local {KERNEL}",
    "a setting named Password with a space": f"ssh -o 'Password {PASSWORD}' skye.local {KERNEL}",
    "a key of a service": f"AWS_SECRET_ACCESS_KEY={PASSWORD} {SSH}",
    "a long option": f"./tunnel.sh --password {PASSWORD} skye.local {KERNEL}",
    "a long option with a value": f"./tunnel.sh --password={PASSWORD} skye.local {KERNEL}",
    "a variable with another name": f"SSH_PASSWORD={PASSWORD} ./tunnel.sh skye.local {KERNEL}",
    "URL": f"curl https://me:{PASSWORD}@host/x; {SSH}",
    "URL in a variable": f"HTTPS_PROXY=http://me:{PASSWORD}@proxy:80 {SSH}",
    "URL after an option": f"frobnicate --proxy=socks5://me:{PASSWORD}@proxy {SSH}",
    "URL in an argument of the kernel": f"{SSH} -initfile ftp://me:{PASSWORD}@host/init.m",
}
SHELLS = {
    "csh": ("tcsh", f"setenv SSHPASS {PASSWORD}; sshpass -e {SSH}"),
    "csh with a substitution": ("tcsh", f"sshpass -p `echo {PASSWORD}` {SSH}"),
    "cmd.exe": ("cmd", f"plink -pw {PASSWORD} skye.local {KERNEL}"),
    "cmd.exe, quotes": ("cmd", f'plink -pw "{PASSWORD}" skye.local {KERNEL}'),
    "cmd.exe, a variable": ("cmd", f"set SSHPASS={PASSWORD}&& sshpass -e {SSH}"),
    "cmd.exe, a variable that is expanded": ("cmd", f"set X={PASSWORD}& sshpass -p %X% {SSH}"),
    "cmd.exe, a loop": ("cmd", f"for %i in ({PASSWORD}) do sshpass -p %i {SSH}"),
    "csh, an element of a list": ("tcsh", f"set x = ({PASSWORD} b); sshpass -p $x[1] {SSH}"),
    "zsh, a variable with a flag": ("zsh", f"X={PASSWORD}; sshpass -p ${{(L)X}} {SSH}"),
    "mksh, another name of a variable": ("mksh", f"X={PASSWORD}; typeset -n Y=X; sshpass -p $Y {SSH}"),
    "bash, another name of a variable": ("bash", f"X={PASSWORD}; declare -n Y=X; sshpass -p $Y {SSH}"),
    "cmd.exe, a variable in quotes": ("cmd", f'set "SSHPASS={PASSWORD}" & sshpass -e {SSH}'),
    "cmd.exe in cmd.exe": ("cmd", f"cmd /c plink -pw {PASSWORD} skye.local {KERNEL}"),
    "cmd.exe, start": ("cmd", f"start /b plink -pw {PASSWORD} skye.local {KERNEL}"),
    "cmd.exe, a substitution of sh": ("cmd", f"sshpass -p $(echo {PASSWORD}) {SSH}"),
    "cmd.exe, a pipe": ("cmd", f"echo {PASSWORD}| ssh skye.local sudo -S {KERNEL}"),
    "csh, a here-document": ("tcsh", f"ssh skye.local sudo -S {KERNEL} <<END\n{PASSWORD}\nEND"),
    "cmd.exe, a login": ("cmd", f"ssh me:{PASSWORD}@skye.local {KERNEL}"),
    "cmd.exe, sh": ("cmd", f'bash -c "sshpass -p {PASSWORD} {SSH}"'),
}
FILES = {
    "host of a call": f'RemoteMachine["me:{PASSWORD}@skye", "ssh `1` math -mathlink -linkname `2`", 2]',
    "URL of a call": f'LaunchSlave["ssh://me:{PASSWORD}@skye", "ssh `1` math -mathlink -linkname `2`"]',
    "template": f'$RemoteCommand = "sshpass -p {PASSWORD} ssh `1` math -mathlink -linkname `2` -subkernel"',
    "Password": 'SetOptions[$FrontEnd, EvaluatorNames->{"x" -> {"RemoteMachine"->True, "LoginScript"->"ssh h math", '
    f'"Password"->"{PASSWORD}"}}}}]',
    "password of Basic Options": 'SetOptions[$FrontEnd, EvaluatorNames->{"x" -> {"HostName"->"skye", '
    f'"password"->"{PASSWORD}"}}}}]',
    "SshArguments": f'KernelConfiguration["ssh://h", "SshArguments" -> {{"-o", "Password={PASSWORD}"}}]',
    "name": f'SetOptions[$FrontEnd, EvaluatorNames->{{"me:{PASSWORD}@x" -> {{"RemoteMachine"->True, '
    '"LoginScript"->"ssh h math"}}]',
    "command as an unknown value": 'SetOptions[$FrontEnd, EvaluatorNames->{"x" -> {"RemoteMachine"->True, '
    f'"LoginScript"->"ssh h math", "Odd"->"sshpass -p {PASSWORD} ssh h"}}}}]',
    "command as an unknown key": 'SetOptions[$FrontEnd, EvaluatorNames->{"x" -> {"RemoteMachine"->True, '
    f'"LoginScript"->"ssh h math", "sshpass -p {PASSWORD} ssh h"->1}}}}]',
    "Password in an unknown value": 'SetOptions[$FrontEnd, EvaluatorNames->{"x" -> {"RemoteMachine"->True, '
    f'"LoginScript"->"ssh h math", "Odd"->{{"Password"->"{PASSWORD}"}}}}}}]',
    "command as a host": 'SetOptions[$FrontEnd, EvaluatorNames->{"x" -> {'
    f'"HostName"->"sshpass -p {PASSWORD} ssh h"}}}}]',
    "HostName": f'SetOptions[$FrontEnd, EvaluatorNames->{{"x" -> {{"HostName"->"me:{PASSWORD}@skye"}}}}]',
    "RemoteLogin": 'SetOptions[$FrontEnd, EvaluatorNames->{"x" -> {"HostName"->"skye", '
    f'"RemoteLogin"->"me:{PASSWORD}"}}}}]',
    "MLOpenArguments": 'SetOptions[$FrontEnd, EvaluatorNames->{"x" -> {"RemoteMachine"->True, '
    f'"LoginScript"->"ssh h math", "MLOpenArguments"->"-LinkHost ssh://me:{PASSWORD}@here"}}}}]',
}
SPECIFICATIONS = {
    "ssh": f'host = "h"\nos = "linux"\nssh = {{ProxyCommand = "sshpass -p {PASSWORD} ssh g -W %h:%p"}}',
    "jump": f'host = "h"\nos = "linux"\nssh = {{ProxyJump = "me:{PASSWORD}@gate"}}',
    "ssh_options": f'host = "h"\nos = "linux"\nssh_options = ["-J", "me:{PASSWORD}@gate"]',
    "password": f'host = "h"\nos = "linux"\npassword = "{PASSWORD}"',
    "a setting named Password": f'host = "h"\nos = "linux"\nssh = {{ Password = "{PASSWORD}" }}',
    "an extra key named Password": f'host = "h"\nos = "linux"\nextra = {{ Password = \'"{PASSWORD}"\' }}',
    "name": f'host = "h"\nos = "linux"\n[[kernels]]\nname = "me:{PASSWORD}@h"\nhost = "h"\nos = "linux"',
    "name that is a command": 'host = "h"\nos = "linux"\n[[parallel]]\n'
    f'name = "sshpass -p {PASSWORD} ssh"\nhost = "h"\nos = "linux"',
    "unknown key": f'host = "h"\nos = "linux"\n"me:{PASSWORD}@h" = 1',
    "wrong type": f'os = "linux"\nhost = ["me:{PASSWORD}@h"]',
    "wrong number": f'host = "h"\nos = "linux"\nport = "me:{PASSWORD}@h"',
    "unknown version": f'host = "h"\nos = "linux"\nkernel_version = "me:{PASSWORD}@h"',
    "options of what cannot be": 'host = "h"\nos = "linux"\nkernel_version = "99"\n'
    f'ssh_options = ["-J", "me:{PASSWORD}@gate"]',
    "user": f'host = "h"\nos = "linux"\nuser = "me:{PASSWORD}"',
    "host": f'host = "me:{PASSWORD}@h"\nos = "linux"',
    "extra": f'options = "basic"\nhost = "h"\nos = "linux"\nextra = {{Odd = \'"me:{PASSWORD}@h"\'}}',
}

ENTRY = (
    'SetOptions[$FrontEnd, EvaluatorNames->{{"o" -> {{"RemoteMachine"->True, "LoginScript"->"rsh h math -mathlink"}}, '
    '"x" -> {{"RemoteMachine"->True, "LoginScript"->"{0}", "MLOpenArguments"->"-LinkMode Listen"}}}}]\n'
)
WANTED = '[frontend]\nversion = "7"\n[[kernels]]\nname = "{}"\nhost = "skye"\nos = "linux"\n'


def in_file(command: str) -> str:
    """Return a Front End file with an entry for a command."""
    return ENTRY.format(command.replace("\\", "\\\\").replace('"', '\\"'))


def shown(outcome: Outcome) -> str:
    """Return everything that people see of a run."""
    return outcome.out + outcome.err


PICTURES: tuple[tuple[str, ...], ...] = ((), ("--format", "json"), ("--diagram",), ("--svg", "-"))
"""The forms of a trace."""
VERSIONS = (("--from", "5.2", "--to", "7"), ("--from", "7", "--to", "6"))


def of_text(option: str, command: str) -> Iterator[tuple[str, ...]]:
    """Yield every command that reads a command as bare text."""
    for form in FORMATS:
        yield ("lint", option, command, "--format", form)
    yield ("lint", option, command, "--ignore", "RK402")
    yield ("lint", option, command, "--diff", "--unsafe-fixes")
    for picture in PICTURES:
        yield ("trace", option, command, *picture)
    for versions in VERSIONS:
        yield ("convert", option, command, *versions, "--on-loss", "warn", "--diff")


def of_file(path: str) -> Iterator[tuple[str, ...]]:
    """Yield every command that reads a file, except those whose result is the changed file."""
    for form in ("full", "sarif"):
        yield ("lint", path, "--format", form)
    yield ("lint", path, "--diff", "--unsafe-fixes")
    yield ("lint", path, "--diff", "--fix-only", "--add-ignores", "known")
    yield ("lint", path, "--write-baseline", "baseline.json", "--format", "json")
    for picture in PICTURES:
        yield ("trace", path, "x", *picture)
    yield ("doctor", path, "--dry-run", "--format", "json")
    yield ("render", path, "--version", "7", "--as", "dialog")
    yield ("setup", path, "--version", "7")
    for versions in VERSIONS:
        yield ("convert", path, *versions, "--on-loss", "warn", "--diff")
    yield ("extract", path)


def errors_of_file(path: str) -> Iterator[tuple[str, ...]]:
    """Yield commands that end with a message about the names in a file."""
    for name in ((f"me:{PASSWORD}@skye",), ("absent",), ()):
        yield ("trace", path, *name)
    for command in ("extract", "render"):
        yield (command, path, "--name", "absent")


def test_every_command_that_reads_kernels_is_searched() -> None:
    reading = {name for name in cli.COMMANDS if "--launch" in options(name)}
    assert {words[0] for words in of_file("init.m")} == reading


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_command_is_reported_and_never_shown(rkconf: Program, command: str) -> None:
    assert "RK402" in rkconf("lint", "--launch", command, "--format", "json").out
    for arguments in (*of_text("--launch", command), *tuple(of_text("--parallel", command))[::4]):
        assert PASSWORD not in shown(rkconf(*arguments)), arguments


@pytest.mark.parametrize(("shell", "command"), SHELLS.values(), ids=SHELLS)
def test_nor_for_another_shell(rkconf: Program, shell: str, command: str) -> None:
    assert "RK402" in rkconf("lint", "--launch", command, "--local-shell", shell).out
    for arguments in of_text("--launch", command):
        more = () if arguments[0] == "convert" else ("--local-shell", shell)
        assert PASSWORD not in shown(rkconf(*arguments, *more)), arguments


@pytest.mark.parametrize("text", [*map(in_file, COMMANDS.values()), *FILES.values()], ids=[*COMMANDS, *FILES])
def test_nor_that_of_a_file(rkconf: Program, folder: Path, text: str) -> None:
    (folder / "init.m").write_text(text)
    assert "RK402" in rkconf("lint", "init.m").out
    for arguments in (*of_file("init.m"), *(errors_of_file("init.m") if text in FILES.values() else ())):
        assert PASSWORD not in shown(rkconf(*arguments)), arguments
    assert PASSWORD not in (folder / "baseline.json").read_text()
    for name in ("new", "x"):
        (folder / "a.toml").write_text(WANTED.format(name))
        outcome = rkconf("render", "a.toml", "--into", "init.m", "--diff")
        assert PASSWORD not in shown(outcome)
    assert (folder / "init.m").read_text() == text


@pytest.mark.parametrize("written", SPECIFICATIONS.values(), ids=SPECIFICATIONS)
def test_nor_that_of_a_specification(rkconf: Program, folder: Path, written: str) -> None:
    (folder / "a.toml").write_text(f'[frontend]\nversion = "7"\n[[kernels]]\nname = "x"\n{written}\n')
    assert "•" in rkconf("lint", "a.toml").out
    for arguments in (
        *of_file("a.toml"),
        *errors_of_file("a.toml"),
        ("render", "a.toml"),
        ("render", "a.toml", "--as", "json"),
    ):
        assert PASSWORD not in shown(rkconf(*arguments)), arguments


@pytest.mark.parametrize("command", [*COMMANDS.values()][::4], ids=[*COMMANDS][::4])
def test_nor_that_of_a_verbatim_command(rkconf: Program, folder: Path, command: str) -> None:
    (folder / "a.toml").write_text(
        f"[frontend]\nversion = '7'\n[[kernels]]\nname = 'x'\nlaunch_command = '''{command} '''"
    )
    for arguments in (*of_file("a.toml"), ("render", "a.toml")):
        assert PASSWORD not in shown(rkconf(*arguments)), arguments
