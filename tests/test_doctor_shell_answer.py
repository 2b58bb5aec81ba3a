"""The answer of a login shell: which text its startup files have printed."""

import pytest

from rkconf.doctor.ended import Ended
from rkconf.doctor.ssh.log import Log
from rkconf.doctor.ssh.shell import ShellAnswer

WARNING = "Warning: Identity file /keys/none not accessible: No such file or directory."
ANSWER = "rkconf-begin\nrkconf-/usr/bin/bash\n"


@pytest.mark.parametrize(
    ("output", "errors", "printed"),
    [
        pytest.param(ANSWER, "", "", id="nothing"),
        pytest.param(f"hello\n{ANSWER}", "", "hello", id="text of a startup file"),
        pytest.param(ANSWER, "\nstty: no terminal\n", "stty: no terminal", id="an error of a startup file"),
        pytest.param(ANSWER, f"{WARNING}\r\n", "", id="a warning of ssh itself"),
        pytest.param(ANSWER, f"{WARNING}\r\nstty: no terminal\n", "stty: no terminal", id="both"),
    ],
)
def test_the_lines_of_ssh_are_not_those_of_startup_files(output: str, errors: str, printed: str) -> None:
    log = Log(f"{WARNING}\r\ndebug1: Connecting to skye.local\r\n")
    answer = ShellAnswer(Ended(0, output, errors, 0.1), log.lines)
    assert (answer.shell, answer.printed) == ("bash", printed)
