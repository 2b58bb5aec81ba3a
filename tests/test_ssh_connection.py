"""How ssh reads its words (tests/live/test_connections.py asks OpenSSH itself)."""

import pytest

from rkconf.command import Outcome, reach
from tests.launches import connection, follow


@pytest.mark.parametrize(
    ("text", "options", "host", "command"),
    [
        pytest.param("ssh h x y", [], "h", ["x", "y"], id="only a host"),
        pytest.param("ssh -v -x h x", ["v", "x"], "h", ["x"], id="flags"),
        pytest.param("ssh -4vp22 h x", ["4", "v", "p=22"], "h", ["x"], id="a cluster with a value at its end"),
        pytest.param("ssh -p 22 h x", ["p=22"], "h", ["x"], id="a value as a separate word"),
        pytest.param("ssh h -p 22 x -v", ["p=22"], "h", ["x", "-v"], id="options after the host"),
        pytest.param("ssh -- h -v x", [], "h", ["-v", "x"], id="two dashes before the host"),
        pytest.param("ssh h -v -- -x", ["v"], "h", ["-x"], id="two dashes after the host"),
        pytest.param("ssh user@h x", [], "h", ["x"], id="a user"),
        pytest.param("ssh - x", [], "-", ["x"], id="a dash is a host"),
        pytest.param("rsh -l u h x", ["l=u"], "h", ["x"], id="rsh"),
        pytest.param("java -jar mathssh u@h x -v", [], "h", ["x", "-v"], id="mathssh"),
        pytest.param("/usr/bin/ssh h x", [], "h", ["x"], id="a full path"),
    ],
)
def test_the_words_are_read(text: str, options: list[str], host: str, command: list[str]) -> None:
    found = connection(text)
    given = [f"{option.letter}={option.text}" if option.value else option.letter for option in found.options]
    assert (given, found.host, [word.text for word in found.command]) == (options, host, command)


@pytest.mark.parametrize(
    ("text", "option"),
    [
        pytest.param("java -jar mathssh -p 22 u@h x", "-p", id="before the host"),
        pytest.param("java -jar mathssh u@h -v x", "-v", id="after the host"),
        pytest.param("java -Xmx64m -jar mathssh -- u@h x", "--", id="two dashes"),
        pytest.param("ssh -P h x", "-P", id="an ambiguous one"),
        pytest.param("ssh -vP tag h x", "-vP", id="an ambiguous one, in a cluster"),
    ],
)
def test_words_after_an_undocumented_option_are_not_checked(text: str, option: str) -> None:
    found = follow(text)
    assert found.connection
    assert found.connection.undocumented_option is found.unfollowed
    assert found.unfollowed
    assert (found.unfollowed.text, found.connection.command, found.kernel) == (option, (), None)
    assert reach(found).outcome is Outcome.UNKNOWN


def test_an_option_that_ssh_refuses_is_an_obstacle() -> None:
    assert connection("ssh -Z h x").undocumented_option is None
    assert connection("ssh -Z h x").obstacle == "ssh does not know the option -Z"


@pytest.mark.parametrize(
    ("text", "user", "host", "port"),
    [
        pytest.param("ssh h x", None, "h", None, id="not given"),
        pytest.param("ssh u@h x", "u", "h", None, id="in the host"),
        pytest.param("ssh -l u h x", "u", "h", None, id="by option"),
        pytest.param("ssh -l u v@h x", "u", "h", None, id="the option first"),
        pytest.param("ssh v@h -l u x", "v", "h", None, id="the option second"),
        pytest.param("ssh -o User=u v@h x", "u", "h", None, id="a setting"),
        pytest.param("ssh a@b@h x", "a@b", "h", None, id="two at signs"),
        pytest.param("ssh -p 22 h x", None, "h", 22, id="a port"),
        pytest.param("ssh -p 22 -p 23 h x", None, "h", 22, id="two ports"),
        pytest.param("ssh -oPort=22 h x", None, "h", 22, id="a port as a setting"),
        pytest.param("ssh ssh://u@h:22/ x", "u", "h", 22, id="a URI"),
        pytest.param("ssh SSH://h x", None, "SSH://h", None, id="a URI in capitals is a name"),
        pytest.param("ssh ssh://[::1]:22 x", None, "[::1]", 22, id="an IPv6 address"),
        pytest.param("ssh -p many h x", None, "h", None, id="not a number"),
    ],
)
def test_user_host_and_port(text: str, user: str | None, host: str, port: int | None) -> None:
    found = connection(text)
    assert (found.user, found.host, found.port) == (user, host, port)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        pytest.param("BatchMode=yes", "yes", id="with an equals sign"),
        pytest.param("'BatchMode yes'", "yes", id="with a space"),
        pytest.param("'batchmode = yes'", "yes", id="in lowercase, with spaces"),
        pytest.param("BatchMode=no -o BatchMode=yes", "no", id="the first counts"),
        pytest.param("Other=yes", None, id="another one"),
        pytest.param("BatchMode", None, id="no value"),
    ],
)
def test_settings(setting: str, value: str | None) -> None:
    assert connection(f"ssh -o {setting} h x").setting("BATCHMODE") == value


@pytest.mark.parametrize(
    ("option", "forward"),
    [
        pytest.param("-R 1:a:2", ("R", None, 1, "a", 2), id="remote"),
        pytest.param("-L 1:a:2", ("L", None, 1, "a", 2), id="local"),
        pytest.param("-R127.0.0.1:1:a:2", ("R", "127.0.0.1", 1, "a", 2), id="an address"),
        pytest.param("-R '*:1:a:2'", ("R", "*", 1, "a", 2), id="any address"),
        pytest.param("-R :1:a:2", ("R", "", 1, "a", 2), id="an empty address"),
        pytest.param("-R '[::1]:1:[fe80::2]:2'", ("R", "::1", 1, "fe80::2", 2), id="IPv6 addresses"),
        pytest.param("-o RemoteForward='1 a:2'", ("R", None, 1, "a", 2), id="a setting"),
        pytest.param(
            "-o 'localforward [::1]:1 [::1]:2'", ("L", "::1", 1, "::1", 2), id="a setting with IPv6 addresses"
        ),
    ],
)
def test_forwards(option: str, forward: tuple[object, ...]) -> None:
    (found,) = connection(f"ssh {option} h x").forwards
    assert (found.letter, found.address, found.port, found.host, found.host_port) == forward


@pytest.mark.parametrize(
    "option",
    [
        pytest.param("-R ::1:1:a:2", id="an IPv6 address without brackets"),
        pytest.param("-R math:a:2", id="an unknown name of a port"),
        pytest.param("-R 1:a", id="no port on the host"),
        pytest.param(f"-R {'1' * 5000}:a:2", id="a number of 5,000 digits"),
    ],
)
def test_an_invalid_forward(option: str) -> None:
    found = connection(f"ssh {option} h x")
    assert found.forwards == ()
    assert [each.letter for each in found.bad_forwards] == ["R"]


def test_only_remote_forwards_are_tunnels() -> None:
    assert [forward.port for forward in connection("ssh -L 1:a:2 -R 3:a:4 h x").remote_forwards] == [3]


@pytest.mark.parametrize(
    ("text", "obstacle"),
    [
        pytest.param("ssh h x", None, id="nothing"),
        pytest.param("ssh -Z h x", "ssh does not know the option -Z", id="an unknown option"),
        pytest.param("ssh h -p", "the value of ssh's option -p is missing", id="an option without its value"),
        pytest.param("ssh -v", "ssh is given no host", id="no host"),
        pytest.param("ssh '' x", "ssh is given no host", id="an empty host"),
        pytest.param("ssh -N h x", "with -N ssh starts no command on the other machine", id="no command wanted"),
        pytest.param("ssh -G h x", "with -G ssh starts no command on the other machine", id="only the settings"),
        pytest.param(
            "ssh -o 'SessionType None' h x",
            "with SessionType=None ssh starts no command on the other machine",
            id="a setting without a command",
        ),
        pytest.param("ssh -o SessionType=default -o SessionType=none h x", None, id="the first value counts"),
        pytest.param(
            "ssh -o RemoteCommand=secret h x",
            "with RemoteCommand ssh refuses the command after the host",
            id="a second command, which is not repeated",
        ),
        pytest.param("ssh -o RemoteCommand=NONE h x", None, id="no second command"),
        pytest.param(
            "ssh -o Include=x h x",
            "with Include ssh exits at once: this setting is allowed only in its configuration file",
            id="a setting that is only for files",
        ),
        pytest.param("ssh -f h x", None, id="in the background"),
        pytest.param("ssh -2 h x", None, id="an obsolete option"),
        pytest.param("ssh -o User= h x", "the setting User= lacks its value", id="a setting without its value"),
        pytest.param("ssh -o BatchMode h x", "the setting BatchMode lacks its value", id="a setting alone"),
        pytest.param("ssh -o '' -o '# User' h x", None, id="empty settings"),
        pytest.param("ssh -o ClearAllForwardings=yes h x", None, id="no forwards"),
        pytest.param("rsh -N h x", "rsh does not know the option -N", id="another launcher"),
        pytest.param("ssh h", "ssh is given no command", id="no command"),
    ],
)
def test_the_obstacle_to_passing_a_command_on(text: str, obstacle: str | None) -> None:
    assert connection(text).obstacle == obstacle


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "::1", "u@localhost", "ssh://[::1]:22"])
def test_names_of_this_machine(host: str) -> None:
    assert connection(f"ssh {host} x").is_here


def test_an_option_has_its_place() -> None:
    text = "ssh -R 1:a:2 -v h x"
    first, second = connection(text).options
    assert text[first.span.start : first.span.end] == "-R 1:a:2"
    assert text[second.span.start : second.span.end] == "-v"
    assert first.value
    assert text[first.value.span.start : first.value.span.end] == "1:a:2"


def test_another_program_has_no_connection() -> None:
    assert follow("./launch.sh ssh h x").connection is None
