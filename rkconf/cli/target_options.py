"""What the command line chooses about rules and machines: the layer of settings that wins over all files."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from rkconf import versions
from rkconf.command import Target, local_choices, remote_choices
from rkconf.diagnostics import Severity
from rkconf.errors import UsageError
from rkconf.inputs import Input
from rkconf.rules import get, matching
from rkconf.settings import NEVER, Lookup

if TYPE_CHECKING:
    from argparse import _ArgumentGroup

    from rkconf.cli.parser import Parser


def add_assumptions(parser: "Parser") -> None:
    """Add what is known about the machines: versions and shells."""
    group = parser.add_argument_group("for which machines (default: what the settings say)")
    group.add_argument("--version", metavar="V", help="the Front End's version (default: the input's own, or 7)")
    group.add_argument("--kernel-version", metavar="V", help="the kernel's version (default: the Front End's)")
    _add_shell(group, "--local-shell", local_choices(), "the shell that reads the command first (default: sh)")
    _add_shell(group, "--remote-shell", remote_choices(), "the login shell on the kernel's machine (default: any)")


def _add_shell(group: "_ArgumentGroup", option: str, choices: tuple[str, ...], what: str) -> None:
    group.add_argument(option, choices=choices, metavar="SHELL", help=f"{what}: {', '.join(choices)}")


def add_selection(group: "_ArgumentGroup") -> None:
    """Add which rules are asked, and what their findings weigh."""
    rules = "codes, prefixes (RK3), names, or ALL; with commas between"
    group.add_argument("--select", action="append", metavar="RULES", help=f"only these: {rules}")
    group.add_argument("--extend-select", action="append", metavar="RULES", help="these too")
    group.add_argument("--ignore", action="append", metavar="RULES", help="not these")
    group.add_argument("--severity", action="append", metavar="RULE=LEVEL", help="let a rule weigh more or less")
    levels = (*(level.value for level in Severity), NEVER)
    said = f"exit 1 from here on: {', '.join(levels)} (default: error)"
    group.add_argument("--fail-on", choices=levels, metavar="LEVEL", help=said)


def lookup(arguments: Namespace) -> Lookup:
    """Return the settings of every file, with the command line on top.

    Raises:
        UsageError: A word on the command line names no rule, no severity or no version.
    """
    return Lookup(dict(_given(vars(arguments))))


def target(arguments: Namespace, checked: Input) -> Target:
    """Return for which versions and shells an input is read: as the command line, the settings or the input say."""
    name = checked.parts[0].source.name
    return lookup(arguments).of(name).assumptions(name).target(checked)


def _given(arguments: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the settings that the command line gives, as a settings file would say them."""
    for key, read in _READERS.items():
        value = arguments.get(key.replace("-", "_"))
        if value is not None:
            yield key, read(value)


def _version(text: str) -> str:
    return versions.parse(text).name


def _kernel_version(text: str) -> str:
    return versions.parse(text, front_end=False).name


def _selectors(words: Iterable[str]) -> list[str]:
    selectors = [word.strip() for each in words for word in each.split(",") if word.strip()]
    for selector in selectors:
        matching(selector)
    return selectors


def _selected(words: Iterable[str]) -> list[str]:
    """Read the rules that alone are asked; none at all would find everything fine."""
    selectors = _selectors(words)
    if not selectors:
        message = "--select names no rule; `rkconf rules` lists them, and ALL means all"
        raise UsageError(message)
    return selectors


def _weights(words: Iterable[str]) -> dict[str, str]:
    return dict(map(_weight, words))


def _weight(word: str) -> tuple[str, str]:
    name, _, level = word.partition("=")
    if level not in set(Severity):
        message = f"--severity {word!r}: write RULE=LEVEL, the level one of {', '.join(Severity)}"
        raise UsageError(message)
    return get(name).name, level


# argparse knows the shells and the thresholds.
_READERS: Mapping[str, Callable[[Any], Any]] = {
    "select": _selected,
    "extend-select": _selectors,
    "ignore": _selectors,
    "severity": _weights,
    "fail-on": str,
    "baseline": str,
    "version": _version,
    "kernel-version": _kernel_version,
    "local-shell": str,
    "remote-shell": str,
}
