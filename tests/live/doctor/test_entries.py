"""Entries whose text already stops the trial: doctor names the cause, and starts no program."""

import pytest

from tests.live.doctor.environments import Environment, examined, rows
from tests.live.doctor.rig import ARGUMENTS, HOME, Rig

FILE = f"{HOME}/init.m"
WAITING = "ssh `1` math -mathlink -LinkMode Connect `4` -LinkName `2`"
LOCAL = 'SetOptions[$FrontEnd, EvaluatorNames -> {"Local" -> {"AutoStartOnLaunch" -> True}}]\n'


def stopped(name: str, cause: str, text: str = "", arguments: tuple[str, ...] = (FILE,)) -> Environment:
    """Return the row of a file with this text, or of other arguments."""

    def arrange(rig: Rig) -> None:
        rig.here.put(FILE, text)
        rig.there.serve()

    return Environment(name, cause, arrange, arguments)


@rows(
    stopped("the file has no kernel", "no-entry", "(* nothing *)\n"),
    stopped("the kernel is one of this machine", "local-entry", LOCAL),
    stopped("the command starts no kernel", "RK411", arguments=("--launch", "ssh -f skye.local")),
    stopped(
        "the command of a controller returns", "RK501", arguments=("--launch", f"ssh -f skye.local math {ARGUMENTS}")
    ),
    stopped("a template waits for its command", "RK502", arguments=("--parallel", WAITING, "--set", "1=skye.local")),
    stopped("a quote has no end", "RK301", arguments=("--launch", f"ssh skye.local 'math {ARGUMENTS}")),
)
def test_the_cause_in_the_text(rig: Rig, environment: Environment) -> None:
    report = examined(rig, environment)

    assert report.cause == environment.cause
    assert [step["commands"] for step in report.steps.values()] == [[]] * len(report.steps)
    assert "Connection from" not in rig.there.log()


@pytest.mark.live
def test_a_login_is_seen_by_the_server(rig: Rig) -> None:
    rig.there.serve()
    rig.doctor("--launch", f"ssh skye.local /mnt/bin/none {ARGUMENTS}")

    assert "Connection from" in rig.there.log()
