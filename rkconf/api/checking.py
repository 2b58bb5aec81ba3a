"""The functions that check and repair: `lint`, `report` and `fix`."""

from collections.abc import Iterable
from typing import Any, Literal, TypeAlias, Unpack

from rkconf import linting
from rkconf.api.arguments import Command, Machines, Text, listed, read, require_choice, target
from rkconf.diagnostics import Applicability, Diagnostic, Severity
from rkconf.fixes import Finders, SkippedFix
from rkconf.fixes import fix as apply_fixes
from rkconf.inputs import Input
from rkconf.linting import Selection
from rkconf.linting.kept_checks import KeptChecks
from rkconf.record import record, replace
from rkconf.reporters import FORMATS, Report, report_text
from rkconf.reporters.json import document
from rkconf.rules import matching
from rkconf.settings.rule_selection import change

Rules: TypeAlias = str | Iterable[str]
"""Codes, prefixes such as `RK3`, names, or `ALL`: a list, or one string in which commas separate them."""

ReportForm: TypeAlias = Literal["full", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit"]
"""The form of a report, as for `rkconf lint --format`."""


@record
class RepairedText:
    """An input after its fixes."""

    data: bytes
    """The repaired text; for a command its texts, one per line."""
    made: tuple[Diagnostic, ...]
    """The findings that were fixed, in order; their places are those before the fix."""
    left: tuple[Diagnostic, ...]
    """The findings that the repaired text still has."""
    skipped: tuple[SkippedFix, ...] = ()
    """The fixes that were not applied, each with the reason."""
    command: Command | None = None
    """The repaired command; None if the input was not a command."""


def lint(
    source: Text | Command,
    *,
    name: str = "<text>",
    select: Rules = "ALL",
    ignore: Rules = (),
    min_severity: str = "info",
    comments: bool = True,
    **machines: Unpack[Machines],
) -> tuple[Diagnostic, ...]:
    """Return the findings in a file, a specification or a command, in the order of place and code.

    Args:
        source: The input to check.
        name: The name of a text in reports; a text whose name ends in `.toml` is a specification.
        select: The rules to check: codes, prefixes such as `RK3`, names, or `ALL`.
        ignore: The rules to skip.
        min_severity: The least severity of a finding: `info`, `warning` or `error`.
        comments: Whether ignore comments in the text suppress findings.
        machines: The versions and shells; see `Machines`.

    Raises:
        UsageError: A rule, severity, version or shell is unknown, or a text is a command or a path.
        RkconfError: A file cannot be read.

    Examples:
        >>> command = rkconf.Command(launch="rsh skye.local ./math.sh -mathlink")
        >>> for found in rkconf.lint(command, version="5.2", select="RK1, insecure-rsh", ignore="RK113"):
        ...     print(found)
        <launch>:1:1: error RK401 insecure-rsh: rsh is unencrypted, and most networks block it
        <launch>:1:16: error RK101 missing-link-name: ...
        <launch>:1:16: error RK102 link-mode: ...

        >>> len(rkconf.lint(Path("samples/frontend/workbench.m"), select=["path-cut-at-blank"]))
        1
    """
    checked = read(source, name)
    found = linting.check(checked, target(checked, machines), _selection(select, ignore, comments=comments))
    return _shown(found, min_severity)


def report(
    source: Text | Command,
    *,
    form: ReportForm = "json",
    name: str = "<text>",
    select: Rules = "ALL",
    ignore: Rules = (),
    min_severity: str = "info",
    comments: bool = True,
    **machines: Unpack[Machines],
) -> str:
    """Return the report of `rkconf lint` for an input, as text; `report_data` returns JSON as a dict.

    Args:
        source: The input to check.
        form: The form of the report.
        name: The name of a text in reports; a text whose name ends in `.toml` is a specification.
        select: The rules to check; see `lint`.
        ignore: The rules to skip.
        min_severity: The least severity of a finding: `info`, `warning` or `error`.
        comments: Whether ignore comments in the text suppress findings.
        machines: The versions and shells; see `Machines`.

    Raises:
        UsageError: The form is unknown, or an argument is wrong as for `lint`.
        RkconfError: A file cannot be read.

    Examples:
        >>> command = rkconf.Command(launch="rsh skye.local ./math.sh -mathlink")
        >>> print(rkconf.report(command, form="concise", select="RK401"))
        <launch>:1:1: error RK401 insecure-rsh: rsh is unencrypted, and most networks block it
        <BLANKLINE>
    """
    require_choice("form", form, FORMATS)
    selection = _selection(select, ignore, comments=comments)
    return report_text(_report(read(source, name), machines, selection, min_severity), form)


def report_data(
    source: Text | Command,
    *,
    name: str = "<text>",
    select: Rules = "ALL",
    ignore: Rules = (),
    min_severity: str = "info",
    comments: bool = True,
    **machines: Unpack[Machines],
) -> dict[str, Any]:
    """Return the JSON report of `rkconf lint` for an input, as a dict; `schemas/report.schema.json` describes it.

    Args:
        source: The input to check.
        name: The name of a text in reports; a text whose name ends in `.toml` is a specification.
        select: The rules to check; see `lint`.
        ignore: The rules to skip.
        min_severity: The least severity of a finding: `info`, `warning` or `error`.
        comments: Whether ignore comments in the text suppress findings.
        machines: The versions and shells; see `Machines`.

    Raises:
        UsageError: An argument is wrong as for `lint`.
        RkconfError: A file cannot be read.

    Examples:
        >>> data = rkconf.report_data(Path("samples/frontend/workbench.m"), select="RK303")
        >>> data["summary"]["errors"], data["diagnostics"][0]["start"]["line"]
        (1, 28)
    """
    selection = _selection(select, ignore, comments=comments)
    return document(_report(read(source, name), machines, selection, min_severity))


def fix(
    source: Text | Command,
    *,
    unsafe: bool = False,
    name: str = "<text>",
    select: Rules = "ALL",
    ignore: Rules = (),
    min_severity: str = "info",
    comments: bool = True,
    **machines: Unpack[Machines],
) -> RepairedText:
    """Repair a file, a specification or a command, and return the new text; no file is written.

    Each fix is verified by reading the text again, as `rkconf lint --fix` does.

    Args:
        source: The input to repair.
        unsafe: Whether to apply the fixes that a person should review, too.
        name: The name of a text in reports; a text whose name ends in `.toml` is a specification.
        select: The rules whose findings are fixed; see `lint`.
        ignore: The rules to skip.
        min_severity: The least severity of a finding to fix: `info`, `warning` or `error`.
        comments: Whether ignore comments in the text suppress findings, which are then not fixed.
        machines: The versions and shells; see `Machines`.

    Raises:
        UsageError: An argument is wrong as for `lint`.
        RkconfError: A file cannot be read.

    Examples:
        >>> command = rkconf.Command(launch="ssh skye.local ./math.sh -mathlink -LinkName `linkname` -LinkMode Listen")
        >>> repair = rkconf.fix(command, select="RK102")
        >>> repair.command.launch
        'ssh skye.local ./math.sh -mathlink -LinkName `linkname` -LinkMode Connect'
        >>> len(repair.made)
        1
    """
    checked = read(source, name)
    its_target = target(checked, machines)
    selection, checks = _selection(select, ignore, comments=comments), KeptChecks()

    def find(text: Input) -> tuple[Diagnostic, ...]:
        return _shown(linting.check(text, its_target, selection, checks), min_severity)

    def compared(text: Input) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
        selected, every = linting.check_each(text, its_target, (selection, Selection()), checks)
        return _selected(selected, min_severity), every

    levels = {Applicability.SAFE, *([Applicability.UNSAFE] if unsafe else [])}
    fixed = apply_fixes(checked, Finders(find, compared), levels)
    left = tuple(fixed.masked(find(fixed.checked)))
    if not isinstance(source, Command):
        return RepairedText(fixed.checked.written.data, fixed.made, left, fixed.skipped)
    texts = {part.source.name.strip("<>"): part.source.data for part in fixed.checked.parts}
    command = Command(**{kind: text.decode(errors="surrogatepass") for kind, text in texts.items()})
    data = b"".join(text + b"\n" for text in texts.values())
    return RepairedText(data, fixed.made, left, fixed.skipped, command)


def _report(checked: Input, machines: Machines, selection: Selection, min_severity: str) -> Report:
    found = linting.once_per_place(linting.check(checked, target(checked, machines), selection))
    level = _severity(min_severity)
    shown = tuple(each for each in found if each.severity.rank >= level.rank)
    names = tuple(part.source.name for part in checked.parts)
    return Report(shown, names[:1], checked.entries, hidden=len(found) - len(shown))


def _shown(found: Iterable[Diagnostic], min_severity: str) -> tuple[Diagnostic, ...]:
    return linting.once_per_place(_selected(found, min_severity))


def _selected(found: Iterable[Diagnostic], min_severity: str) -> tuple[Diagnostic, ...]:
    level = _severity(min_severity)
    return tuple(each for each in found if each.suppressed is None and each.severity.rank >= level.rank)


def _severity(level: str) -> Severity:
    require_choice("severity", level, Severity)
    return Severity(level)


def _selection(select: Rules, ignore: Rules, *, comments: bool) -> Selection:
    words = {"select": _selectors("select", select), "ignore": _selectors("ignore", ignore)}
    for word in (*words["select"], *words["ignore"]):
        matching(word)
    return replace(change(Selection(), words), comments=comments)


def _selectors(name: str, rules: Rules) -> list[str]:
    words = rules.split(",") if isinstance(rules, str) else listed(name, rules)
    return [word.strip() for word in words if word.strip()]
