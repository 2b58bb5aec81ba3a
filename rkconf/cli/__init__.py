"""The command line: one module per command, imported when the command runs."""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module

from rkconf import __version__
from rkconf.cli import standard_error, typed_passwords
from rkconf.errors import RkconfError, UsageError

# Importing `typing` would take longer than everything else that `rkconf --version` does.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from types import ModuleType

    from rkconf.cli.parser import Parser

COMMANDS: Mapping[str, str] = {
    "lint": "check configurations",
    "render": "write correct entries from a TOML specification",
    "convert": "convert entries to another version",
    "extract": "convert the entries of a file into a TOML specification",
    "trace": "show how each shell and ssh interpret a launch command",
    "setup": "write the setup steps of a kernel, and the files that they need",
    "doctor": "try a kernel for real, and name the cause that stops it",
    "new": "ask for what a specification needs, and write it",
    "explain": "explain a rule, with a bad and a good example",
    "rules": "list all rules",
    "settings": "show the effective settings and where each comes from",
    "completion": "print the completion script for bash, zsh or fish",
    "schema": "print the JSON Schema of a file that rkconf reads or writes",
}
"""The name of each command, which is also the name of its module, and a one-line description."""

_OTHERS = ("help", "--help", "--version")
_INTERRUPTED = 130

_HELP = """\
Check, write and convert Mathematica remote-kernel configurations.

Usage: rkconf COMMAND ...

Commands:
{commands}

Examples:
  rkconf lint ~/.Mathematica/FrontEnd/init.m     check the kernels of a Front End
  rkconf lint --version 5.2 --launch @command    check one command before you paste it
  rkconf new                                     describe a kernel by answering six questions
  rkconf render kernels.toml --version 7         write entries that work
  rkconf explain quoted-link-name                explain a rule

Run `rkconf help COMMAND` for the options of a command.
Exit status: 0 success; 1 problems were found, or --diff or --check found changes;
2 wrong usage, or reading or writing failed; 129, 130 or 143 ended by SIGHUP, SIGINT or SIGTERM.
"""


def main(argv: Sequence[str]) -> int:
    """Run one command and return the exit status."""
    _prepare_streams()
    typed_passwords.remember(argv)
    try:
        status = run(list(argv))
        sys.stdout.flush()
    except RkconfError as error:
        _discard_unwritten()
        _report(str(error))
        return 2
    except BrokenPipeError:
        # The reader of the output has exited (`| head`).
        _discard_unwritten()
        return 2
    except MemoryError:
        with suppress(OSError):
            print("rkconf: not enough memory; check fewer or smaller files at once", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OSError as error:
        _discard_unwritten()
        _report(_why(error))
        return 2
    return status


def _why(error: OSError) -> str:
    """Return why a command stops: neither an error of standard output nor that of the working folder has a file."""
    if error.filename:
        return f"{error.filename}: {error.strerror}"
    if isinstance(error, FileNotFoundError):
        return "the working folder has been removed; change to another folder"
    return f"cannot write the output: {error.strerror}"


def _discard_unwritten() -> None:
    """Discard the text that standard output does not take: Python would write it again at its end, and fail there."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report(message: str) -> None:
    """Print why a command stops, unless standard error cannot be written either."""
    # Imported here because few runs end with an error.
    from rkconf.cli import console

    with suppress(OSError):
        console.report(message)


def run(argv: list[str]) -> int:
    """Find the command and run it.

    Raises:
        UsageError: The command or option is unknown.
    """
    match argv:
        case [] | ["help"] | ["-h" | "--help", *_]:
            print(_help(), end="")
            return 0 if argv else 2
        case ["help", name, *_] if name in COMMANDS:
            return run([name, "--help"])
        case ["help", name, *_]:
            raise UsageError(_unknown(name))
        case ["-V" | "--version", *_]:
            print(f"rkconf {__version__}")
            return 0
        case [name, *_] if name in COMMANDS:
            from rkconf.cli.parser import parse

            command = import_module(f"{__name__}.{name}")
            arguments = parse(command.configure, argv)
            return arguments if isinstance(arguments, int) else _run(command, arguments)
    raise UsageError(_unknown(argv[0]))


def _run(command: "ModuleType", arguments: "Namespace") -> int:
    _report_treated_versions(vars(arguments))
    return int(command.run(arguments))


def _report_treated_versions(arguments: Mapping[str, object]) -> None:
    """Report each version on the command line that has the facts of another one, once for all files and workers."""
    given = ((arguments.get(key), key) for key in ("kernel_version", "version", "old", "to"))
    for text, key in dict(given).items():
        if isinstance(text, str):
            # Imported here because few runs name a version.
            from rkconf import versions

            versions.parse(text)  # a version that is refused has no note
            note = versions.note(text, front_end=key != "kernel_version")
            if note:
                _report(note)


def program() -> "Parser":
    """Return a parser with all commands; `run` builds only the parser that it needs."""
    from rkconf.cli.parser import Parser

    whole = Parser(prog="rkconf", allow_abbrev=False)
    whole.add_argument("-V", "--version", action="version", version=__version__, help="print the version of rkconf")
    commands = whole.add_subparsers(metavar="COMMAND", parser_class=Parser)
    for name in COMMANDS:
        import_module(f"{__name__}.{name}").configure(commands)
    return whole


def _help() -> str:
    width = max(map(len, COMMANDS))
    return _HELP.format(commands="\n".join(f"  {name:<{width}} {text}" for name, text in COMMANDS.items()))


def _unknown(name: str) -> str:
    # Imported here because few commands are unknown, and its table of synonyms needs TOML.
    from rkconf.spelling import closest

    kind = "option" if name.startswith("-") else "command"
    if kind == "option" and (command := _command_with(name)):
        return f"unknown option {name!r} before a command; options follow the command: rkconf {command} {name}"
    near = f"lint {name}" if os.path.exists(name) else closest(name, [*COMMANDS, *_OTHERS], kind="commands")  # noqa: PTH110 - pathlib takes time to import
    return f"unknown {kind} {name!r}; " + (f"did you mean {near}?" if near else "`rkconf --help` lists the commands")


def _command_with(option: str) -> str | None:
    """Return the first command that has an option; None without one."""
    # argparse has no public list of its actions and options.
    commands = next(each.choices for each in program()._actions if isinstance(each.choices, Mapping))  # noqa: SLF001 - see above
    return next((name for name, each in commands.items() if option in each._option_string_actions), None)  # noqa: SLF001 - see above


def _prepare_streams() -> None:
    """Make every character printable, and replace closed streams.

    Characters that the terminal cannot show are escaped. Writing to a closed standard output is an error, because the
    result would be lost; messages that standard error cannot take are dropped.
    """
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    else:
        standard_error.install()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")
