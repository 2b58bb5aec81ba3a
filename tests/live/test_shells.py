"""Measure every fact of ``rkconf/shell/shells.toml`` again, with the installed shells."""

import pytest

from rkconf.record import fields
from rkconf.shell import facts as shells
from rkconf.shell.facts import Shell, UnixShell
from tests.live.machines import require
from tests.live.probes import NOTHING, Other, Seen
from tests.live.rig import Rig, present
from tests.live.shell_facts import PROBES, set_variable

pytestmark = pytest.mark.live


def filled(text: str, shell: UnixShell) -> str:
    """Put into ``text`` what every shell writes in its own way."""
    program = "$(echo ./math.sh)" if "$(" in shell.substitution_marks else "`echo ./math.sh`"
    set_to_two = {"any": "A='x y'", "prefix": "set A 'x y'", "none": "set A='x y'"}[shell.assignments]
    pid = "$$" if "$" in shell.special_variables else "$fish_pid"
    ways = {
        "{set A}": set_variable(shell),
        "{set A to two words}": set_to_two,
        "{set A empty}": {"any": "A=", "prefix": "set A ''", "none": "set A=''"}[shell.assignments],
        "{export A}": "setenv A xyz" if shell.assignments == "none" else "export A=xyz",
        "{echo a kernel}": program,
        "{pid}": pid,
        "{itself}": shell.name,
    }
    for mark, way in ways.items():
        text = text.replace(mark, way)
    return text


UNIX = {name: shell for name, shell in shells.load().items() if isinstance(shell, UnixShell)}


@pytest.mark.parametrize("name", UNIX)
def test_every_fact_is_true(rig: Rig, name: str) -> None:
    require("" if present([name]) else f"{name} is not installed: its facts stay untested")
    shell = UNIX[name]
    probes = [(probe, expected) for probe in PROBES if (expected := probe.expect(shell)) is not None]
    runs = rig.run([(name, filled(probe.text, shell)) for probe, _ in probes])
    wrong = {
        (probe.fact, probe.text): (run.here, expected)
        for (probe, expected), run in zip(probes, runs, strict=True)
        if not is_so(rig, tuple(each[1:] for each in run.here), expected)
    }
    assert wrong == {}


def is_so(rig: Rig, seen: Seen, expected: Seen | Other) -> bool:
    if isinstance(expected, Other):
        return seen not in {NOTHING, (expected.literal,)}
    return seen == tuple(tuple(map(rig.place, each)) for each in expected)


def test_every_fact_is_measured() -> None:
    facts = {field.name for field in fields(UnixShell)} - {field.name for field in fields(Shell)}
    assert facts - {probe.fact for probe in PROBES} == {"keeps_unknown_escapes"}, (
        "that one is measured with dollar_quotes"
    )
