"""Options: one line for a mistake, with the nearest name; texts that may begin with a dash."""

import argparse
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from re import compile as regex
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from rkconf.errors import UsageError

if TYPE_CHECKING:
    # argparse has no public name for what `add_subparsers` returns.
    Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001 - see above

# The width of every help, whatever the terminal: the README shows it.
_WIDTH = 100
_UNRECOGNIZED = regex(r"unrecognized arguments: (\S+)")
_CHOICE = regex(r"argument (.+): invalid choice: '(.*)' \(choose from (.*)\)")


class _Help(argparse.RawDescriptionHelpFormatter):
    """Room for the names of options, and a description and examples as they are written."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=32, width=_WIDTH)


class Parser(argparse.ArgumentParser):
    """An argument parser whose every complaint is one line."""

    texts: tuple[str, ...] = ()
    """The options whose value may begin with a dash, as ``--mlopen "-LinkMode Listen"``."""

    def parse_known_args(  # type: ignore[override]  # argparse overloads it for its own callers
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse, after joining such a value to its option: argparse would take it for another option."""
        return super().parse_known_args(None if args is None else self._joined(args), namespace)

    def _joined(self, words: Sequence[str]) -> list[str]:
        joined: list[str] = []
        for word in words:
            if joined and joined[-1] in self.texts and word not in self._option_string_actions:
                joined[-1] += f"={word}"
            else:
                joined.append(word)
        return joined

    def error(self, message: str) -> NoReturn:
        """Raise one line instead of printing the usage and leaving.

        Raises:
            UsageError: Always.
        """
        line = f"{self._better(message)}; `{self.prog} --help` explains"
        raise UsageError(line)

    def _better(self, message: str) -> str:
        unknown = _UNRECOGNIZED.match(message)
        if unknown and not unknown[1].startswith("-"):
            return f"{unknown[1]!r} is one argument too many"
        if unknown:
            return f"unknown option {unknown[1]!r}{_hint(unknown[1], self._option_string_actions)}"
        choice = _CHOICE.match(message)
        if choice:
            known = [name.strip("' ") for name in choice[3].split(",")]
            return f"{choice[1]}: no {choice[2]!r}{_hint(choice[2], known)} (known: {', '.join(known)})"
        return message.removeprefix("argument ")


class Once(argparse.Action):
    """An option that has room for one text or place: of two, one would be dropped without a word."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: "str | Sequence[object] | None",
        option_string: str | None = None,
    ) -> None:
        """Take the value, unless there is one."""
        if getattr(namespace, self.dest) != self.default:
            parser.error(f"{option_string} is given twice, and there is room for one; leave one away")
        setattr(namespace, self.dest, values)


def _hint(word: str, known: "Sequence[str] | dict[str, argparse.Action]") -> str:
    near = get_close_matches(word.partition("=")[0], list(known), n=1)
    return f", did you mean {near[0]}?" if near else ""


def add(commands: "Commands", name: str, description: str, *, usage: str = "", examples: str = "") -> Parser:
    """Add a command; ``usage`` is what follows its name, ``examples`` come last in its help."""
    return commands.add_parser(
        name,
        # In the list of all commands, which only completion has.
        help=description,
        description=description,
        usage=f"rkconf {name} {usage}" if usage else None,
        epilog=examples,
        formatter_class=_Help,
        allow_abbrev=False,
    )


def parse(configure: Callable[["Commands"], Parser], argv: list[str]) -> argparse.Namespace | int:
    """Parse the words of a command; an exit status where all was said, as after ``--help``."""
    top = Parser(prog="rkconf", allow_abbrev=False)
    parser = configure(top.add_subparsers(parser_class=Parser))
    try:
        namespace, rest = parser.parse_known_args(argv[1:])
    except SystemExit as ended:
        return int(ended.code or 0)
    if rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    return namespace
