"""The values that ssh accepts (tests/live/test_ssh_keywords.py asks OpenSSH itself about each)."""

import shlex

import pytest

from rkconf.ssh.clients import clients
from rkconf.ssh.keywords import keywords
from rkconf.ssh.value_checks import accepts
from rkconf.ssh.values import ValueFact, ValueKind
from tests.launches import connection
from tests.ssh_values import REMOTE_ONLY, values

OPTIONS = [
    pytest.param(client.name, letter, id=f"{client.name} -{letter}")
    for client in clients().values()
    for letter, fact in client.options.items()
    if client.is_openssh and fact.value and not fact.effect
]


@pytest.mark.parametrize(("client", "letter"), OPTIONS)
def test_a_value_of_an_option_is_checked_by_its_kind(client: str, letter: str) -> None:
    fact = clients()[client].options[letter]
    assert fact.value
    good, bad = values(fact.value, is_setting=False, is_remote=fact.keyword == "RemoteForward")
    assert {text: is_refused(client, f"-{letter}", text) for text in (*good, *bad)} == {
        **dict.fromkeys(good, False),
        **dict.fromkeys(bad, True),
    }


@pytest.mark.parametrize("name", [each.name for each in keywords().values() if each.is_measured])
def test_a_value_of_a_setting_is_checked_by_its_kind(name: str) -> None:
    good, bad = values(keywords()[name.lower()].value, is_setting=True, is_remote=name == "RemoteForward")
    assert {text: is_refused("ssh", "-o", f"{name}={text}") for text in (*good, *bad)} == {
        **dict.fromkeys(good, False),
        **dict.fromkeys(bad, True),
    }


def is_refused(*words: str) -> bool:
    found = connection(f"{shlex.join(words)} h x")
    return any(refusal.is_certain for refusal in found.refusals) or bool(found.bad_forwards)


@pytest.mark.parametrize(
    "options",
    [
        pytest.param('-p "$NEVER"', id="a port"),
        pytest.param('-o Port="$NEVER"', id="a setting"),
        pytest.param('-o "$NEVER"', id="a whole setting"),
        pytest.param('-R "$NEVER:h:1"', id="a forward"),
        pytest.param("-c $(cat ciphers)", id="a list"),
    ],
)
def test_a_value_that_the_shell_expands_is_not_checked(options: str) -> None:
    found = connection(f"ssh {options} h x")
    assert (found.refusals, found.bad_forwards) == ((), ())


def test_a_host_that_the_shell_expands_is_not_checked() -> None:
    assert connection('ssh "$NEVER,x" x').refusals == ()


def test_a_pattern_that_matches_no_file_is_literal() -> None:
    found = connection("ssh -R [::1]:1:[::1]:2 -p 2? h x")
    assert [forward.address for forward in found.forwards] == ["::1"]
    assert len(found.refusals) == 1


@pytest.mark.parametrize(
    ("options", "verdict"),
    [
        pytest.param("-o KexAlgorithms=mlkem768x25519-sha256", False, id="an algorithm of a later version"),
        pytest.param("-o KexAlgorithms=fast@example.org", False, id="a private algorithm"),
        pytest.param("-o KexAlgorithms=fast", True, id="an unknown algorithm"),
        pytest.param("-o Tag=x", False, id="a setting of a later version"),
        pytest.param("-o UseKeychain=x", None, id="a setting of another ssh"),
        pytest.param("-c blowfish", None, id="a former algorithm, which another rule reports"),
        pytest.param("-o MaxSessions=1", True, id="a setting of the server"),
    ],
)
def test_a_value_for_another_version_is_doubtful(options: str, verdict: bool | None) -> None:  # noqa: FBT001 - a value
    found = connection(f"ssh {options} h x").refusals
    assert [refusal.is_certain for refusal in found] == ([] if verdict is None else [verdict])


@pytest.mark.parametrize(
    ("destination", "fault"),
    [
        pytest.param("h", "", id="a name"),
        pytest.param("me@h.example", "", id="a login"),
        pytest.param("a@b@h", "", id="a login with an at sign"),
        pytest.param("fe80::1%eth0", "", id="an IPv6 address"),
        pytest.param("ssh://me@h:22/", "", id="a URI"),
        pytest.param("192.0.2.255", "", id="an IPv4 address"),
        pytest.param("127.1", "", id="two numbers of an IPv4 address"),
        pytest.param("10.0.300", "", id="a last number of two bytes"),
        pytest.param("1.2.3.4.example", "", id="a name that begins like an address"),
        pytest.param("me@192.0.2.300", "above 255", id="a number above 255"),
        pytest.param("ssh://192.0.2.300:22", "above 255", id="a number above 255 in a URI"),
        pytest.param("192.0.2.1.7", "has four", id="five numbers"),
        pytest.param("10.0.65536", "above 65535", id="a last number of more than two bytes"),
        pytest.param("h ", "no spaces", id="a space at the end"),
        pytest.param("h,", "contain ,", id="a comma"),
        pytest.param("$H", "contain $", id="a variable in quotes"),
        pytest.param("{a,b}", "contain {", id="braces in quotes"),
        pytest.param("h:/path", "contain /", id="a path as scp has it"),
        pytest.param("me@-h", "begin with a dash", id="a dash"),
        pytest.param("a;b@h", "special to a shell", id="a login with a semicolon"),
        pytest.param("@h", "is empty", id="an empty login"),
        pytest.param("ssh://", "neither other parts", id="an empty URI"),
        pytest.param("ssh://h/path", "neither other parts", id="a URI with a path"),
        pytest.param("ssh://h:abc", "neither other parts", id="a URI with a word as a port"),
        pytest.param("ssh://h:0", "neither other parts", id="a URI with port 0"),
        pytest.param("ssh://[::1]", "nor an IPv6", id="a URI with an IPv6 address"),
    ],
)
def test_a_destination_is_checked(destination: str, fault: str) -> None:
    found = connection(f"ssh {shlex.quote(destination)} x").refusals
    assert bool(found) is bool(fault)
    assert all(fault in refusal.message for refusal in found)


def test_another_host_name_replaces_an_impossible_address() -> None:
    assert connection("ssh -o HostName=h 192.0.2.300 x").refusals == ()


def test_a_proxy_listens_only_on_the_other_machine() -> None:
    fact = ValueFact(ValueKind.FORWARD)
    for text in REMOTE_ONLY[0]:
        assert (accepts(fact, [text], is_remote=True), accepts(fact, [text])) == (True, False)
