"""What rkconf says of cmd.exe, measured with that of Wine; and words that are quoted for it arrive."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rkconf import spec, versions
from rkconf.command import cmd
from rkconf.command.quoting import for_system
from rkconf.command.shells import WindowsShell, load
from rkconf.rendering import render
from rkconf.source import Source
from tests.live.windows import Windows, Words

pytestmark = pytest.mark.live

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
}  # fmt: skip


def read(command: str) -> tuple[Words, ...]:
    """Return the arguments of each program that rkconf sees in a command."""
    shell = load()["cmd"]
    assert isinstance(shell, WindowsShell)
    found = cmd.read(Source("", command.encode()).excerpt(), shell, {})
    known = (started for started in found.started if started.words[0].base.lower() in {"ssh", "ssh.exe"})
    return tuple(tuple(word.text for word in started.words[1:]) for started in known)


@pytest.fixture(scope="module")
def windows(windows: Windows) -> Windows:
    windows.put_recorder("ssh")
    windows.put_recorder("a b/ssh")
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
    assert arrived[what] == read(placed(COMMANDS[what], windows))


def test_something_arrives_but_where_the_name_of_the_program_is_cut(arrived: dict[str, tuple[Words, ...]]) -> None:
    nothing = {what for what, words in arrived.items() if not words}
    assert nothing == {"a program between quotes, and more of them", "its path, and more quotes"}


SPECIAL = " \t'\"\\$&;|<>()[]{}*?!#~^=%@,+-"
TEXTS = st.lists(
    st.text(st.one_of(st.sampled_from(SPECIAL), st.sampled_from("ab/1é→")), min_size=1, max_size=12),
    min_size=20,
    max_size=40,
)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=TEXTS)
def test_words_for_the_program_that_cmd_starts(windows: Windows, texts: list[str]) -> None:
    command = WINDOWS.command(["ssh", *map(WINDOWS.word, texts)])
    assert windows.run([command]) == [(tuple(texts),)]
    assert read(command) == (tuple(texts),)


@pytest.mark.parametrize("login_shell", ["bash", "dash", "zsh", "tcsh", "mksh", "fish"])
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
    finished = subprocess.run([login_shell, "-c", command], capture_output=True, check=True, timeout=60)
    assert finished.stdout.decode().split("\0")[:-1] == [text for text in texts for _ in range(2)]


def both(text: str) -> tuple[str, str]:
    return WINDOWS.word_for_both_shells(text), WINDOWS.quoted_word_for_both_shells(text)


def test_mathssh_is_started_from_a_folder_with_a_blank(windows: Windows) -> None:
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
