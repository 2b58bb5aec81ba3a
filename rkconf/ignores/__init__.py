"""Ignore comments: the findings that they suppress, and the problems of the comments themselves."""

from collections.abc import Callable, Collection, Iterable

from rkconf.diagnostics import Diagnostic, Problem
from rkconf.ignores.addition import additions, check_reason
from rkconf.ignores.comments import UNKNOWN, Ignore, comments, read
from rkconf.ignores.suppressions import UNUSED, Suppressions
from rkconf.inputs import Input
from rkconf.rule import Rule

__all__ = ["OWN_RULES", "UNUSED", "additions", "check_reason", "comments", "suppress"]

OWN_RULES = frozenset({UNUSED, UNKNOWN})
"""The rules about the comments themselves."""

_BROKEN = "syntax-error"


def suppress(
    checked: Input,
    found: Iterable[Diagnostic],
    rules: Collection[Rule],
    report: Callable[[Problem], Diagnostic],
) -> list[Diagnostic]:
    """Return the findings, with those of ignore comments suppressed, and the problems of the comments.

    A comment applies to its own line; if it suppresses nothing there, to the next line that holds anything but ignore
    comments. Findings about comments can be suppressed like any other.

    Args:
        checked: The input; bare text has no comments.
        found: The findings of all rules.
        rules: The selected rules; a comment for another rule is not unused.
        report: Makes a diagnostic of a problem.
    """
    read_comments = read(checked)
    ignores = [each for each in read_comments if isinstance(each, Ignore)]
    broken = [each for each in read_comments if isinstance(each, Problem)]
    unknown = [*broken, *(problem for ignore in ignores for problem in ignore.problems())]
    suppressions = Suppressions(checked, ignores)
    kept = suppressions.suppress([*found, *_reported(unknown, rules, report)])
    if _is_broken(checked):
        # A comment may be for a finding in the part that cannot be read.
        return kept
    itself = frozenset(rule for rule in rules if rule.name == UNUSED)
    unused = _reported(suppressions.unused(frozenset(rules) - itself), rules, report)
    return [*kept, *suppressions.suppress(unused), *_reported(suppressions.unused(itself), rules, report)]


def _reported(
    problems: Iterable[Problem], rules: Collection[Rule], report: Callable[[Problem], Diagnostic]
) -> list[Diagnostic]:
    """Return a diagnostic for each problem whose rule is selected."""
    names = {rule.name for rule in rules}
    return [report(problem) for problem in problems if problem.rule in names]


def _is_broken(checked: Input) -> bool:
    document = checked.document
    problems = [*document.problems, *(problem for entry in document.entries for problem in entry.problems)]
    return any(problem.rule == _BROKEN for problem in problems)
