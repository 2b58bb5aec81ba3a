"""What cmd.exe makes of a command, as it was measured (tests/live/test_cmd.py measures it again)."""

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
    ("text", "places", "cut"),
    [
        pytest.param("ssh h", (), False, id="no quotes"),
        pytest.param('ssh "h"', (), False, id="none in front"),
        pytest.param('"ssh" -o x=y h', (), False, id="two that close a name"),
        pytest.param('"C:\\a b\\ssh.exe" h', (), False, id="two that close a name with a blank"),
        pytest.param('"C:\\a (b)\\ssh.exe" h', (0, 17), True, id="two that close a name with parentheses"),
        pytest.param('"ssh" h "a b"', (0, 12), True, id="more behind the name"),
        pytest.param('"java" -jar "x.jar" h', (0, 18), True, id="more behind java"),
        pytest.param('"C:\\MATHKERNEL.EXE" -linkname "x"', (0, 32), True, id="more behind a kernel in capitals"),
        pytest.param('"any program" x "y z"', (0, 20), True, id="more behind a program that nobody knows"),
        pytest.param('"ssh h a"', (0, 8), False, id="a pair around everything"),
        pytest.param('"ssh h "a b""', (0, 12), False, id="a pair around everything, and more inside"),
        pytest.param('""ssh" h "a b""', (0, 14), False, id="a pair around everything, and one around the program"),
        pytest.param('"C:\\ssh.exe h a" b', (0, 15), False, id="a command between quotes"),
        pytest.param('"ssh h', (0,), False, id="one in front alone"),
    ],
)
def test_the_quotes_that_go(text: str, places: tuple[int, ...], cut: bool) -> None:  # noqa: FBT001 - a value of the table
    assert (outer_quotes(text), cut_program(text)) == (places, cut)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f'"ssh" -o BatchMode=yes h ./math.sh {LINK}', id="a program between quotes"),
        pytest.param(f'"C:\\OpenSSH\\ssh.exe" -o BatchMode=yes h ./math.sh {LINK}', id="its path between quotes"),
        pytest.param(f'"{SSH}', id="one quote in front alone"),
        pytest.param(f'"{SSH}"', id="a pair around everything"),
        pytest.param(f'start /wait /b "" {SSH}', id="start that waits"),
        pytest.param(f"set X=1 & {SSH}", id="a variable is set before"),
    ],
)
def test_what_starts_is_no_finding(text: str) -> None:
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
def test_a_program_that_is_cut_is_said_and_is_no_launcher(text: str) -> None:
    found = rkconf.lint(rkconf.Command(launch=text), version="5.2", local_shell="cmd")
    assert [each.code for each in found] == ["RK314", "RK012"]
    journey = follow(text, "cmd")
    assert (journey.connection, journey.kernel) == (None, None)


def test_quotes_around_more_than_a_name_make_no_launcher_in_a_shell_of_unix() -> None:
    journey = follow('"java -jar /x/mathssh.jar" u@h ./math.sh -mathlink')
    assert journey.connection is None
    assert journey.unfollowed
    assert follow('"/A b/ssh" u@h ./math.sh -mathlink').connection


def test_a_name_of_blanks_is_one_that_nobody_wrote() -> None:
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
        pytest.param('"`java`" -jar "`mathssh`" h', '"`java`" -jar "`mathssh`" h', id="quotes are there: none"),
    ],
)
def test_quotes_around_a_path_come_with_the_pair_around_everything(command: str, fixed: str, rkconf: Program) -> None:
    rest = f" ./math.sh {LINK}"
    before, after = (
        text.removesuffix(' h"') + " h" + rest + '"' if text.endswith('"') else text + rest for text in (command, fixed)
    )
    assert rkconf("lint", "--launch", before, *FIX).out == f"{after}\n"


@pytest.mark.parametrize(
    ("text", "started", "in_background"),
    [
        pytest.param('start "" /b ssh a', [["ssh", "a"]], True, id="a title first"),
        pytest.param('start /b "" ssh a "b c"', [["ssh", "a", "b c"]], True, id="a title behind a switch"),
        pytest.param('start /b /wait "" ssh a', [["ssh", "a"]], False, id="a title behind two"),
        pytest.param('START "x" /AFFINITY 1 /d . ssh a', [["ssh", "a"]], True, id="switches with a value"),
        pytest.param('start "" /DZ:\\tmp /w ssh a', [["ssh", "a"]], False, id="a value right behind its switch"),
        pytest.param('start "" /k ssh a', [["start", "", "/k", "ssh", "a"]], False, id="a switch that nobody knows"),
        pytest.param('start /d . "" ssh', [["start", "/d", ".", "", "ssh"]], False, id="a title behind a value"),
        pytest.param('start "" /b', [["start", "", "/b"]], False, id="nothing to start"),
        pytest.param("if x ssh a & ssh b", [["if", "x", "ssh", "a", "ssh", "b"]], False, id="a condition"),
        pytest.param("call ssh a", [["ssh", "a"]], False, id="call"),
    ],
)
def test_its_own_commands(text: str, started: list[list[str]], in_background: bool) -> None:  # noqa: FBT001 - a value of the table
    assert words(text) == started
    assert [each.in_background for each in reading(text).executions] == [in_background]
    assert [bool(each.background_mark) for each in reading(text).executions] == [in_background]


def test_start_ends_the_command_of_a_controller_unless_it_waits(rkconf: Program) -> None:
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
def test_what_is_not_followed_is_said_once_by_its_name(text: str, name: str) -> None:
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
def test_a_program_of_windows_is_known_by_any_form_of_its_name(program: str) -> None:
    assert codes(f"{program} h ./math.sh {LINK}") == ["RK401"]


def test_a_kernel_of_windows_on_the_far_side_is_one() -> None:
    journey = follow("ssh h /cygdrive/c/math.exe")
    assert journey.kernel
    assert journey.kernel.is_known


@pytest.mark.parametrize(
    ("written", "known"),
    [
        pytest.param("%NAME%", False, id="a variable"),
        pytest.param("%NAME:~0,5%", False, id="a part of it"),
        pytest.param("%NAME:a=b%", False, id="something in the place of something"),
        pytest.param("%NAME:*a=%", False, id="nothing in the place of a beginning"),
        pytest.param("%PROGRAMFILES(X86):~0,3%", False, id="parentheses in its name"),
        pytest.param("%NAME:a b=c d%", False, id="blanks inside"),
        pytest.param("%h:%p", True, id="what ssh puts in"),
        pytest.param("%h:%p=22%", True, id="the same and an equals sign"),
        pytest.param("%h:~p", True, id="no end"),
        pytest.param("%NAME:a%", True, id="nothing in its place"),
        pytest.param('"%"NAME:~0,5"%"', True, id="quotes beside the marks"),
    ],
)
def test_variables(written: str, known: bool) -> None:  # noqa: FBT001 - a value of the table
    (started,) = reading(f"ssh {written} x").executions
    assert [word.known for word in started.words] == [True, known, True]
