"""Forwards as ssh reads them (tests/live/ asks OpenSSH itself)."""

import pytest

from rkconf.ssh.forwards import Forward
from tests.launches import connection, follow

CALLS = "./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName"
LISTENS = "-LinkMode Listen -LinkProtocol TCPIP"


def parts(forward: Forward) -> tuple[str | None, int, str, int]:
    return forward.address, forward.port, forward.host, forward.host_port


@pytest.mark.parametrize(
    ("option", "forward"),
    [
        pytest.param("-R ' 1:a:2'", (None, 1, "a", 2), id="leading spaces"),
        pytest.param("-R '1: a:2'", (None, 1, " a", 2), id="a space in a field"),
        pytest.param("-R 1:a:2:", (None, 1, "a", 2), id="a colon at the end"),
        pytest.param(r"-R '1:a\:b:2'", (None, 1, "a:b", 2), id="a backslash"),
        pytest.param("-R '[::1]:1:[a/b]:2'", ("::1", 1, "a/b", 2), id="a slash in brackets"),
        pytest.param("-R :1:a:2", ("", 1, "a", 2), id="an empty address"),
        pytest.param("-R '*:1:a:2'", ("*", 1, "a", 2), id="any address"),
        pytest.param("-R 127.1:1:a:2", ("127.1", 1, "a", 2), id="a short address"),
        pytest.param("-R ssh:a:http", (None, 22, "a", 80), id="names of services"),
        pytest.param("-R 1:/run/a", None, id="a Unix socket"),
        pytest.param("-o RemoteForward='1  a:2'", (None, 1, "a", 2), id="a setting with two spaces"),
        pytest.param('-o \'RemoteForward="1" "a:2"\'', (None, 1, "a", 2), id="a setting with quotes"),
        pytest.param("-o RemoteForward=1", None, id="a setting for a proxy"),
        pytest.param("-R 1", None, id="a proxy"),
        pytest.param("-R '1 a:2'", None, id="a proxy with a space in its address"),
    ],
)
def test_a_forward_is_read(option: str, forward: tuple[object, ...] | None) -> None:
    found = connection(f"ssh {option} h x")
    assert [parts(each) for each in found.forwards] == ([] if forward is None else [forward])
    assert found.bad_forwards == ()


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        pytest.param("-R 1:a:2 -R 1:b:3", ["a"], id="one port twice"),
        pytest.param("-R 127.0.0.1:1:a:2 -R 1:b:3", ["a"], id="one of them with an address"),
        pytest.param("-R 127.0.0.1:1:a:2 -R '[::1]:1:b:3'", ["a", "b"], id="one port of two addresses"),
        pytest.param("-R 1:a:2 -R 2:b:3", ["a", "b"], id="two ports"),
        pytest.param("-R 127.0.0.1:1:a:2 -R 1:b:3 -R '[::1]:1:c:4'", ["a"], id="each collides with the one before"),
    ],
)
def test_the_first_forward_of_a_port_is_kept(options: str, kept: list[str]) -> None:
    found = connection(f"ssh {options} h x")
    assert [forward.host for forward in found.remote_forwards] == kept
    assert len(found.repeated_forwards) == len(found.forwards) - len(kept)


def test_a_proxy_knows_its_port() -> None:
    (proxy,) = connection("ssh -R 127.0.0.1:1080 h x").proxies
    assert proxy.listen_port
    assert proxy.listen_port.text == "1080"


@pytest.mark.parametrize(
    ("forwards", "name", "mlopen", "count"),
    [
        pytest.param("-R 5000:127.0.0.1:22", "`linkname`", LISTENS, 0, id="another program's"),
        pytest.param("-R 31415:127.0.0.1:31415", "`linkname`", LISTENS, 0, id="only one, for random ports"),
        pytest.param("-R 1415:h:1415 -R 1416:h:1416", "`linkname`", LISTENS, 2, id="two, for random ports"),
        pytest.param("-R 5000:h:22", "`linkname`", f"{LISTENS} -LinkHost 127.0.0.1", 1, id="loopback needs a tunnel"),
        pytest.param("-R 1:h:2 -R 5:h:6", "1,2", f"{LISTENS} -LinkName 1,2", 1, id="a port that is called"),
        pytest.param("-R 3:h:2 -R 5:h:6", "1,2", f"{LISTENS} -LinkName 1,2", 1, id="a port that is opened"),
        pytest.param("-R 1:h:1", "1,2", None, 1, id="the other side is unknown"),
    ],
)
def test_only_forwards_for_the_link_are_a_tunnel(forwards: str, name: str, mlopen: str | None, count: int) -> None:
    assert len(follow(f"ssh {forwards} h {CALLS} {name}", mlopen=mlopen).remote_forwards) == count


@pytest.mark.parametrize(
    ("words", "unknown"),
    [
        pytest.param("-R $A:h:1", True, id="a port"),
        pytest.param("$(forwards)", True, id="words"),
        pytest.param("$(echo -R 1:h:1)", False, id="words that the shell prints"),
        pytest.param('"$NEVER"', False, id="a host"),
        pytest.param("-p $P h", False, id="another option"),
    ],
)
def test_a_forward_may_be_unknown(words: str, unknown: bool) -> None:  # noqa: FBT001 - a value of the table
    assert follow(f"ssh {words} {CALLS} 1,2").has_unknown_forwards is unknown
