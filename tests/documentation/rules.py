"""docs/rules.md: the table of all rules, made from their declarations."""

from itertools import groupby

from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Rule
from rkconf.rules import GROUPS, RULES
from tests.documentation.declarations import members
from tests.documentation.markdown import code, prose, table

_PAGE = """\
# Rules

The page of a rule shows files and commands that the rule reports, the output of rkconf for them, a form without the
problem, the exceptions of the rule, and the safety of its fix. `rkconf explain` prints the explanation on the command
line, for a code or a name:

```console
$ rkconf explain missing-local
```

The severity is the consequence of a finding:

{severities}
The tables show the severity for unknown shells. If `--local-shell` and `--remote-shell` specify the shells, a finding
that depends on the shell becomes an error, or disappears.

A fix is either safe or unsafe:

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
    return f"## {key}: {GROUPS[key]}\n\n{table(head, map(_row, rules))}"


def _row(rule: Rule) -> tuple[str, ...]:
    link = f"[{rule.name}](../samples/rules/{rule.name}.md)"
    return code(rule.code), link, rule.severity, rule.fix or "", prose(rule.summary)
