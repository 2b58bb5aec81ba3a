"""A script passes its arguments on without quotes, or as one word.

The shell splits ``$@`` and ``$*`` at spaces and expands patterns in them, so an argument with a
space becomes several. ``"$*"`` joins all arguments into one word, so the kernel gets no flag.
``"$@"`` passes every argument on unchanged (POSIX sh; measured with dash, bash, zsh and mksh).

Bad:

    exec /usr/local/bin/math $*

Good:

    exec /usr/local/bin/math "$@"

Exceptions:

zsh does not split ``$@`` and ``$*``.

Fix safety:

This fix is safe: arguments without spaces and patterns are passed on as before.
"""

from collections.abc import Iterator

from rkconf.command import Field, Journey, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.facts import UnixShell
from rkconf.shell.words import Expansion

_ALL = '"$@"'
_FORMS = frozenset({"$@", "$*", "${@}", "${*}", '"$*"', '"${*}"'})


@rule("RK319", Severity.WARNING, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find words of programs that consist of all arguments of a script."""
    if not journey.launch.is_script:
        return
    words = [word for hop in journey.hops[:1] for each in hop.evaluation.executions for word in each.words]
    for word in {word.raw.span: word for word in words}.values():
        expansion = next((each for each in word.expansions if each.name in {"@", "*"}), None)
        if expansion and word.raw.text in _FORMS and (expansion.quoted or _splits(journey)):
            yield _split(journey, word, expansion)


def _splits(journey: Journey) -> bool:
    shell = journey.local.shell
    return isinstance(shell, UnixShell) and shell.splits_variables


def _split(journey: Journey, word: Field, expansion: Expansion) -> Finding:
    fix = safe(f"write {_ALL}", journey.launch.replace(word.raw.span, _ALL))
    if expansion.quoted:
        message = f"{word.raw} joins all arguments into one word, so the kernel gets no flag"
        return Finding(word.raw.span, message, f"write {_ALL}", fix, Severity.ERROR)
    return Finding(word.raw.span, f"the shell splits {word.raw} at spaces again", f"write {_ALL}", fix)
