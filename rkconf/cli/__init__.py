"""The command line: one module a command, imported when it runs."""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from rkconf import __version__
from rkconf.errors import RkconfError, UsageError

if TYPE_CHECKING:
    from rkconf.cli.parser import Parser

COMMANDS: Mapping[str, str] = {
    "lint": "check configurations",
    "render": "write correct entries from a TOML specification",
    "convert": "carry entries to another version",
    "extract": "read the entries of a file into a TOML specification",
    "trace": "show what every shell, ssh and the kernel make of a launch command",
    "setup": "write what must exist beside the entry: math.sh, kernel init, ssh config, key and firewall steps",
    "explain": "why a rule exists, a bad and a good example",
    "rules": "all rules",
    "settings": "the effective settings and where each comes from",
    "completion": "shell completion for bash, zsh or fish",
    "schema": "the JSON Schema of a specification, a settings file, a report or a version",
}
"""The commands, each the name of a module here, and what they do."""

_INTERRUPTED = 130

_HELP = """\
Check, write and convert Mathematica remote-kernel configurations.

Usage: rkconf COMMAND ...

Commands:
{commands}

Examples:
  rkconf lint ~/.Mathematica/FrontEnd/init.m     what is wrong with my kernels?
  rkconf lint --version 5.2 --launch @command    check one command before you paste it
  rkconf render kernels.toml --version 7         write entries that work
  rkconf explain quoted-link-name                why is that an error?

`rkconf COMMAND --help` explains a command. Exit status: 0 fine, 1 something was found, 2 it could not be done.
"""


def main(argv: Sequence[str]) -> int:
    """Run one command and return the exit status."""
    _prepare_streams()
    try:
        status = run(list(argv))
        sys.stdout.flush()
    except RkconfError as error:
        with suppress(OSError):
            print(f"rkconf: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever read the output has left (`| head`); what is still in the buffer must go nowhere.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OSError as error:
        # What is read or written by its path has said so; standard output has none.
        with suppress(OSError):
            print(f"rkconf: {error.filename or 'cannot write the output'}: {error.strerror}", file=sys.stderr)
        return 2
    return status


def run(argv: list[str]) -> int:
    """Find the command and run it.

    Raises:
        UsageError: There is no such command or option.
    """
    match argv:
        case [] | ["help"] | ["-h" | "--help", *_]:
            print(_help(), end="")
            return 0 if argv else 2
        case ["-V" | "--version", *_]:
            print(f"rkconf {__version__}")
            return 0
        case [name, *_] if name in COMMANDS:
            from rkconf.cli.parser import parse

            command = import_module(f"{__name__}.{name}")
            arguments = parse(command.configure, argv)
            return arguments if isinstance(arguments, int) else int(command.run(arguments))
    raise UsageError(_unknown(argv[0]))


def program() -> "Parser":
    """Return one parser with all commands; a run makes only the one that it needs."""
    from rkconf.cli.parser import Parser

    whole = Parser(prog="rkconf", allow_abbrev=False)
    whole.add_argument("-V", "--version", action="version", version=__version__, help="print the version of rkconf")
    commands = whole.add_subparsers(metavar="COMMAND", parser_class=Parser)
    for name in COMMANDS:
        import_module(f"{__name__}.{name}").configure(commands)
    return whole


def _help() -> str:
    width = max(map(len, COMMANDS))
    return _HELP.format(commands="\n".join(f"  {name:<{width}} {what}" for name, what in COMMANDS.items()))


def _unknown(name: str) -> str:
    from difflib import get_close_matches

    kind = "option" if name.startswith("-") else "command"
    near = get_close_matches(name, [*COMMANDS, "--help", "--version"], n=1)
    return f"unknown {kind} {name!r}; " + (f"did you mean {near[0]}?" if near else "`rkconf --help` lists the commands")


def _prepare_streams() -> None:
    """Make every character printable, and closed streams ones to write to.

    What the terminal cannot show is escaped. A result that nobody can get is an output that cannot be written (and
    not lost without a word); a remark that nobody can get is no part of the result.
    """
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")
