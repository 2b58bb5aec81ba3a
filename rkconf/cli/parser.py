"""The argument parser: one-line errors that suggest the nearest name, and option values that begin with a dash."""

import argparse
import sys
from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from rkconf.errors import UsageError
from rkconf.spelling import VALUE_SIMILARITY, suggestion

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

    # argparse has no public name for what `add_subparsers` returns.
    Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001 - see above

# The help has the same width on every terminal, because the README shows it.
_WIDTH = 100
_REQUIRED = "the following arguments are required: "
_STATUSES = "\nexit status:\n"
_SIGNALS = "  129, 130, 143  ended by SIGHUP, SIGINT or SIGTERM\n"


class _Help(argparse.RawDescriptionHelpFormatter):
    """A help formatter with a wide column for options; descriptions and examples are not wrapped."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=32, width=_WIDTH)


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line."""

    texts: tuple[str, ...] = ()
    """The options whose value may begin with a dash, such as ``--mlopen "-LinkMode Listen"``."""

    def parse_known_args(  # type: ignore[override]  # argparse overloads it for its own callers
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse, after moving the options to the front; argparse would refuse a path after an option."""
        return super().parse_known_args(None if args is None else self._options_first(deque(args)), namespace)

    def _options_first(self, words: deque[str]) -> list[str]:
        """Return the words with each value joined to its option, and the other words at the end.

        argparse would also read a value that begins with a dash as an option. After ``--``, no word is an option.
        """
        options: list[str] = []
        others: list[str] = []
        while words:
            word = words.popleft()
            if word == "--":
                return [*options, word, *others, *words]
            if not _is_option(word):
                others.append(word)
            elif self._takes(word, words):
                options.append(f"{word}={words.popleft()}")
            else:
                options.append(self._without_value(word))
        return [*options, *others]

    def _takes(self, option: str, words: deque[str]) -> bool:
        """Return whether an option takes the next word as its value."""
        if self._known(option).nargs not in {None, "?"} or not words or "=" in option:
            return False
        may_begin_with_dash = option in self.texts and words[0] not in self._option_string_actions
        return may_begin_with_dash or not _is_option(words[0])

    def _without_value(self, option: str) -> str:
        """Return an option that no value follows, with a sign for that: or it would take a word moved after it.

        Raises:
            UsageError: The option needs a value.
        """
        action = self._known(option)
        if action.nargs is None and option in self._option_string_actions:
            wanted = action.metavar or ", ".join(action.choices or [action.dest.upper()])
            self.error(f"{option} needs a value: {wanted}")
        return f"{option}=" if action.nargs == "?" and "=" not in option else option

    def _known(self, word: str) -> argparse.Action:
        """Return the option that a word names, with or without its value.

        Raises:
            UsageError: The option is unknown.
        """
        name = word.partition("=")[0] if word.startswith("--") else word[:2]
        if name not in self._option_string_actions:
            self.error(self._unknown_option(word, name))
        return self._option_string_actions[name]

    def _unknown_option(self, word: str, name: str) -> str:
        """Return the error for an unknown option, which may be an argument to MLOpen."""
        # Imported here because only an error needs it.
        from rkconf.link import is_link_flag

        if is_link_flag(word.partition(" ")[0]) and "--mlopen" in self.texts:
            return "arguments to MLOpen are one text; write them in single quotes after --mlopen"
        return f"unknown option {name!r}{suggestion(name, self._option_string_actions, kind='options')}"

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> Any:  # noqa: ANN401 - as argparse
        """Return the values of an option; argparse would drop ``--``, even as the only value of ``--launch``."""
        if action.option_strings and action.nargs is None and arg_strings == ["--"]:
            return self._get_value(action, "--")
        return super()._get_values(action, arg_strings)

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        """Print a text; argparse would drop an error of the output, such as a full disk."""
        (file or sys.stderr).write(message)

    def _check_value(self, action: argparse.Action, value: Any) -> None:  # noqa: ANN401 - as argparse
        """Refuse an unknown value, and name the nearest.

        Raises:
            UsageError: The value is unknown.
        """
        if action.choices is not None and value not in action.choices:
            known = [*map(str, action.choices)]
            meant = suggestion(value, known, similarity=VALUE_SIMILARITY, kind="values")
            self.error(f"{_name(action)}: unknown value {value!r}{meant}; known: {', '.join(known)}")

    def error(self, message: str) -> NoReturn:
        """Raise a one-line error instead of printing the usage and exiting.

        Raises:
            UsageError: Always.
        """
        line = f"{self._improved(message)}; see `{self.prog} --help`"
        raise UsageError(line)

    def _improved(self, message: str) -> str:
        if message.startswith(_REQUIRED):
            missing = message.removeprefix(_REQUIRED).split(", ")
            wanted = [_wanted(action) for action in self._actions if _name(action) in missing]
            return f"{self.prog.removeprefix('rkconf ')} needs {' and '.join(wanted)}"
        return message.removeprefix("argument ")


def _name(action: argparse.Action) -> str:
    """Return the name of an argument in an error of argparse."""
    return "/".join(action.option_strings) or str(action.metavar or action.dest)


def _wanted(action: argparse.Action) -> str:
    """Return the name of a required argument as it is typed, and its values or its meaning."""
    name = " ".join([*action.option_strings[:1], str(action.metavar or action.dest.upper())])
    return f"{name}: {', '.join(action.choices)}" if action.choices else f"{name} ({action.help})"


class Once(argparse.Action):
    """An option that may be given once; argparse would silently drop the first of two values."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: "str | Sequence[object] | None",
        option_string: str | None = None,
    ) -> None:
        """Store the value, unless there is one already."""
        if getattr(namespace, self.dest) != self.default:
            parser.error(f"{option_string} can be given only once")
        setattr(namespace, self.dest, values)


def _is_option(word: str) -> bool:
    return word.startswith("-") and word != "-"


def add(commands: "Commands", name: str, description: str, *, usage: str = "", examples: str = "") -> Parser:
    """Add a command; ``usage`` follows its name in the usage line, ``examples`` and exit statuses end its help."""
    return commands.add_parser(
        name,
        # Shown in the list of all commands, which only the completion scripts use.
        help=description,
        description=description,
        usage=f"rkconf {name} {usage}" if usage else None,
        epilog=f"{examples}{_SIGNALS}" if _STATUSES in examples else examples,
        formatter_class=_Help,
        allow_abbrev=False,
    )


def parse(configure: Callable[["Commands"], Parser], argv: list[str]) -> argparse.Namespace | int:
    """Parse the arguments of a command; return an exit status if the parser has finished, as after ``--help``."""
    # Without a width, the formatter would import `shutil` to look for that of the terminal.
    top = Parser(prog="rkconf", formatter_class=_Help, allow_abbrev=False)
    parser = configure(top.add_subparsers(parser_class=Parser))
    try:
        namespace, rest = parser.parse_known_args(argv[1:])
    except SystemExit as ended:
        return int(ended.code or 0)
    if rest:
        parser.error(f"unexpected argument {rest[0]!r}")
    return namespace
