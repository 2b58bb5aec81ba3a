"""Make the pieces of a new rule: its module and its page; its declaration then is in ``facts.json`` too.

    python -m tests.scaffold rule NAME CODE [--fix safe|unsafe]

The result is a working rule about a made-up mistake, so that a contributor begins with tests that pass and replaces
one piece after another. It lives with the tests since users of the package never need it.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rkconf.rules import GROUPS, find
from tests import fact_tables

UNWRITTEN = "Explain here why this is a mistake"
"""Text of the template that no finished rule keeps."""
_ROOT = Path(__file__).parents[1]
_NAME, _CODE = re.compile(r"[a-z]+(?:-[a-z]+)*"), re.compile(r"RK[0-9]{3}")

_MODULE = '''\
"""A launch command contains the word `{name}`.

{unwritten}, in a few plain sentences, and where the fact comes from.

Bad:

    {bad}

Good:

    {good}
{safety}"""

from collections.abc import Iterator

from rkconf.command import Launch, Target
from rkconf.diagnostics import {imports}
from rkconf.rule import Finding, Subject, rule

_WORD = " {name}"


@rule("{code}", Severity.WARNING, Subject.LAUNCH{declared})
def check(launch: Launch, _: Target) -> Iterator[Finding]:
    """Find the word."""
    start = launch.command.text.find(_WORD) if launch.command else -1
    if launch.command and start >= 0:
        word = launch.command[start : start + len(_WORD)]
{body}
'''
_SAFETY = """
Fix safety:

This fix is {fix}: the word has no effect. Explain here why the fix keeps, or may change, the meaning.
"""
_WITHOUT_FIX = '        yield Finding(word[1:].span, "{message}", "{help}")'
_WITH_FIX = """\
        fix = Fix(Applicability.{member}, "remove {name}", (launch.replace(word.span, ""),))
        yield Finding(word[1:].span, "{message}", "{help}", fix)"""

_PAGE = """\
# {code} {name}

A launch command contains the word `{name}`.

{unwritten}, in a few plain sentences, and where the fact comes from.

```launch
{bad}
```

```console
<launch>:1:{column}: warning {code} {name}: {message}
```
{fixed}
## Instead

```launch
{good}
```
{page_safety}"""
_FIXED = """
## Fixed

```launch
{good}
```
"""
_NEXT = """\
Try it now: {python} -m pytest -q tests/test_rules.py -k {name}
Then write the rule, and let pytest write what follows from it:
  {python} -m pytest -q --accept tests/test_rules.py tests/test_documentation.py
"""


def refusal(name: str, code: str) -> str:
    """Return why there cannot be a rule of this name and code, or nothing."""
    if not _NAME.fullmatch(name):
        return f"{name}: a name consists of lowercase words with dashes, such as missing-host"
    if not _CODE.fullmatch(code) or code[:3] not in GROUPS:
        return f"{code}: a code is one of the groups {', '.join(GROUPS)} and two digits, such as RK617"
    if taken := find(name) or find(code):
        return f"{name} {code}: there is already the rule {taken.code} {taken.name}"
    return ""


def written(name: str, code: str, fix: str) -> Mapping[str, str]:
    """Return the files of a rule by their paths; `fix` is safe, unsafe or empty."""
    good = "ssh skye.local ./math.sh -mathlink"
    values = {
        "name": name,
        "code": code,
        "fix": fix,
        "member": fix.upper(),
        "unwritten": UNWRITTEN,
        "good": good,
        "bad": f"{good} {name}",
        "column": str(len(good) + 2),
        "message": f"{name} is not needed",
        "help": f"remove {name}",
        "imports": "Applicability, Fix, Severity" if fix else "Severity",
        "declared": f", fix=Applicability.{fix.upper()}" if fix else "",
    }
    values["safety"] = _SAFETY.format(**values) if fix else ""
    values["page_safety"] = values["safety"].replace("Fix safety:", "## Fix safety")
    values["fixed"] = _FIXED.format(**values) if fix else ""
    values["body"] = (_WITH_FIX if fix else _WITHOUT_FIX).format(**values)
    module = f"rkconf/rules/{name.replace('-', '_')}.py"
    return {module: _MODULE.format(**values), f"samples/rules/{name}.md": _PAGE.format(**values)}


def make(name: str, code: str, fix: str) -> Iterator[str]:
    """Write a rule, and yield the paths that were written."""
    for path, text in written(name, code, fix).items():
        (_ROOT / path).write_text(text, encoding="utf-8")
        yield path
    fact_tables.write()
    yield str(fact_tables.PATH.relative_to(_ROOT))


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, and make what it asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.scaffold", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", choices=["rule"])
    parser.add_argument("name", help="the rule's name, which reads well after `allow`: missing-host")
    parser.add_argument("code", help="its code, in the group that fits (docs/rules.md): RK617")
    parser.add_argument("--fix", choices=["safe", "unsafe"], default="", help="whether the rule has a fix")
    given = parser.parse_args(arguments)
    if reason := refusal(given.name, given.code):
        parser.error(reason)
    print(*make(given.name, given.code, given.fix), sep="\n")  # noqa: T201 - its output
    print(_NEXT.format(python=Path(sys.executable).name, name=given.name), end="")  # noqa: T201 - its output


if __name__ == "__main__":
    main()
