"""Lint and trace give one verdict: each failure has an error, each error means a failure, and a doubt is reported."""

from collections.abc import Iterable, Iterator

import pytest

from rkconf import versions
from rkconf.command import Launch, Outcome, Target
from rkconf.diagnostics import Diagnostic, Severity
from rkconf.inputs import Input, bare
from rkconf.linting import WITHOUT_CAUSES, check
from rkconf.programs.table import table
from rkconf.rules import get
from rkconf.tracing import follow
from tests.conftest import CHECKOUT
from tests.live import cases
from tests.rule_page import Page

LINK = "-mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"
KNOWN = table()
PROGRAMS = sorted(
    {
        *KNOWN.statuses,
        *KNOWN.asking,
        *(name for name in KNOWN.handing_on if " " not in name),
        *KNOWN.shells,
        *KNOWN.starts_nothing,
        *KNOWN.detaching,
        *KNOWN.wanting_terminal,
        *KNOWN.queueing,
        *KNOWN.changing_shell,
    }
)
FORMS = (
    ("ssh skye.local {0} ./math.sh {1}", "dash", "bash"),
    ("ssh skye.local {0} ./math.sh {1}", "tcsh", "tcsh"),
    ("ssh skye.local {0} x /opt/math {1}", "bash", "fish"),
    ("{0} x ssh skye.local ./math.sh {1}", "bash", "bash"),
    ("ssh skye.local '{0} $X /opt/math {1}'", "bash", "zsh"),
    ("ssh skye.local '{0} x; echo done'", "zsh", "dash"),
    ("{0} ./start.sh", "mksh", "mksh"),
)
"""Forms of a command with a program, each with a local shell and a login shell."""
DOUBTS = ("not-understood", "nothing-runs")
"""The rules that report that the text does not decide whether the kernel starts."""


def contradictions(text: str, local: str, remote: str, version: str = "7") -> Iterator[str]:
    """Yield the contradictions between lint and trace, for one pair of shells."""
    (checked,) = bare({"launch": text.encode()})
    facts = versions.load(version)
    target = Target(facts, facts, (local,), (remote,))
    found = check(checked, target, WITHOUT_CAUSES)
    for outcome in _outcomes(checked, target):
        if wrong := _contradiction(outcome, found):
            yield f"{local}, {remote}: {text}: {wrong} {[each.code for each in found]}"


def _outcomes(checked: Input, target: Target) -> Iterable[Outcome]:
    (launch,) = (each.launch for each in checked.launches)
    assert isinstance(launch, Launch)
    return {trace.outcome for trace in follow(launch, target, checked.parts)}


def _contradiction(outcome: Outcome, found: tuple[Diagnostic, ...]) -> str:
    stops = any(each.severity is Severity.ERROR and get(each.code).stops_the_kernel for each in found)
    if stops != (outcome is Outcome.FAILS):
        return f"trace says {outcome}, lint has {'an' if stops else 'no'} error that stops the kernel"
    if outcome is Outcome.UNKNOWN and not any(each.name in DOUBTS for each in found):
        return "trace has a doubt that lint does not report"
    return ""


@pytest.mark.parametrize("program", PROGRAMS)
def test_about_every_program_of_the_table(program: str) -> None:
    texts = [(form.format(program, LINK), local, remote) for form, local, remote in FORMS]
    assert [wrong for text in texts for wrong in contradictions(*text)] == []


@pytest.mark.parametrize("theme", sorted({case.theme for case in cases.load()}))
def test_about_every_row_of_the_verdicts(theme: str) -> None:
    rows = [case for case in cases.load() if case.theme == theme and not case.order.parallel]
    texts = [(case.order.command, *pair) for case in rows for pair in case.pairs]
    assert [wrong for text in texts for wrong in contradictions(*text)] == []


def test_about_every_sample_of_a_rule() -> None:
    pages = (Page.read(path) for path in sorted((CHECKOUT / "samples" / "rules").glob("*.md")))
    blocks = [block for page in pages for block in page.blocks() if block.language == "launch"]
    texts = {block.data.decode(errors="surrogateescape") for block in blocks if "escaped" not in block.options}
    assert len(texts) > 200
    assert [wrong for text in sorted(texts) for wrong in contradictions(text, "dash", "bash")] == []
