"""``rkconf lint``: check configurations."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rkconf import inputs, lint, versions
from rkconf.cli import console, reading, reports
from rkconf.cli.parser import Parser, add
from rkconf.command import local_choices, remote_choices
from rkconf.diagnostics import Severity
from rkconf.errors import UnreadableInputError, UsageError
from rkconf.reporters import Report
from rkconf.rule import Rule
from rkconf.rules import RULES, get, matching

if TYPE_CHECKING:
    from argparse import _ArgumentGroup

    from rkconf.cli.parser import Commands

_NEVER = "never"

_EXAMPLES = """\
examples:
  rkconf lint                                        everything in this folder
  rkconf lint ~/Library/Mathematica/FrontEnd/init.m  the kernels of a Front End
  rkconf lint --version 5.2 --launch @command.txt    one launch command, from a file
  rkconf lint --mlopen "-LinkMode Listen -LinkProtocol TCPIP" --launch -
  rkconf lint --select RK3,link-mode --format json init.m

exit status:
  0  nothing as severe as --fail-on
  1  something that severe was found
  2  wrong usage, or something could not be read
"""


def configure(commands: "Commands") -> Parser:
    """Add the command and its options."""
    parser = add(
        commands,
        "lint",
        "Check Front End files, parallel files, specifications and single commands.",
        usage="[OPTIONS] [PATH ...]",
        examples=_EXAMPLES,
    )
    _inputs(parser)
    add_assumptions(parser)
    _selection(parser)
    _output(parser)
    return parser


def _inputs(parser: Parser) -> None:
    group = parser.add_argument_group("what to check")
    group.add_argument(
        "paths", nargs="*", metavar="PATH", help="a file, a folder, or - for standard input (default: .)"
    )
    group.add_argument("--stdin-filename", default="<stdin>", metavar="NAME", help="what standard input is reported as")
    reading.add_bare_text(parser)
    group.add_argument("--show-files", action="store_true", help="list the files that would be checked, and stop")


def add_assumptions(parser: Parser) -> None:
    """Add what is known about the machines: versions and shells."""
    group = parser.add_argument_group("for which machines")
    group.add_argument("--version", metavar="V", help="the Front End's version (default: the input's own, or 7)")
    group.add_argument("--kernel-version", metavar="V", help="the kernel's version (default: the Front End's)")
    _add_shell(group, "--local-shell", local_choices(), "the shell that reads the command first (default: sh)")
    _add_shell(group, "--remote-shell", remote_choices(), "the login shell on the kernel's machine (default: any)")


def _add_shell(group: "_ArgumentGroup", option: str, choices: tuple[str, ...], what: str) -> None:
    group.add_argument(option, choices=choices, metavar="SHELL", help=f"{what}: {', '.join(choices)}")


def _selection(parser: Parser) -> None:
    group = parser.add_argument_group("what to report")
    rules = "codes, prefixes (RK3), names, or ALL; with commas between"
    group.add_argument("--select", action="append", metavar="RULES", help=f"only these: {rules}")
    group.add_argument("--extend-select", action="append", default=[], metavar="RULES", help="these too")
    group.add_argument("--ignore", action="append", default=[], metavar="RULES", help="not these")
    group.add_argument(
        "--severity", action="append", default=[], metavar="RULE=LEVEL", help="let a rule weigh more or less"
    )
    levels = [*Severity, _NEVER]
    group.add_argument(
        "--fail-on",
        choices=levels,
        default=Severity.ERROR,
        metavar="LEVEL",
        help=f"exit 1 from here on: {', '.join(levels)} (default: error)",
    )
    group.add_argument("--exit-zero", action="store_true", help="exit 0 whatever is found")


def _output(parser: Parser) -> None:
    group = parser.add_argument_group("how to report it")
    reports.add_output(group)


def run(arguments: Namespace) -> int:
    """Check everything that was named, report it, and return the exit status."""
    selection, assumptions = _chosen(arguments), assumed(arguments)
    if arguments.show_files:
        console.put("".join(f"{path}\n" for path in _paths(arguments)))
        return 0
    outputs = reports.outputs(arguments)
    readable: list[inputs.Input] = []
    unreadable = _read(arguments, readable)
    found = (lint.check(checked, assumptions.target(checked), selection) for checked in readable)
    report = Report(
        tuple(sorted((each for every in found for each in every), key=lambda each: each.place)),
        tuple(part.source.name for checked in readable for part in checked.parts[:1]),
        sum(checked.entries for checked in readable),
        unreadable=unreadable,
        threshold=None if arguments.fail_on == _NEVER else Severity(arguments.fail_on),
    )
    written = reports.deliver(report, outputs, arguments)
    return 2 if unreadable or not written else int(report.failed and not arguments.exit_zero)


def assumed(arguments: Namespace) -> lint.Assumptions:
    """Return what the command line says about the machines."""
    return lint.Assumptions(
        version=versions.parse(arguments.version) if arguments.version else None,
        kernel_version=versions.parse(arguments.kernel_version, front_end=False) if arguments.kernel_version else None,
        local_shell=arguments.local_shell,
        remote_shell=arguments.remote_shell,
    )


def _paths(arguments: Namespace) -> Iterator[str]:
    bare = any(getattr(arguments, kind) is not None for kind in inputs.BARE)
    return reading.find(arguments.paths or ([] if bare else ["."]), arguments.stdin_filename)


def _read(arguments: Namespace, readable: list[inputs.Input]) -> tuple[str, ...]:
    """Read all inputs; what cannot be read is said at once, returned, and does not stop the others."""
    unreadable = []
    for path in _paths(arguments):
        try:
            readable.append(inputs.read(reading.source(path, arguments.stdin_filename)))
        except UnreadableInputError as error:
            console.say(str(error))
            unreadable.append(str(error))
    readable += inputs.bare(reading.bare_texts(arguments))
    return tuple(unreadable)


def _chosen(arguments: Namespace) -> lint.Selection:
    wanted = _sizes([*(arguments.select or ["ALL"]), *arguments.extend_select])
    unwanted = _sizes(arguments.ignore)
    # The narrower word wins, as in ruff: `--select RK302 --ignore RK3` asks RK302.
    most = len(RULES) + 1
    rules = frozenset(rule for rule, size in wanted.items() if size < unwanted.get(rule, most))
    return lint.Selection(rules, dict(_weighed(word) for word in arguments.severity))


def _sizes(selectors: Sequence[str]) -> dict[Rule, int]:
    """Return for each selected rule how many rules its narrowest selector means."""
    sizes: dict[Rule, int] = {}
    for selector in (word.strip() for words in selectors for word in words.split(",") if word.strip()):
        rules = matching(selector)
        sizes |= {rule: min(len(rules), sizes.get(rule, len(rules))) for rule in rules}
    return sizes


def _weighed(word: str) -> tuple[Rule, Severity]:
    name, _, level = word.partition("=")
    if level not in set(Severity):
        message = f"--severity {word!r}: write RULE=LEVEL, the level one of {', '.join(Severity)}"
        raise UsageError(message)
    return get(name), Severity(level)
