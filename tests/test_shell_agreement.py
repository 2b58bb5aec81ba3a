"""Shells that must agree about a command are tried once: the result is the same as if each of them were tried."""

from typing import Any

import pytest

from rkconf import command, inputs, versions
from rkconf.command import follow, journeys
from rkconf.command.paths import LaunchPath
from rkconf.shell.choices import local_shells
from rkconf.shell.evaluation import evaluate
from rkconf.shell.execution import Evaluation
from rkconf.shell.facts import UnixShell
from rkconf.source import Excerpt

WORDS = sorted(
    {
        *("env", "nice", "nohup", "exec", "command", "builtin", "eval", "time", "noglob", "sudo", "export", "set"),
        *("setenv", "alias", "trap", "cd", "test", "true", "function", "and", "not", "ssh", "sh", "dash"),
    }
)
FORMS = (
    "ssh -o BatchMode=yes h {} math -mathlink",
    "{} A=b ssh h math -mathlink",
    "{} -o A=b h math -mathlink",
    "ssh -o A=b h {} C=d math -mathlink",
    "ssh h {} math C=d -mathlink",
    "ssh h math {} A=b",
)


def paths(text: str) -> dict[tuple[str, str | None], LaunchPath]:
    """Return the path of a command for each pair of shells."""
    version = versions.parse("7")
    (checked,) = inputs.bare({"launch": text.encode()})
    target = command.target(version, version, "linux")
    return {
        (local, remote): journey.path
        for journey in journeys(checked.launches[0].launch, target)
        for local in journey.local_shells
        for remote in journey.remote_shells or (None,)
    }


@pytest.mark.parametrize("form", FORMS)
def test_shells_that_are_tried_once_agree(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    together = [paths(form.format(word)) for word in WORDS]
    monkeypatch.setattr(follow, "_alike", lambda _, names, __: [(name,) for name in names])
    assert together == [paths(form.format(word)) for word in WORDS]


def test_a_setting_of_ssh_is_read_once_for_all_local_shells(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def counted(text: Excerpt, shell: UnixShell, *rest: Any) -> Evaluation:  # noqa: ANN401 - what `evaluate` takes besides
        tried.append(shell.name)
        return evaluate(text, shell, *rest)

    monkeypatch.setattr(follow, "evaluate", counted)
    assert {local for local, _ in paths("ssh -o BatchMode=yes h")} == set(local_shells("sh"))
    assert tried == ["dash"]
