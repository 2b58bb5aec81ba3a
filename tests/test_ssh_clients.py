"""The clients other than ssh itself."""

import pytest

from rkconf.command.lifetime import returns_early
from tests.launches import connection, follow


@pytest.mark.parametrize(
    ("text", "options", "host", "port", "command"),
    [
        pytest.param("plink h x y", [], "h", None, ["x", "y"], id="plink"),
        pytest.param(
            "plink -batch -ssh -P 22 u@h x", ["batch", "ssh", "P=22"], "h", 22, ["x"], id="options that are words"
        ),
        pytest.param("plink -load saved -i key.ppk h x", ["load=saved", "i=key.ppk"], "h", None, ["x"], id="values"),
        pytest.param("plink -load s -batch /a", ["load=s", "batch"], "s", None, ["/a"], id="a session with a host"),
        pytest.param("plink -load s math -v", ["load=s"], "s", None, ["math", "-v"], id="a session and a kernel"),
        pytest.param("plink h -l u x -v", ["l=u"], "h", None, ["x", "-v"], id="options after the host"),
        pytest.param("plink.exe -no-antispoof h x", ["no-antispoof"], "h", None, ["x"], id="on Windows"),
        pytest.param("autossh -M 0 -p 22 h x", ["M=0", "p=22"], "h", 22, ["x"], id="autossh"),
        pytest.param("autossh -M20000 -fv h x", ["M=20000", "f", "v"], "h", None, ["x"], id="autossh in a cluster"),
    ],
)
def test_the_words_are_read(text: str, options: list[str], host: str, port: int | None, command: list[str]) -> None:
    found = connection(text)
    given = [f"{option.letter}={option.text}" if option.value else option.letter for option in found.options]
    assert (given, found.host, found.port) == (options, host, port)
    assert [word.text for word in found.command] == command


@pytest.mark.parametrize(
    ("text", "obstacle"),
    [
        pytest.param("plink -p 22 h x", "plink does not know the option -p", id="an option of ssh"),
        pytest.param("plink -vN h x", "plink does not know the option -vN", id="a cluster"),
        pytest.param("plink -N h x", "with -N plink starts no command on the other machine", id="no command"),
        pytest.param("plink h -P", "the value of plink's option -P is missing", id="an option without its value"),
        pytest.param("autossh -M x h x", "ssh refuses the value of -M: it is not a port, or two ports", id="a port"),
        pytest.param("autossh -V h x", "with -V autossh starts no command on the other machine", id="the version"),
        pytest.param("autossh -o Foo h x", "the setting Foo lacks its value", id="a setting of ssh"),
    ],
)
def test_the_obstacle_to_passing_a_command_on(text: str, obstacle: str) -> None:
    found = connection(text).obstacle
    assert found
    assert found.startswith(obstacle)


def test_the_forwards_of_plink_make_a_tunnel() -> None:
    found = connection("plink -R 1:a:2 -L 3:b:4 h x")
    assert [(forward.letter, forward.port) for forward in found.forwards] == [("R", 1), ("L", 3)]


@pytest.mark.parametrize(("text", "is_in_background"), [("autossh -M 0 -f h x", True), ("plink h x", False)])
def test_a_client_may_go_to_the_background(text: str, is_in_background: bool) -> None:  # noqa: FBT001 - a value
    assert returns_early(follow(text)) is is_in_background
