"""Evaluations by cmd.exe, as they were measured (tests/live/test_cmd.py measures them again)."""

import pytest

import rkconf
from rkconf.shell.cmd import interpreter as cmd
from rkconf.shell.cmd.outer_quotes import cut_program, outer_quotes
from rkconf.shell.execution import Evaluation
from rkconf.shell.facts import WindowsShell, load
from tests.conftest import Program
from tests.launches import excerpt, follow

LINK = "-mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"
SSH = f"ssh -o BatchMode=yes h ./math.sh {LINK}"
FIX = ("--version", "5.2", "--local-shell", "cmd", "--fix-only")


def reading(text: str) -> Evaluation:
    shell = load()["cmd"]
    assert isinstance(shell, WindowsShell)
    return cmd.evaluate(excerpt(text), shell)


def words(text: str) -> list[list[str]]:
    return [[word.text for word in started.words] for started in reading(text).executions]


def codes(text: str, shell: str = "cmd") -> list[str]:
    found = rkconf.lint(rkconf.Command(launch=text), version="5.2", local_shell=shell)
    return [each.code for each in found if each.code != "RK407"]


@pytest.mark.parametrize(
    ("text", "offsets", "cut"),
    [
        pytest.param("ssh h", (), False, id="no quotes"),
        pytest.param('ssh "h"', (), False, id="none in front"),
        pytest.param('"ssh" -o x=y h', (), False, id="two around a name"),
        pytest.param('"C:\\a b\\ssh.exe" h', (), False, id="two around a name with a space"),
        pytest.param('"C:\\a (b)\\ssh.exe" h', (0, 17), True, id="two around a name with parentheses"),
        pytest.param('"ssh" h "a b"', (0, 12), True, id="more after the name"),
        pytest.param('"java" -jar "x.jar" h', (0, 18), True, id="more after java"),
        pytest.param('"C:\\MATHKERNEL.EXE" -linkname "x"', (0, 32), True, id="more after a kernel in capitals"),
        pytest.param('"any program" x "y z"', (0, 20), True, id="more after an unknown program"),
        pytest.param('"ssh h a"', (0, 8), False, id="a pair around everything"),
        pytest.param('"ssh h "a b""', (0, 12), False, id="a pair around everything, and more inside"),
        pytest.param('""ssh" h "a b""', (0, 14), False, id="a pair around everything, and one around the program"),
        pytest.param('"C:\\ssh.exe h a" b', (0, 15), False, id="a command between quotes"),
        pytest.param('"ssh h', (0,), False, id="only one in front"),
    ],
)
def test_removed_quotes(text: str, offsets: tuple[int, ...], cut: bool) -> None:  # noqa: FBT001 - a value of the table
    assert (outer_quotes(text), cut_program(text)) == (offsets, cut)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f'"ssh" -o BatchMode=yes h ./math.sh {LINK}', id="a program between quotes"),
        pytest.param(f'"C:\\OpenSSH\\ssh.exe" -o BatchMode=yes h ./math.sh {LINK}', id="its path between quotes"),
        pytest.param(f'"{SSH}', id="only one quote in front"),
        pytest.param(f'"{SSH}"', id="a pair around everything"),
        pytest.param(f'start /wait /b "" {SSH}', id="start that waits"),
        pytest.param(f"set X=1 & {SSH}", id="a variable set in front"),
    ],
)
def test_commands_that_run_have_no_finding(text: str) -> None:
    assert codes(text) == []
    assert rkconf.trace(rkconf.Command(launch=text), version="5.2", local_shell="cmd")[0].outcome == "runs"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f'"`java`" -jar "`mathssh`" u@h ./math.sh {LINK}', id="java"),
        pytest.param('"C:\\Program Files\\MathKernel.exe" -mathlink -LinkName "`linkname`"', id="a kernel"),
        pytest.param(f'"ssh" h "./math.sh" {LINK}', id="ssh"),
        pytest.param(f'"C:\\x.exe" -o "/usr/bin/ssh" h ./math.sh {LINK}', id="its last part is the name of a launcher"),
    ],
)
def test_a_program_with_a_removed_quote_is_reported_only_in_a_template(text: str) -> None:
    template, command = rkconf.Command(parallel=text), rkconf.Command(launch=text)
    assert "RK314" in {each.code for each in rkconf.lint(template, version="5.2", local_shell="cmd")}
    assert "RK314" not in {each.code for each in rkconf.lint(command, version="5.2", local_shell="cmd")}


def test_the_front_end_adds_the_outer_quotes_that_a_program_needs() -> None:
    journey = follow(f'"ssh" h "./math.sh" {LINK}', "cmd")
    assert journey.connection
    assert journey.kernel


def test_quotes_around_a_command_are_one_unknown_program_on_unix() -> None:
    journey = follow('"java -jar /x/mathssh.jar" u@h ./math.sh -mathlink')
    assert journey.connection is None
    assert journey.unfollowed
    assert follow('"/A b/ssh" u@h ./math.sh -mathlink').connection


def test_a_program_name_of_spaces_is_not_followed() -> None:
    (found,) = rkconf.lint(rkconf.Command(launch=f'" " x {LINK}'), version="5.2", local_shell="bash")
    assert (found.code, "join spaces" in found.message) == ("RK012", True)


@pytest.mark.parametrize(
    ("command", "fixed"),
    [
        pytest.param("`java` -jar `mathssh` h", '""`java`" -jar "`mathssh`" h"', id="no quotes"),
        pytest.param('`java` -jar "`mathssh`" h', '""`java`" -jar "`mathssh`" h"', id="the first word has none"),
        pytest.param('"`java`" -jar `mathssh` h', '""`java`" -jar "`mathssh`" h"', id="the first word has them"),
        pytest.param('"`java` -jar `mathssh` h"', '""`java`" -jar "`mathssh`" h"', id="a pair around everything"),
        pytest.param("java -jar `mathssh` h", 'java -jar "`mathssh`" h', id="a first word that needs none"),
        pytest.param('"`java` -jar `mathssh` h', '"`java` -jar `mathssh` h', id="a quote without a partner: none"),
        pytest.param('"`java`" -jar "`mathssh`" h', '"`java`" -jar "`mathssh`" h', id="quotes exist already: none"),
    ],
)
def test_a_fix_that_quotes_a_path_adds_the_pair_around_the_command(command: str, fixed: str, rkconf: Program) -> None:
    rest = f" ./math.sh {LINK}"
    before, after = (
        text.removesuffix(' h"') + " h" + rest + '"' if text.endswith('"') else text + rest for text in (command, fixed)
    )
    assert rkconf("lint", "--launch", before, *FIX).out == f"{after}\n"


@pytest.mark.parametrize(
    ("text", "started", "in_background"),
    [
        pytest.param('start "" /b ssh a', [["ssh", "a"]], True, id="a title first"),
        pytest.param('start /b "" ssh a "b c"', [["ssh", "a", "b c"]], True, id="a title after a switch"),
        pytest.param('start /b /wait "" ssh a', [["ssh", "a"]], False, id="a title after two switches"),
        pytest.param('START "x" /AFFINITY 1 /d . ssh a', [["ssh", "a"]], True, id="switches with a value"),
        pytest.param('start "" /DZ:\\tmp /w ssh a', [["ssh", "a"]], False, id="a value directly after its switch"),
        pytest.param('start "" /k ssh a', [["start", "", "/k", "ssh", "a"]], False, id="an unknown switch"),
        pytest.param('start /d . "" ssh', [["start", "/d", ".", "", "ssh"]], False, id="a title after a value"),
        pytest.param('start "" /b', [["start", "", "/b"]], False, id="nothing to start"),
        pytest.param("if x ssh a & ssh b", [["if", "x", "ssh", "a", "ssh", "b"]], False, id="a condition"),
        pytest.param("call ssh a", [["ssh", "a"]], False, id="call"),
    ],
)
def test_builtins(text: str, started: list[list[str]], in_background: bool) -> None:  # noqa: FBT001 - a value of the table
    assert words(text) == started
    assert [each.in_background for each in reading(text).executions] == [in_background]
    assert [bool(each.background_mark) for each in reading(text).executions] == [in_background]


def test_start_lets_a_controller_command_end_unless_it_waits(rkconf: Program) -> None:
    text = f'start "" /b {SSH}'
    assert codes(text) == ["RK501"]
    fixed = rkconf("lint", "--launch", text, *FIX).out.rstrip("\n")
    assert (fixed, codes(fixed)) == (f'start /wait "" /b {SSH}', [])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(f"cmd /c {SSH}", "cmd", id="another cmd.exe"),
        pytest.param(f"C:\\WINDOWS\\system32\\CMD.EXE /c {SSH}", "CMD", id="its path"),
        pytest.param(f"if exist x {SSH} & {SSH}", "if", id="a condition"),
        pytest.param(f"for %i in (1) do {SSH}", "for", id="a loop"),
        pytest.param(f"start /k {SSH}", "start", id="a switch of start"),
        pytest.param(f'start "" "" {SSH}', "start", id="two titles of start"),
    ],
)
def test_a_builtin_that_is_not_followed_is_reported_once_by_name(text: str, name: str) -> None:
    (found,) = rkconf.lint(rkconf.Command(launch=text), version="5.2", local_shell="cmd")
    assert found.code == "RK012"
    assert f"how {name} uses its arguments" in found.message


@pytest.mark.parametrize(
    "program",
    [
        pytest.param("rsh.exe", id="a suffix"),
        pytest.param("TELNET.EXE", id="capitals"),
        pytest.param("C:\\WINDOWS\\system32\\rsh.exe", id="a path"),
        pytest.param("C:\\WINDOWS\\system32\\rlogin", id="a path without a suffix"),
    ],
)
def test_programs_of_windows_by_every_form_of_their_names(program: str) -> None:
    assert codes(f"{program} h ./math.sh {LINK}") == ["RK401"]


def test_a_kernel_on_a_remote_windows_machine() -> None:
    journey = follow("ssh h /cygdrive/c/math.exe")
    assert journey.kernel
    assert journey.kernel.is_known


@pytest.mark.parametrize(
    ("text", "known"),
    [
        pytest.param("%NAME%", False, id="a variable"),
        pytest.param("%NAME:~0,5%", False, id="a part of it"),
        pytest.param("%NAME:a=b%", False, id="a replacement"),
        pytest.param("%NAME:*a=%", False, id="a removed beginning"),
        pytest.param("%PROGRAMFILES(X86):~0,3%", False, id="parentheses in its name"),
        pytest.param("%NAME:a b=c d%", False, id="spaces inside"),
        pytest.param("%h:%p", True, id="tokens of ssh"),
        pytest.param("%h:%p=22%", True, id="the same and an equals sign"),
        pytest.param("%h:~p", True, id="no end"),
        pytest.param("%NAME:a%", True, id="no replacement"),
        pytest.param('"%"NAME:~0,5"%"', True, id="quotes next to the percent signs"),
    ],
)
def test_variables(text: str, known: bool) -> None:  # noqa: FBT001 - a value of the table
    (started,) = reading(f"ssh {text} x").executions
    assert [word.known for word in started.words] == [True, known, True]


@pytest.mark.parametrize(
    ("before", "reported", "outcome"),
    [
        pytest.param("exec ", ["RK314"], "fails", id="a builtin that runs the command"),
        pytest.param("EXEC ", ["RK314"], "fails", id="a builtin in capitals"),
        pytest.param("LANG=C ", ["RK314"], "fails", id="a variable"),
        pytest.param("export A=1 && ", ["RK314"], "fails", id="a builtin that must succeed"),
        pytest.param("export A=1 & ", ["RK314"], "runs", id="a builtin whose failure does not count"),
        pytest.param("time ", ["RK314"], "fails", id="a builtin with another meaning"),
        pytest.param("stdbuf -oL ", ["RK012"], "unknown", id="a program around the command"),
        pytest.param("timeout 5 ", ["RK012"], "unknown", id="a program with another meaning"),
        pytest.param("env -u X ", ["RK012"], "unknown", id="a program that may be installed"),
        pytest.param('"C:\\cygwin\\bin\\env.exe" -u X ', [], "runs", id="the path of a program"),
    ],
)
def test_a_program_that_windows_lacks_is_reported(before: str, reported: list[str], outcome: str) -> None:
    text = f"{before}{SSH}"
    assert codes(text) == reported
    assert rkconf.trace(rkconf.Command(launch=text), version="5.2", local_shell="cmd")[0].outcome == outcome
