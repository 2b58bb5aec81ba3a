"""docs/rules.md: every rule, of the table of rules."""

from itertools import groupby

from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Rule
from rkconf.rules import RULES
from tests.documentation.declarations import members
from tests.documentation.markdown import code, prose, table

HUNDREDS = {
    "RK0": "The file and its entries",
    "RK1": "The link",
    "RK2": "Placeholders",
    "RK3": "Quoting and shells",
    "RK4": "ssh and safety",
    "RK5": "Lifetime",
    "RK6": "Firewall and tunnel",
    "RK7": "Versions",
    "RK9": "rkconf's own comments",
}

_PAGE = """\
# Rules

The page of a rule shows files and commands on which it fires, what rkconf prints for them, and the good form. `rkconf
explain` says the same on the command line, for a code or a name:

```console
$ rkconf explain missing-local
```

The severity says what happens to you:

{severities}
It is the one that a rule has as long as nothing is known about the shells. With `--local-shell` and `--remote-shell`
what only may fail becomes an error, or is silent.

How far a fix can be trusted:

{fixes}
{tables}"""


def page() -> str:
    """Return the page."""
    parts = [_hundred(key, list(rules)) for key, rules in groupby(RULES, key=lambda rule: rule.code[:3])]
    return _PAGE.format(severities=_meanings(Severity), fixes=_meanings(Applicability), tables="\n".join(parts))


def _meanings(kind: type[Severity] | type[Applicability]) -> str:
    return "".join(f"- **{kind[each.name]}**: {each.text}\n" for each in members(kind) if each.name in kind.__members__)


def _hundred(key: str, rules: list[Rule]) -> str:
    head = ("code", "name", "severity", "fix", "what is wrong")
    return f"## {key}: {HUNDREDS[key]}\n\n{table(head, map(_row, rules))}"


def _row(rule: Rule) -> tuple[str, ...]:
    link = f"[{rule.name}](../samples/rules/{rule.name}.md)"
    return code(rule.code), link, rule.severity, rule.fix or "", prose(rule.summary)
