"""A password is searched in every output about a specification that is not TOML: any line of it may be shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rkconf.secrets import MASK
from rkconf.source import Source
from rkconf.spec import load
from tests.conftest import Program
from tests.limits.steps import steps
from tests.properties.planted_passwords import COMMANDS, PASSWORD
from tests.properties.test_passwords import errors_of_file, of_file, shown

COMMAND = f"sshpass -p {PASSWORD} ssh h math"
TABLE = '[frontend]\nversion = "7"\n[[kernels]]\nname = "x"\n'
LINES = {
    "a quote inside of a text": f'launch_command = "{COMMAND}" -mathlink"',
    "a single quote inside of a text": f"launch_command = '{COMMAND}' -mathlink'",
    "a backslash": f'launch_command = "{COMMAND} \\m"',
    "an escape that is no character": f'launch_command = "{COMMAND} \\ud800 \\uzzzz \\UFFFFFFFF"',
    "no quotes": f"launch_command = {COMMAND}",
    "no quotes around a login": f"host = me:{PASSWORD}@h",
    "a text that is not closed": f'launch_command = "{COMMAND}',
    "a text of several lines that is not closed": f'launch_command = """\n{COMMAND}',
    "a text that goes on in the next line": f'launch_command = "sshpass \\\n-p {PASSWORD} ssh h"',
    "a text of several lines above the error": f'launch_command = """\nsshpass \\\n-p {PASSWORD} ssh h"""\nport = x',
    "two words in escaped quotes": f'launch_command = "sshpass -p \\"a {PASSWORD}\\" ssh h \\m"',
    "a colon": f'launch_command: "{COMMAND}"',
    "a table that is not closed": f'ssh = {{ ProxyCommand = "sshpass -p {PASSWORD} ssh g"',
    "a table of settings that is not closed": f'ssh = {{ Port = 22, Password = "{PASSWORD}"',
    "a table of settings without quotes": f"ssh = {{ User = me:{PASSWORD}, Port = 22 }}",
    "a table of several lines": f'ssh = {{\n  ProxyJump = "me:{PASSWORD}@gate",\n  Port = 22\n',
    "a key of a table": f'ssh.Password = "{PASSWORD}',
    "options that are not closed": f'ssh_options = ["-J", "me:{PASSWORD}@gate"',
    "options without quotes": f"ssh_options = [-l, me:{PASSWORD}]",
    "options without commas": f'ssh_options = ["-o" "Password={PASSWORD}"]',
    "options in several lines": f'ssh_options = [\n  "-l",\n  "me:{PASSWORD}",\n  -x\n]',
    "a user that is not closed": f'user = "me:{PASSWORD}',
    "a user without quotes": f"user = me:{PASSWORD}",
    "a login of Basic Options": f'extra = {{ RemoteLogin = "me:{PASSWORD}" ]',
    "a password without quotes": f"password = {PASSWORD}",
    "a password in front of a comment": f"password = {PASSWORD}# mine",
    "a password in brackets": f"password = [{PASSWORD}",
    "a password in wrong quotes": f"password = \u201c{PASSWORD}\u201d",
    "a password with a quote": f'password = "a"{PASSWORD}"',
    "a password that is not closed": f'password = "{PASSWORD}',
    "a password in the next line": f"password =\n{PASSWORD}",
    "a password after a colon": f'"password": "{PASSWORD}",',
    "a password twice": f'password = "{PASSWORD}"\npassword = "{PASSWORD}"',
    "a table twice": f'[ssh."me:{PASSWORD}@h"]\n[ssh."me:{PASSWORD}@h"]',
    "a bare variable": f"export SSHPASS={PASSWORD}",
    "a line alone": COMMAND,
    "a login alone": f"me:{PASSWORD}@skye",
    "a line above the error": f'launch_command = "{COMMAND}"\nhost = skye',
}
BROKEN = {
    "no quotes": "launch_command = {}\n",
    "a quote inside of the text": 'launch_command = "{}" -mathlink"\n',
    "a text that is not closed": 'launch_command = "{}\n',
    "an error in another line": 'launch_command = """{} """\nhost = skye\n',
}


def of_broken(path: str) -> Iterator[tuple[str, ...]]:
    """Yield every command that reads a specification."""
    yield from (*of_file(path), *errors_of_file(path), ("render", path), ("render", path, "--as", "json"))


@pytest.mark.parametrize("lines", LINES.values(), ids=LINES)
def test_no_output_shows_the_password_of_a_broken_line(rkconf: Program, folder: Path, lines: str) -> None:
    (folder / "a.toml").write_text(f"{TABLE}{lines}\n")
    found = rkconf("lint", "a.toml").out
    assert "RK001" in found
    assert "RK402" in found
    assert MASK in found
    for arguments in of_broken("a.toml"):
        assert PASSWORD not in shown(rkconf(*arguments)), arguments


@pytest.mark.parametrize("form", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_nor_that_of_any_command(rkconf: Program, folder: Path, command: str, form: str) -> None:
    escaped = command.replace("\\", "\\\\").replace('"', '\\"') if '"' in form else command
    (folder / "a.toml").write_text(TABLE + form.format(escaped))
    found = rkconf("lint", "a.toml")
    assert "RK402" in found.out
    assert PASSWORD not in shown(found)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("password", id="key alone"),
        pytest.param("password = ", id="key without a value"),
        pytest.param('# password = "x', id="comment"),
        pytest.param("user = me", id="user"),
        pytest.param("host = me@skye:22", id="port"),
        pytest.param('launch_command = "ssh -p 22 h \\m"', id="port of ssh"),
        pytest.param('ssh_options = ["-R", "53001:127.0.0.1:53001"', id="forward"),
    ],
)
def test_other_lines_are_not_reported(rkconf: Program, folder: Path, line: str) -> None:
    (folder / "a.toml").write_text(f"{TABLE}{line}\nhost = skye\n")
    assert "RK402" not in rkconf("lint", "a.toml").out


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param('user = "me:x\n', id="lines"),
        pytest.param("sshpass -p x\n", id="lines without a key"),
        pytest.param("{a = \"b:c@d, 'e=", id="tables in one line"),
        pytest.param('"', id="quotes"),
        pytest.param('"""', id="three quotes"),
        pytest.param(",\t", id="commas"),
        pytest.param("\\ ", id="backslashes"),
    ],
)
def test_twice_the_text_costs_twice_the_steps(unit: str) -> None:
    def work(count: int) -> object:
        return load(Source("a.toml", f"password = {unit * count}".encode()))

    work(1)
    few, many = (steps(lambda count=count: work(count)) for count in (100, 200))  # type: ignore[misc]
    assert many <= 2.2 * few
