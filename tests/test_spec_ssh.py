"""The ssh options of a specification: words, settings, and the forwards of a tunnel."""

import pytest

from rkconf import inputs, versions
from tests.specifications import KERNEL, PARALLEL, TUNNEL, problems, reported, source


@pytest.mark.parametrize(
    ("options", "column", "fault"),
    [
        pytest.param('["-N"]', 16, "with -N ssh starts no command", id="no command"),
        pytest.param('["-4f"]', 16, "with -f ssh goes to the background", id="background, in a cluster"),
        pytest.param('["-4", "jump"]', 22, "ssh would read this word as the host", id="a word that is not an option"),
        pytest.param('["-p"]', 16, "the value of this option is missing", id="a value that is missing"),
        pytest.param('["-z"]', 16, "ssh has no option -z", id="an unknown option"),
        pytest.param('["--"]', 16, "ssh would read this word as the host", id="the end of options"),
        pytest.param('["-o", "StrictHostKeyChecking=no"]', 22, "with it ssh accepts any machine", id="no host check"),
        pytest.param('["-4oSessionType none"]', 16, "with SessionType=none ssh starts no", id="a setting in one word"),
        pytest.param('["-o", "RemoteCommand ls"]', 22, "with RemoteCommand ssh refuses", id="a second command"),
        pytest.param(
            '["-o", "BatchMod=yes"]', 22, "ssh does not know the setting BatchMod: did you mean BatchMode?", id="a slip"
        ),
        pytest.param(
            '["-o", "ProxyCommand=it\'s"]', 22, "a quote in the setting ProxyCommand does not end", id="an open quote"
        ),
        pytest.param('["-p", "0"]', 22, "ssh refuses the value of -p", id="an invalid port"),
        pytest.param('["-pw"]', 16, "ssh refuses the value of -p", id="an option of another client"),
        pytest.param('["-c", "none"]', 22, "ssh refuses the value of -c", id="an invalid cipher"),
        pytest.param('["-R", "::1:5000:h:22"]', 22, "ssh refuses the value of -R", id="a forward without brackets"),
        pytest.param('["-o", "MaxSessions=1"]', 22, "MaxSessions is a setting of the ssh server", id="of the server"),
        pytest.param('["-o", "ConnectTimeout=x"]', 22, "ssh refuses the value of the setting", id="an invalid time"),
        pytest.param(
            '["-o", "RemoteForward=1:h:2"]', 22, "ssh refuses the value of the setting", id="one forward word"
        ),
        pytest.param('["-P"]', 16, "the meaning of -P changed with ssh 9.4", id="an ambiguous option"),
        pytest.param('["-i", "a`b"]', 22, "it contains a backtick, which no quoting", id="a value with a backtick"),
    ],
)
def test_ssh_options_that_change_the_launch(options: str, column: int, fault: str) -> None:
    [found] = reported(f"{KERNEL}ssh_options = {options}")
    assert found.startswith(f"5:{column} impossible-specification this ssh option cannot be used: {fault}")


@pytest.mark.parametrize(
    ("setting", "rule"),
    [
        pytest.param('StrictHostKeyChecking = "no"', "impossible-specification", id="any machine is accepted"),
        pytest.param('SessionType = "none"', "impossible-specification", id="no session"),
        pytest.param('ForkAfterAuthentication = "true"', "impossible-specification", id="in the background"),
        pytest.param('RemoteCommand = "ls"', "impossible-specification", id="a second command"),
        pytest.param('Include = "x"', "impossible-specification", id="a setting that is only for files"),
        pytest.param('ConnectTimeout = "soon"', "impossible-specification", id="an invalid time"),
        pytest.param('MaxSessions = "1"', "impossible-specification", id="a setting of the server"),
        pytest.param('ProxyCommand = "a`b`"', "impossible-specification", id="a backtick"),
        pytest.param('"a b" = "c"', "impossible-specification", id="a name that is not an option"),
    ],
)
def test_ssh_settings_that_are_refused(setting: str, rule: str) -> None:
    assert [found.rule for found in problems(f"{KERNEL}ssh = {{ {setting} }}")] == [rule]


@pytest.mark.parametrize(
    "written", ['ssh = { ClearAllForwardings = "yes" }', 'ssh_options = ["-oClearAllForwardings=yes"]']
)
@pytest.mark.parametrize(
    ("row", "is_tunnel"),
    [
        pytest.param(KERNEL + TUNNEL, True, id="a tunnel"),
        pytest.param(PARALLEL + 'connection = "tunnel"\n', True, id="a tunnel for parallel kernels"),
        pytest.param(KERNEL, False, id="no tunnel"),
    ],
)
def test_a_tunnel_keeps_its_forwards(row: str, written: str, is_tunnel: bool) -> None:  # noqa: FBT001 - a column
    message = "this ssh option cannot be used: with ClearAllForwardings=yes ssh opens none of the forwards"
    assert [found.message for found in problems(row + written)] == [message] * is_tunnel


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        pytest.param('port = 22\nssh = { Port = "2222" }', ["impossible-specification"], id="a second port"),
        pytest.param('port = 22\nssh = { Port = "22" }', [], id="the same port twice"),
        pytest.param('port = 22\nssh_options = ["-p", "23"]', ["impossible-specification"], id="a port as words"),
        pytest.param('user = "ann"\nssh_options = ["-oUser=bob"]', ["impossible-specification"], id="a second user"),
        pytest.param('ssh_options = ["-4", "-p", "23"]', [], id="a port in the options alone"),
        pytest.param('ssh = { IdentityFile = "~/.ssh/k.pub" }', ["refused-option"], id="a public key"),
        pytest.param('ssh_options = ["-i", "~/k.pub"]', ["refused-option"], id="a public key as words"),
        pytest.param('ssh = { IdentityFile = "~/.ssh/k" }', [], id="a private key"),
    ],
)
def test_options_of_ssh_agree_with_the_keys(lines: str, found: list[str]) -> None:
    checked = inputs.specification(source(f"{KERNEL}{lines}\n"))
    assert [each.rule for each in checked.problems(versions.load("7"))] == found
