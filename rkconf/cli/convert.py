"""``rkconf convert``: convert kernels to another version."""

from argparse import Namespace
from typing import TYPE_CHECKING

from rkconf import inputs, linting, versions
from rkconf.cli import console, reading, target_options, writing
from rkconf.cli.parser import Once, Parser, add
from rkconf.diagnostics import Problem, Severity
from rkconf.errors import UsageError
from rkconf.inputs import Input
from rkconf.secrets import Mask

if TYPE_CHECKING:
    from rkconf.cli.parser import Commands
    from rkconf.command import Target
    from rkconf.conversion import Conversion
    from rkconf.conversion.changes import Remark
    from rkconf.versions import Version

_EXAMPLES = """\
examples:
  rkconf convert init.m --to 7 --diff              preview the changes and what would be lost
  rkconf convert init.m --from 5.2 --to 7 --in-place
  rkconf convert kernels.toml --to 6 --output kernels-6.toml
  rkconf convert --launch @command.txt --from 5.2 --to 7

exit status:
  0  converted
  1  something would be lost, or --diff or --check would change something
  2  wrong usage, or reading or writing failed
"""


def configure(commands: "Commands") -> Parser:
    """Add the command and its options."""
    parser = add(
        commands,
        "convert",
        "Convert the kernels of a file, a specification or a single command to another version.",
        usage="[OPTIONS] --to V [FILE]",
        examples=_EXAMPLES,
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="the file to convert, or - for standard input")
    reading.add_stdin_filename(parser)
    parser.add_argument("--to", required=True, metavar="V", help="the version to convert to")
    parser.add_argument(
        "--from", dest="old", metavar="V", help="the version to convert from (default: from the input, else 7)"
    )
    parser.add_argument(
        "--on-loss",
        choices=("error", "warn"),
        default="error",
        help="if part cannot be converted: error writes nothing, warn writes the rest (default: error)",
    )
    reading.add_bare_text(parser)
    group = parser.add_argument_group("result (default: print it)")
    group.add_argument("--output", action=Once, default="-", metavar="FILE", help="write it to FILE")
    writing.add_modes(group)
    return parser


def run(arguments: Namespace) -> int:
    """Convert one input, report what is lost, and return the exit status."""
    from rkconf.conversion import convert, written_for

    checked = _input(arguments)
    new = versions.parse(arguments.to)
    old = target_options.target(Namespace(version=arguments.old), checked).version
    if arguments.old is None:
        old = written_for(checked, old)
    if _is_unusable(checked, old):
        return 1
    if old is new and arguments.old is None:
        _report_assumed(arguments, checked, new)
    conversion = convert(checked, old, new)
    _report(checked, conversion, _target(checked, old))
    if conversion.losses and arguments.on_loss == "error":
        console.report(f"nothing was written; --on-loss warn writes what can be converted from {old} to {new}")
        return 1

    _report_reader(arguments, new)

    def find_mask() -> Mask:
        after = checked.read_again({conversion.source.name: conversion.data}) if checked.is_file else checked
        return linting.mask(checked, _target(checked, old)) | linting.mask(after, _target(after, new))

    return writing.write(conversion.source, conversion.data, arguments, find_mask)


def _report_assumed(arguments: Namespace, checked: Input, version: "Version") -> None:
    """Report that nothing changes, if that is so only because the version of the input is not known."""
    name = checked.parts[0].source.name
    if target_options.lookup(arguments).of(name).assumptions(name).assumes_version(checked):
        message = (
            f"no version is specified, so {version} is assumed, and nothing changes; specify another one with --from"
        )
        console.report(f"{name}: note: {message}")


def _report_reader(arguments: Namespace, new: "Version") -> None:
    """Report that the Front End of another version reads the file that is written."""
    path = arguments.file if arguments.in_place else arguments.output
    message = versions.other_reader(path, new) if path else None
    if message:
        console.report(f"{path}: note: {message}")


def _target(checked: Input, version: "Version") -> "Target":
    return linting.Assumptions(version).target(checked)


def _input(arguments: Namespace) -> Input:
    if arguments.in_place and (reading.is_bare(arguments) or arguments.file == reading.STDIN):
        message = "--in-place needs a file; it cannot be used with standard input or --launch"
        raise UsageError(message)
    if arguments.output != "-" and (arguments.in_place or arguments.diff or arguments.check):
        message = "--output cannot be combined with --in-place, --diff or --check, which print no result"
        raise UsageError(message)
    checked = reading.one_input(arguments, "convert", inputs.read_kernels)
    if checked.loaded and checked.loaded.specification:
        from rkconf.inputs.specification_file import SpecificationFile  # needs pydantic

        assert isinstance(checked, SpecificationFile)  # noqa: S101 - nothing else has a specification
        checked.require_kernels()
    return checked


def _is_unusable(checked: Input, version: "Version") -> bool:
    """Return whether a specification is already invalid in its own version; report the errors."""
    if not checked.loaded:
        return False
    found = linting.check(checked, _target(checked, version))
    wrong = [each for each in found if each.severity is Severity.ERROR]
    writing.report_findings(wrong)
    return bool(wrong)


def _report(checked: Input, conversion: "Conversion", target: "Target") -> None:
    problems = () if checked.loaded else checked.document.problems
    mask = linting.mask(checked, target) if problems else Mask()
    for problem in problems:
        console.report(f"{_where(checked, problem)}: {mask(problem.message)}")
    for loss in conversion.losses:
        console.report(f"{_where(checked, loss)}: lost: {_message(loss)}")
    for note in conversion.notes:
        console.report(f"{_where(checked, note)}: note: {_message(note)}")


def _where(checked: Input, remark: "Remark | Problem") -> str:
    part = checked.part(remark.span)
    return part.source.location(remark.span.start - part.start)


def _message(remark: "Remark") -> str:
    return f"{remark.message}; {remark.advice}" if remark.advice else remark.message
