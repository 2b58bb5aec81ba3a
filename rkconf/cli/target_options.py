"""Options for rules and machines: the layer of settings that takes precedence over all files."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal

from rkconf.diagnostics import Severity, alternatives
from rkconf.errors import UsageError
from rkconf.settings import NEVER, Lookup
from rkconf.spelling import VALUE_SIMILARITY, suggestion

if TYPE_CHECKING:
    from argparse import _ArgumentGroup

    from rkconf.cli.parser import Parser
    from rkconf.command import Target
    from rkconf.inputs import Input


def add_assumptions(parser: "Parser") -> None:
    """Add the options for versions and shells."""
    group = parser.add_argument_group("machines (the settings may change the defaults)")
    group.add_argument("--version", metavar="V", help="Front End version (default: from the input, else 7)")
    group.add_argument("--kernel-version", metavar="V", help="kernel version (default: the Front End version)")
    _add_shell(group, "--local-shell", _Shells("local"), "shell that the Front End starts (default: sh)")
    _add_shell(group, "--remote-shell", _Shells("remote"), "login shell on the kernel's machine (default: any)")


def given_assumptions(arguments: Namespace) -> Iterator[str]:
    """Yield the words of the command line about versions and shells, for a command that gets the same ones."""
    for key in _ASSUMPTIONS:
        value = getattr(arguments, key.replace("-", "_"), None)
        if value is not None:
            yield from (f"--{key}", value)


class _Shells:
    """The names of shells; their table is read only for the help, or for an option that names one."""

    def __init__(self, side: Literal["local", "remote"]) -> None:
        self._side = side

    def __iter__(self) -> Iterator[str]:
        from rkconf.shell.choices import local_choices, remote_choices

        return iter(local_choices() if self._side == "local" else remote_choices())

    def __str__(self) -> str:
        """Return the names as the help lists them."""
        return ", ".join(self)


def _add_shell(group: "_ArgumentGroup", option: str, choices: _Shells, description: str) -> None:
    group.add_argument(option, choices=choices, metavar="SHELL", help=f"{description}: %(choices)s")


def add_selection(group: "_ArgumentGroup") -> None:
    """Add the options that select rules and set the severity of their findings."""
    rules = "codes, prefixes (RK3), names, or ALL, separated by commas"
    group.add_argument("--select", action="append", metavar="RULES", help=f"check only these rules: {rules}")
    group.add_argument("--extend-select", action="append", metavar="RULES", help="check these rules too")
    group.add_argument("--ignore", action="append", metavar="RULES", help="skip these rules")
    group.add_argument("--severity", action="append", metavar="RULE=LEVEL", help="override the severity of a rule")
    levels = (*(level.value for level in Severity), NEVER)
    shown = group.add_mutually_exclusive_group()
    minimum = f"hide findings below LEVEL, and do not fix them: {', '.join(levels[:-1])} (default: info)"
    shown.add_argument("--min-severity", choices=levels[:-1], metavar="LEVEL", help=minimum)
    shown.add_argument("-q", "--quiet", action="store_true", help="report errors only, without a summary")
    threshold = f"exit 1 for findings of LEVEL or above: {', '.join(levels)} (default: error)"
    group.add_argument("--fail-on", choices=levels, metavar="LEVEL", help=threshold)


def lookup(arguments: Namespace) -> Lookup:
    """Return the settings of every file, with the command line on top.

    Raises:
        UsageError: A rule, severity or version on the command line is unknown.
    """
    return Lookup(dict(_given(vars(arguments))))


def target(arguments: Namespace, checked: "Input") -> "Target":
    """Return the versions and shells to read an input for, from the command line, the settings or the input."""
    name = checked.parts[0].source.name
    return lookup(arguments).of(name).assumptions(name).target(checked)


def _given(arguments: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the settings that the command line gives, in the form of a settings file."""
    for key, read in _READERS.items():
        value = arguments.get(key.replace("-", "_"))
        if value is not None:
            yield key, read(value)
    if arguments.get("quiet"):
        yield "min-severity", Severity.ERROR.value


def _version(text: str) -> str:
    from rkconf import versions

    return versions.parse(text).name


def _selectors(words: Iterable[str]) -> list[str]:
    from rkconf.rules import matching

    selectors = [word.strip() for each in words for word in each.split(",") if word.strip()]
    for selector in selectors:
        matching(selector)
    return selectors


def _selected(words: Iterable[str]) -> list[str]:
    """Read the rules of ``--select``; an empty selection would silently check nothing."""
    selectors = _selectors(words)
    if not selectors:
        message = "--select: no rule is named; `rkconf rules` lists the rules, and ALL selects all of them"
        raise UsageError(message)
    return selectors


def _severities(words: Iterable[str]) -> dict[str, str]:
    return dict(map(_severity, words))


def _severity(word: str) -> tuple[str, str]:
    from rkconf.rules import get

    name, _, level = word.partition("=")
    if level not in set(Severity):
        meant = suggestion(level, list(Severity), similarity=VALUE_SIMILARITY, kind="values")
        message = f"--severity {word!r}: write RULE=LEVEL, where LEVEL is {alternatives(Severity)}{meant}"
        raise UsageError(message)
    return get(name).name, level


# argparse checks the shells and the severities.
_ASSUMPTIONS = ("version", "kernel-version", "local-shell", "remote-shell")
_READERS: Mapping[str, Callable[[Any], Any]] = {
    "select": _selected,
    "extend-select": _selectors,
    "ignore": _selectors,
    "severity": _severities,
    "min-severity": str,
    "fail-on": str,
    "baseline": str,
    "version": _version,
    "kernel-version": _version,
    "local-shell": str,
    "remote-shell": str,
}
