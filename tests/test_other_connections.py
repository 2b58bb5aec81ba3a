"""Functions that log in, open a link or start a program: passwords in them, wolframscript, and remote kernels."""

import pytest

from tests.documents import document, problem_texts

IN_COMMAND = "password-in-command"
SCRIPT = "wolframscript-as-kernel"


@pytest.mark.parametrize(
    ("text", "rule", "place"),
    [
        pytest.param(
            'RemoteRun["h", "ls", Authentication -> <|"Password" -> "secret"|>]', IN_COMMAND, "secret", id="an option"
        ),
        pytest.param(
            'auth = <|"Password" -> "secret"|>; RemoteRunProcess["h", "ls", Authentication -> auth]',
            IN_COMMAND,
            "secret",
            id="an option in a name",
        ),
        pytest.param('RemoteConnect["h", "ann", "secret"]', IN_COMMAND, "secret", id="after host and user"),
        pytest.param('RemoteConnect["ann@h", "secret"]', IN_COMMAND, "secret", id="after a login"),
        pytest.param('RemoteFile["ssh://ann:secret@h/a"]', IN_COMMAND, "secret", id="in an address"),
        pytest.param('$SSHAuthentication = <|"Password" -> "secret"|>', IN_COMMAND, "secret", id="the default login"),
        pytest.param(
            '$SSHAuthentication = <|"SSHKeyPassword" -> {"secret"}|>', IN_COMMAND, "secret", id="of a key, in a list"
        ),
        pytest.param('LinkLaunch["ssh -x h math -mathlink"]', "not-understood", "ssh", id="a login"),
        pytest.param('c = "plink h wolfram"; LinkLaunch[c]', "not-understood", "plink", id="a login in a name"),
        pytest.param(
            "LinkOpen[\"ssh h 'math -mathlink'\"]", "not-understood", "ssh", id="a login with a quoted command"
        ),
        pytest.param('Install["ssh h math -mathlink"]', "not-understood", "ssh", id="a kernel as an installed program"),
        pytest.param('StartProcess[{"ssh", host, "math"}]', "not-understood", "ssh", id="a list of words"),
        pytest.param('RunProcess[Join[{"ssh"}, {"h", "math"}]]', "not-understood", "ssh", id="joined lists"),
        pytest.param('RunProcess["sh", All, "plink h math"]', "not-understood", "plink", id="the input of a shell"),
        pytest.param('Run["ssh " <> h <> " a.sh -wstp &"]', "not-understood", "ssh", id="a computed host"),
        pytest.param('Run["ssh ann:secret@h ls"]', IN_COMMAND, "secret", id="in a login"),
        pytest.param('LinkLaunch["/opt/wolframscript -wstp"]', SCRIPT, "wolframscript", id="a link"),
        pytest.param('LinkLaunch[path <> "/wolframscript -wstp"]', SCRIPT, "wolframscript", id="a computed folder"),
        pytest.param(
            "LinkLaunch[\"ssh h 'wolframscript -wstp'\"]", SCRIPT, "wolframscript", id="a link to another machine"
        ),
    ],
)
def test_a_function_that_connects_is_read(text: str, rule: str, place: str) -> None:
    assert problem_texts(document(text).problems, text) == [(rule, place)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('RemoteConnect["h", "ann"]', id="no password"),
        pytest.param('RemoteConnect["h", "ann", password]', id="a variable"),
        pytest.param('RemoteConnect["h", "ann", ""]', id="an empty text"),
        pytest.param('RemoteConnect[h_, u_, p_] := f[h]; RemoteConnect["h", "ann", "b"]', id="a function of the file"),
        pytest.param('LinkLaunch["wolfram -wstp"]', id="a kernel"),
        pytest.param('Run["ssh h mkdir /opt/math"]', id="another program on the machine"),
        pytest.param('RunProcess[{"ssh", "h", "math", "-script", "a.m"}]', id="a kernel that runs a script"),
        pytest.param('StartProcess[{"math", "-mathlink", "ssh"}]', id="a kernel of this machine"),
        pytest.param('Install["2000@h,2001@h", LinkProtocol -> "TCPIP"]', id="a link to a running program"),
        pytest.param("a = Join[a, b]; b = f[a, a, b]; RunProcess[a]", id="names that contain themselves"),
        pytest.param('LinkLaunch["wolfram -wstp"]; name = "wolframscript"', id="the name elsewhere"),
    ],
)
def test_a_function_without_a_fault_has_no_problem(text: str) -> None:
    assert document(text).problems == ()
