"""The claims of rkconf about cmd.exe hold for that of Wine, and words that are quoted for it arrive."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rkconf import spec, versions
from rkconf.command import remote_choices
from rkconf.rendering import render
from rkconf.shell.cmd import interpreter as cmd
from rkconf.shell.cmd.outer_quotes import cut_program
from rkconf.shell.execution import Evaluation
from rkconf.shell.facts import WindowsShell, load
from rkconf.shell.quoting import for_system
from rkconf.shell.words import UNKNOWN
from rkconf.source import Source
from tests.conftest import Program
from tests.live.windows import Windows, Words

# The Windows drive is made once: with --dist loadgroup, one process runs all of its tests.
pytestmark = [pytest.mark.live, pytest.mark.xdist_group("windows")]

WINDOWS = for_system("windows")
COMMANDS = {
    "words": 'ssh host a "b c" d',
    "blanks around": " ssh  a \t b ",
    "a pair of quotes around everything": '"ssh host a "b c" d"',
    "the same without inner quotes": '"ssh host a b"',
    "the same with more behind it": '"ssh host a" b',
    "a program between quotes, and no more quotes": '"ssh" host a',
    "a program between quotes, and more of them": '"ssh" host "a b"',
    "the path of a program between quotes": '"{programs}\\ssh.exe" host a',
    "its path, and more quotes": '"{programs}\\ssh.exe" host "a b"',
    "its path, more quotes, and a pair around everything": '""{programs}\\ssh.exe" host "a b""',
    "a program between quotes, with its suffix": '"ssh.exe" -o BatchMode=yes h ./math.sh',
    "a path between quotes, options, and no more quotes": '"{programs}\\a b\\ssh.exe" -o BatchMode=yes h ./math.sh',
    "its path without a suffix": '"{programs}\\a b\\ssh" host a',
    "parentheses in its path": '"{programs}\\a (b)\\ssh.exe" host a',
    "parentheses in its path, and a pair around everything": '""{programs}\\a (b)\\ssh.exe" host a"',
    "a program between quotes, and a command behind it": '"ssh" a & rsh b',
    "the same with quotes there": '"rsh" & ssh a "b c"',
    "a command between quotes, and another one behind it": '"rsh a" & ssh b',
    "a command between quotes that closes late": '"ssh host a" b "c"',
    "quotes inside a word of a command between quotes": '"ssh h x="a b" c"',
    "a quote in front alone": '"ssh h ./math.sh -x',
    "a quote in front, and two more": '"ssh h "a b',
    "two quotes in front": '"" ssh a',
    "two quotes in front of the program, and more": '""ssh" h "a b"',
    "a blank inside the quotes": '" ssh" a',
    "a path with a blank": '"{programs}\\a b\\ssh.exe" host a',
    "carets": 'ssh a^b "c^d" e^^f ^"g h^" ^& ^|',
    "operators": "ssh a & ssh b && ssh c || ssh d",
    "operators between quotes": 'ssh "a & b" "c | d" "(" ">"',
    "backslashes": r'ssh a\b "c\d" "e\"f" "g\\" h\\i "j\\\"k" l\ "m\\n"',
    "two quotes inside quotes": 'ssh "a""b" c',
    "quotes inside a word": 'ssh a"b c"d ""  "" x',
    "what means something to other shells alone": "ssh 'a b' $d ~ * ? {e} [f] a;b g,h i=j k'l",
    "parentheses inside a command": 'ssh (a) "z)" b)',
    "a group": "(ssh a b) & ssh c",
    "a quote that is never closed": 'ssh "a b c',
    "percent signs that name nothing": "ssh %NO_SUCH_NAME% 100% %h:%p %%h 50%%",
    "percent signs with quotes beside them": 'ssh ""%"PATHEXT"%"" "a"%"b"',
    "redirections": "ssh a > NUL b 2>&1",
    "the descriptor is one digit by itself": "ssh a 12> NUL b2> NUL",
    "its own command to start another": 'start "" /b /wait ssh a "b c"',
    "its own command that passes on": 'call ssh a "b c"',
    "start without a title": "start ssh a",
    "start with a title that was meant as a program": 'start "ssh" a "b c"',
    "start and a program between quotes": 'start "a b" /b /wait "{programs}\\a b\\ssh.exe" a "b c"',
    "start and a path that is its title": 'start /b "{programs}\\a b\\ssh.exe" a',
    "a title behind a switch": 'start /b "" ssh a "b c"',
    "a title behind two switches": 'start /wait /b "" ssh a "b c"',
    "a title and a switch in one": 'start ""/b ssh a',
    "a switch and a title in one": 'start /wait"" ssh a',
    "every switch that stands alone": 'start "" /i /min /max /separate /shared /low /normal /high /realtime ssh a',
    "the others": 'start "" /abovenormal /belownormal /w /WAIT /B ssh a',
    "switches that take a value": 'start "" /affinity 1 /node 0 /d . ssh a',
    "a value right behind its switch": 'start "" /D. ssh a',
    "a value in quotes": 'start "" /d"." ssh a',
    "a value that may not stand right behind its switch": 'start "" /affinity1 ssh a',
    "a title behind a value": 'start /d . "" ssh a',
    "a switch that nobody knows": 'start "" /k ssh a',
    "a switch that is cut short": 'start "" /wa ssh a',
    "two switches in one": 'start "" /b/wait ssh a',
    "two titles": 'start "" "" ssh a',
    "start, and another command behind it": 'start "" /b ssh a & rsh b',
    "start behind what passes on": 'call start "" /b ssh a',
    "a condition decides about all that follows": "if 1==2 ssh a & ssh b",
    "a condition behind a command": "ssh a & if 1==2 ssh b & ssh c",
    "a label decides too": "goto x & ssh a",
    "another shell that starts nothing": 'cmd /c "ssh" a "b c"',
    "a program by its suffix": "rsh.exe a",
    "in capitals": "RSH.EXE a",
    "a path with a suffix": "{programs}\\rsh.exe a",
    "a path of Unix without one": "{programs}/rsh a",
    "a builtin of Unix shells before a command": "exec ssh a",
    "a variable before a command": "LANG=C ssh a",
    "a builtin of Unix shells, and a command after it": "export A=1 & ssh a",
}  # fmt: skip


def reading(command: str) -> Evaluation:
    shell = load()["cmd"]
    assert isinstance(shell, WindowsShell)
    return cmd.evaluate(Source("", command.encode()).excerpt(), shell)


def read(command: str) -> tuple[Words, ...]:
    """Return the arguments of each program that rkconf sees in a command."""
    known = (started for started in reading(command).executions if started.words[0].is_named(frozenset({"ssh", "rsh"})))
    return tuple(tuple(word.text for word in started.words[1:]) for started in known)


def known_words(arrived: tuple[Words, ...], predicted: tuple[Words, ...]) -> tuple[Words, ...]:
    """Return what arrived, with a word that only the machine knows where one is predicted, such as ``%NAME%``."""
    unknown = {(at, index) for at, each in enumerate(predicted) for index, word in enumerate(each) if UNKNOWN in word}
    return tuple(
        tuple(UNKNOWN if (at, index) in unknown else word for index, word in enumerate(each))
        for at, each in enumerate(arrived)
    )


@pytest.fixture(scope="module")
def windows(windows: Windows) -> Windows:
    for name in ("ssh", "rsh", "a b/ssh", "a (b)/ssh", "x(1)/ssh", "a b/java"):
        windows.put_recorder(name)
    return windows


@pytest.fixture(scope="module")
def arrived(windows: Windows) -> dict[str, tuple[Words, ...]]:
    """Return what arrives, of all commands in one go."""
    commands = [placed(command, windows) for command in COMMANDS.values()]
    return dict(zip(COMMANDS, windows.run(commands), strict=True))


def placed(command: str, windows: Windows) -> str:
    return command.replace("{programs}", f"Z:{windows.programs}".replace("/", "\\"))


@pytest.mark.parametrize("what", COMMANDS)
def test_a_command_arrives_as_it_is_read(what: str, windows: Windows, arrived: dict[str, tuple[Words, ...]]) -> None:
    assert known_words(arrived[what], predicted := read(placed(COMMANDS[what], windows))) == predicted


NOTHING = {
    "a program between quotes, and more of them",
    "its path, and more quotes",
    "parentheses in its path",
    "the same with quotes there",
    "start with a title that was meant as a program",
    "start and a path that is its title",
    "a value that may not stand right behind its switch",
    "a title behind a value",
    "a switch that nobody knows",
    "a switch that is cut short",
    "two switches in one",
    "two titles",
    "start behind what passes on",
    "a condition decides about all that follows",
    "a label decides too",
    "another shell that starts nothing",
    "a builtin of Unix shells before a command",
    "a variable before a command",
}


def test_something_arrives_but_where_nothing_is_known_to_start(arrived: dict[str, tuple[Words, ...]]) -> None:
    assert {what for what, words in arrived.items() if not words} == NOTHING


@pytest.mark.parametrize("what", sorted(what for what in COMMANDS if COMMANDS[what].lstrip().startswith('"')))
def test_a_program_that_is_cut_is_one_that_does_not_start(
    what: str, windows: Windows, arrived: dict[str, tuple[Words, ...]]
) -> None:
    assert cut_program(placed(COMMANDS[what], windows)) is (not arrived[what])


def test_parentheses_cut_the_name_of_a_program_without_a_space_too(windows: Windows) -> None:
    command = placed('"{programs}\\x(1)\\ssh.exe" host a', windows)
    assert (windows.run([command]), cut_program(command)) == ([()], True)


VARIABLES = {
    "%OS%": "Windows_NT",
    "%OS:~0,2%": "Wi",
    "%OS:~-2%": "NT",
    "%OS:windows=x%": "x_NT",
    "%OS:*do=x%": "xws_NT",
    '"%OS:Wi=a b%"': "a bndows_NT",
    '"%OS:a b=c d%"': "Windows_NT",
    "%COMMONPROGRAMFILES(X86):~0,3%": "C:\\",
    "%h:%p": "%h:%p",
    "%h:~p": "%h:~p",
    "%h:%p=22%": "%h:%p=22%",
    "%OS:%": "%OS:%",
    "%OS:a%": "%OS:a%",
    '"%"OS:~0,2"%"': "%OS:~0,2%",
}  # fmt: skip


def test_what_is_read_as_a_variable_is_one(windows: Windows) -> None:
    """And what is read as plain text arrives as it is."""
    found = windows.run([f"ssh {written}" for written in VARIABLES])
    assert found == [((value,),) for value in VARIABLES.values()]
    for written, value in VARIABLES.items():
        (started,) = reading(f"ssh {written}").executions
        (word,) = started.words[1:]
        assert word.known is (value == word.text)


LINK = "-mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(f"`java` -jar `mathssh` u@h ./math.sh {LINK}", id="no quotes"),
        pytest.param(f'"`java`" -jar `mathssh` u@h ./math.sh {LINK}', id="a program between quotes"),
        pytest.param(f'`java` -jar "`mathssh`" u@h ./math.sh {LINK} ', id="the archive between quotes, a blank behind"),
        pytest.param(f'"`java` -jar `mathssh` u@h ./math.sh {LINK}"', id="a pair around everything"),
        pytest.param(f'start "" /b `java` -jar `mathssh` u@h ./math.sh {LINK}', id="behind start"),
    ],
)
def test_a_command_that_is_fixed_starts_from_a_folder_with_a_space(
    command: str, windows: Windows, rkconf: Program
) -> None:
    options = ("--version", "5.2", "--local-shell", "cmd", "--fix-only")
    fixed = rkconf("lint", "--launch", command, *options).out.rstrip("\n")
    values = {"java": placed("{programs}\\a b\\java.exe", windows), "mathssh": "C:\\a b\\x.jar", "linkname": "1@a,2@a"}
    for name, value in {**values, "ipaddress": "192.0.2.1"}.items():
        fixed = fixed.replace(f"`{name}`", value)
    [[words]] = windows.run([fixed])
    assert words[:5] == ("-jar", "C:\\a b\\x.jar", "u@h", "./math.sh", "-mathlink")


SPECIAL = " \t'\"\\$&;|<>()[]{}*?!#~^=%@,+-"
TEXTS = st.lists(
    st.text(st.one_of(st.sampled_from(SPECIAL), st.sampled_from("ab/1é→")), min_size=1, max_size=12),
    min_size=20,
    max_size=40,
)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=TEXTS)
def test_words_for_the_program_that_cmd_starts(windows: Windows, texts: list[str]) -> None:
    command = WINDOWS.command(["ssh", *map(WINDOWS.word, texts)])
    assert windows.run([command]) == [(tuple(texts),)]
    assert read(command) == (tuple(texts),)


@pytest.mark.parametrize("login_shell", remote_choices())
@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=TEXTS)
def test_words_for_cmd_and_a_login_shell(
    windows: Windows, shells: frozenset[str], login_shell: str, tmp_path: Path, texts: list[str]
) -> None:
    if login_shell not in shells:
        pytest.skip(f"{login_shell} is not installed")
    written = [word for text in texts for word in both(text)]
    [[words]] = windows.run([WINDOWS.command(["ssh", *written])])
    show = tmp_path / "show"
    show.write_text("#!/bin/sh\nprintf '%s\\0' \"$@\"\n")
    show.chmod(0o755)
    command = " ".join([str(show), *words])
    finished = subprocess.run([login_shell, "-c", command], capture_output=True, check=True)
    assert finished.stdout.decode().split("\0")[:-1] == [text for text in texts for _ in range(2)]


def both(text: str) -> tuple[str, str]:
    return WINDOWS.word_for_both_shells(text), WINDOWS.quoted_word_for_both_shells(text)


def test_mathssh_is_started_from_a_folder_with_a_space(windows: Windows) -> None:
    windows.put_recorder("a b/java")
    text = (
        '[frontend]\nos = "windows"\n[[kernels]]\nname = "x"\nhost = "h"\nkernel = "./math.sh"\ntransport = "mathssh"'
    )
    written = spec.load(Source("", text.encode())).specification
    assert written
    command = render(written, versions.load("5.2")).kernels[0].login_script or ""
    values = {"java": placed("{programs}\\a b\\java.exe", windows), "mathssh": "C:\\a b\\x.jar", "linkname": "1@a,2@a"}
    for name, value in {**values, "ipaddress": "192.0.2.1"}.items():
        command = command.replace(f"`{name}`", value)
    [[words]] = windows.run([command])
    assert words[:5] == ("-jar", "C:\\a b\\x.jar", "h", "./math.sh", "-mathlink")
    assert words[-3:] == ("1@a,2@a", "-LinkHost", "192.0.2.1")
