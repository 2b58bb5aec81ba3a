"""What nobody wants to hear of, said in comments, and what is wrong with that."""

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
    say: Callable[[Problem], Diagnostic],
) -> list[Diagnostic]:
    """Return what was found, suppressed where a comment says so, and what is wrong with the comments.

    A comment speaks for its own line; where it hides nothing there, for the next line that holds more than such
    comments. What is said about comments can be hidden like anything else.

    Args:
        checked: The input; bare text has no comments.
        found: What the rules found.
        rules: The rules that were asked: a comment for any other is no comment of no use.
        say: Makes a diagnostic of a problem.
    """
    said = read(checked)
    ignores = [each for each in said if isinstance(each, Ignore)]
    broken = [each for each in said if isinstance(each, Problem)]
    unknown = [*broken, *(problem for ignore in ignores for problem in ignore.problems())]
    sieve = Suppressions(checked, ignores)
    kept = sieve.hide([*found, *_asked(unknown, rules, say)])
    if _is_broken(checked):
        # What cannot be read may hold what a comment is for.
        return kept
    itself = frozenset(rule for rule in rules if rule.name == UNUSED)
    unused = _asked(sieve.unused(frozenset(rules) - itself), rules, say)
    return [*kept, *sieve.hide(unused), *_asked(sieve.unused(itself), rules, say)]


def _asked(
    problems: Iterable[Problem], rules: Collection[Rule], say: Callable[[Problem], Diagnostic]
) -> list[Diagnostic]:
    """Return a diagnostic for each problem whose rule was asked."""
    names = {rule.name for rule in rules}
    return [say(problem) for problem in problems if problem.rule in names]


def _is_broken(checked: Input) -> bool:
    document = checked.document
    problems = [*document.problems, *(problem for entry in document.entries for problem in entry.problems)]
    return any(problem.rule == _BROKEN for problem in problems)
