"""A file with many passwords is reported in linear time: no finding is compared with every password."""

from collections.abc import Callable

import pytest

from rkconf import inputs
from rkconf.diagnostics import Applicability, Diagnostic, Fix, Severity
from rkconf.edits import Edit
from rkconf.fixes import Fixed
from rkconf.secrets import Secret, Secrets
from rkconf.source import Source, Span
from tests.limits.steps import steps

_LINE = "(* sshpass -p Hunter{0:06} ssh skye.local *)\n"
_AT = _LINE.index("Hunter")
_END = _AT + len("Hunter000000")


def findings(number: int) -> list[Diagnostic]:
    """Return a finding of each line of a text, in which each line has another password."""
    source = Source("init.m", "".join(map(_LINE.format, range(number))).encode())
    length = len(source.data) // number
    starts = range(0, len(source.data), length)
    places = [Span(start + _AT, start + _END) for start in starts]
    secrets = Secrets.of(source, [Secret(place, source[place]) for place in places])
    return [
        Diagnostic(
            "RK402", "password", Severity.ERROR, f"{source[place]} is shown", source, place,
            fix=Fix(Applicability.SAFE, "write it", (Edit(place, b"x"),)),
        ).keeping(secrets)
        for place in places
    ]  # fmt: skip


def dictionaries(number: int) -> list[object]:
    return [each.as_dict() for each in findings(number)]


def marked_texts(number: int) -> list[str]:
    return [each.shown(each.span) for each in findings(number)]


def found_after_fixes(number: int) -> list[Diagnostic]:
    found = findings(number)
    after = inputs.read(Source("init.m", found[0].source.data))
    left = [Diagnostic("RK100", "a", Severity.ERROR, each.message, after.document.source, each.span) for each in found]
    return list(Fixed(after, tuple(found)).masked(left))


@pytest.mark.parametrize("work", [dictionaries, marked_texts, found_after_fixes])
def test_the_steps_double_with_the_number_of_passwords(work: Callable[[int], object]) -> None:
    work(1)
    few, many = (steps(lambda: work(number)) for number in (40, 80))  # noqa: B023 - called at once
    assert many / few <= 2.2
