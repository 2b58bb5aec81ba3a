"""``rkconf trace``: follow a launch command through every shell and ssh to the kernel."""

from argparse import Namespace
from typing import TYPE_CHECKING

from rkconf import launchables, linting
from rkconf.cli import console, file_places, reading, target_options, writing
from rkconf.cli.given_values import given_values
from rkconf.cli.parser import Once, Parser, add
from rkconf.command import Target
from rkconf.errors import UsageError
from rkconf.inputs import Input
from rkconf.launchables import DescribedKernel, LaunchableKernel
from rkconf.record import replace
from rkconf.reporters import trace as reporter
from rkconf.tracing import Trace, follow, follow_description

if TYPE_CHECKING:
    from rkconf.cli.parser import Commands

_EXAMPLES = """\
examples:
  rkconf trace init.m skye                                follow the launch command of `skye`
  rkconf trace --launch @command.txt --local-shell dash   a single command, where /bin/sh is dash
  rkconf trace init.m skye --set linkname=4001@10.0.0.5,4002@10.0.0.5
  rkconf trace init.m skye --diagram                      draw machines, links and firewalls

exit status:
  0  traced, even if the kernel would not start
  1  the specification has errors
  2  wrong usage, or reading or writing failed
"""


def configure(commands: "Commands") -> Parser:
    """Add the command and its options."""
    parser = add(
        commands,
        "trace",
        "Follow a launch command or a kernel description through every shell and ssh to the kernel.",
        usage="[OPTIONS] [FILE [NAME]]",
        examples=_EXAMPLES,
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="a file with kernels, or - for standard input")
    parser.add_argument(
        "name",
        nargs="?",
        metavar="NAME",
        help="name of a kernel, or host of a parallel kernel; required if the file has several",
    )
    reading.add_stdin_filename(parser)
    reading.add_bare_text(parser)
    target_options.add_assumptions(parser)
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="value of a placeholder; repeatable",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="output format (default: text)")
    parser.add_argument("--color", choices=console.COLOURS, default="auto", help="when to use colours (default: auto)")
    group = parser.add_argument_group(
        "diagram of machines, links, ports, and the connections that firewalls must allow"
    )
    group.add_argument("--diagram", action="store_true", help="draw it as text")
    group.add_argument("--svg", action=Once, metavar="FILE", help="write it as SVG to FILE, or - for standard output")
    return parser


def run(arguments: Namespace) -> int:
    """Print or draw the trace of one launch command; only errors in a specification change the exit status."""
    _require_one_form(arguments)
    file_places.separate(arguments)
    checked = reading.one_input(arguments, "trace")
    target = target_options.target(arguments, checked)
    refused = launchables.refusals(checked, target)
    if refused:
        writing.report_findings(refused)
        return 1
    kernel = launchables.find(checked, target, arguments.name)
    name = kernel.name
    traces = _traces(kernel, checked, target, arguments)
    subject = f"{name!r} in {checked.parts[0].source.name}" if name else checked.parts[0].source.name
    title = f"{subject}, for Mathematica {target.version}"
    if arguments.diagram or arguments.svg is not None:
        _draw(traces, title, arguments)
    elif arguments.format == "json":
        console.write(reporter.as_json(traces))
    else:
        console.write(reporter.as_text(traces, title, console.paint(arguments.color)))
    return 0


def _traces(
    kernel: LaunchableKernel | DescribedKernel, checked: Input, target: Target, arguments: Namespace
) -> tuple[Trace, ...]:
    if isinstance(kernel, LaunchableKernel):
        launch = kernel.launch
        settings = given_values(arguments.set, launch, target)
        return follow(replace(launch, values={**launch.values, **settings}), target, checked.parts)
    for given, option in ((arguments.set, "--set"), (arguments.diagram, "--diagram"), (arguments.svg, "--svg")):
        if given:
            message = f"{option}: {kernel.name!r} is a kernel description, whose placeholders and ports are not known"
            raise UsageError(message)
    return (follow_description(kernel.description, target, checked, linting.mask(checked, target)),)


def _require_one_form(arguments: Namespace) -> None:
    if arguments.format == "json" and (arguments.diagram or arguments.svg is not None):
        message = "--diagram and --svg cannot be combined with --format json"
        raise UsageError(message)
    if arguments.diagram and arguments.svg == reading.STDIN:
        message = "--diagram and --svg - both write to standard output; name a file for the SVG"
        raise UsageError(message)
    if arguments.svg is not None and arguments.file:
        reading.protect_inputs("--svg", [arguments.svg], [arguments.file])


def _draw(traces: tuple[Trace, ...], title: str, arguments: Namespace) -> None:
    from rkconf.diagram import pictures, svg, text
    from rkconf.diagram.layout import lay_out

    sheets = [lay_out(picture) for picture in pictures(traces, title)]
    if arguments.svg is not None:
        console.write(svg.draw(sheets), arguments.svg)
    if arguments.diagram:
        drawn = text.draw(sheets)
        console.write(drawn if console.can_show(drawn) else text.plain(drawn))
