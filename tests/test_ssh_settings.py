"""The settings that ssh refuses (tests/live/test_connections.py asks OpenSSH itself)."""

import pytest

from rkconf.ssh.settings import meant, split, written
from tests.launches import connection

YES_OR_NO = "ssh refuses the value of the setting BatchMode: it is not yes or no"
LACKS = "the setting {} lacks its value"
TWO = "the setting {} takes one value, not 2"
UNKNOWN = "ssh does not know the setting {}"


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        pytest.param("BatchMode", LACKS.format("BatchMode"), id="no value"),
        pytest.param("BatchMode=", LACKS.format("BatchMode="), id="no text after the sign"),
        pytest.param('BatchMode=""', LACKS.format("BatchMode"), id="an empty value"),
        pytest.param("LogLevel=#x", LACKS.format("LogLevel"), id="a comment instead of a value"),
        pytest.param("=yes", LACKS.format("=yes"), id="no name"),
        pytest.param("BatchMode yes no", TWO.format("BatchMode"), id="two values"),
        pytest.param('User="a b" c', TWO.format("User"), id="a value in quotes and another"),
        pytest.param("BatchMode==yes", YES_OR_NO, id="two signs"),
        pytest.param('BatchMode="yes"no', YES_OR_NO, id="quotes within a word"),
        pytest.param(r"BatchMode=y\es", YES_OR_NO, id="a backslash"),
        pytest.param('BatchMode="yes', "a quote in the setting BatchMode does not end", id="an open quote"),
        pytest.param(
            'ProxyCommand=a"b', "a quote in the setting ProxyCommand does not end", id="an open quote in a command"
        ),
        pytest.param("BatchMod=yes", UNKNOWN.format("BatchMod"), id="a truncated name"),
        pytest.param("Batch-Mode=yes", UNKNOWN.format("Batch-Mode"), id="a name with a dash"),
    ],
)
def test_a_setting_that_is_refused(setting: str, message: str) -> None:
    found = connection(f"ssh -o '{setting}' h x")
    assert [(refusal.message, refusal.is_certain) for refusal in found.refusals] == [(message, True)]
    assert found.obstacle == message


@pytest.mark.parametrize(
    "setting",
    [
        pytest.param("BatchMode=yes", id="a value"),
        pytest.param("batchmode\tTRUE", id="however it is spelt"),
        pytest.param('BatchMode = "yes" # always', id="with quotes and a comment"),
        pytest.param(r"User=a\ b", id="a space after a backslash"),
        pytest.param("User==x", id="a name with a sign in it"),
        pytest.param("SendEnv=A B", id="several values"),
        pytest.param("ProxyCommand=nc -x proxy %h", id="a command"),
        pytest.param("Protocol=2", id="a former name"),
        pytest.param("UseKeychain=yes", id="a name of another ssh"),
        pytest.param("# BatchMode", id="a comment"),
        pytest.param(" ", id="nothing"),
        pytest.param("IgnoreUnknown=Batch* -o BatchMod=yes", id="a name to be ignored"),
    ],
)
def test_a_setting_that_is_accepted(setting: str) -> None:
    quoted = " -o ".join(f"'{each}'" for each in setting.split(" -o "))
    assert connection(f"ssh -o {quoted} h x").refusals == ()


@pytest.mark.parametrize(
    ("name", "advice", "is_certain"),
    [
        pytest.param("ServerAliveIntervall", "did you mean ServerAliveInterval?", True, id="a misspelling"),
        pytest.param("StrictHostKeys", "did you mean StrictHostKeyChecking?", False, id="perhaps another one"),
        pytest.param("Quantum", "remove it, unless your ssh knows it", False, id="not like any other"),
    ],
)
def test_a_name_unlike_all_others_may_belong_to_a_later_version(
    name: str,
    advice: str,
    is_certain: bool,  # noqa: FBT001 - a value of the table
) -> None:
    found = connection(f"ssh -o {name}=1 h x")
    assert [(refusal.help, refusal.is_certain) for refusal in found.refusals] == [(advice, is_certain)]
    assert (found.obstacle is None) is not is_certain


@pytest.mark.parametrize("option", ["$NEVER", "BatchMode=$NEVER", "$NEVER=yes"])
def test_a_value_that_the_shell_expands_is_not_refused(option: str) -> None:
    assert connection(f"ssh -o {option} h x").refusals == ()


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        pytest.param("IdentityFile", "/home/me/key", "/home/me/key", id="a word"),
        pytest.param("IdentityFile", "/home/me/my key", '"/home/me/my key"', id="a space"),
        pytest.param("identityfile", r"C:\my keys\key", r'"C:\my keys\key"', id="a path of Windows"),
        pytest.param("IdentityFile", "C:\\my keys\\", '"C:\\my keys\\\\"', id="a backslash at the end"),
        pytest.param("IdentityFile", "#key", '"#key"', id="a value that looks like a comment"),
        pytest.param("IdentityFile", 'my "key', '"my \\"key"', id="a quote"),
        pytest.param("ProxyCommand", "nc -x proxy %h", "nc -x proxy %h", id="a whole line"),
    ],
)
def test_a_value_reaches_ssh_as_one(name: str, value: str, text: str) -> None:
    assert (written(name, value), meant(name, text)) == (text, value)
    assert connection(f"ssh -o {name}=x h x").refusals == ()


@pytest.mark.parametrize("value", ['"/my key"', "'/my key'", r"/my\ key"])
def test_a_value_that_ssh_reads_as_one_is_unchanged(value: str) -> None:
    assert (written("IdentityFile", value), meant("IdentityFile", value)) == (value, "/my key")


@pytest.mark.parametrize(
    ("name", "value", "opens"),
    [
        pytest.param("ProxyCommand", "it's", True, id="a line with a quote"),
        pytest.param("ProxyCommand", "sh -c 'nc proxy'", False, id="a line with two"),
        pytest.param("User", "it's", False, id="one value, which gets quotes"),
    ],
)
def test_a_quote_must_end(name: str, value: str, opens: bool) -> None:  # noqa: FBT001 - a value of the table
    assert (split(written(name, value)) is None) is opens


def test_an_open_quote_before_many_backslashes_is_read_at_once() -> None:
    assert split(written("ProxyCommand", '"' + "\\" * 2_001)) is None


@pytest.mark.parametrize(
    ("options", "first"),
    [
        pytest.param("-J a -J b", "another -J", id="two jumps"),
        pytest.param("-o ProxyJump=none -J b", "ProxyJump", id="a setting before it, whatever it is"),
        pytest.param("-o ProxyCommand=x -J b", "ProxyCommand", id="a command before it"),
        pytest.param("-J a -o ProxyJump=b -o ProxyCommand=c", None, id="the settings after it"),
        pytest.param("-o ProxyJump=a -o ProxyCommand=b", None, id="two settings"),
    ],
)
def test_ssh_refuses_a_jump_after_another_route(options: str, first: str | None) -> None:
    messages = [refusal.message for refusal in connection(f"ssh {options} h x").refusals]
    assert messages == ([] if first is None else [f"ssh refuses -J after {first}"])
