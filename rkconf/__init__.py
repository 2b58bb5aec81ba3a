"""Check, write and convert Mathematica remote-kernel configurations."""

# Type checkers recognize this name; importing `typing` would take longer than everything else here.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from rkconf.api import Form, RejectedError, convert, extract, render, setup, trace
    from rkconf.api.arguments import Command, Machines, Text
    from rkconf.api.checking import RepairedText, ReportForm, Rules, fix, lint, report, report_data
    from rkconf.command import Outcome
    from rkconf.conversion import Conversion, Loss, Note
    from rkconf.diagnostics import Applicability, Diagnostic, Fix, Problem, Related, Severity
    from rkconf.edits import Edit, apply
    from rkconf.errors import RkconfError, UsageError
    from rkconf.extraction import Extraction
    from rkconf.fixes import SkippedFix
    from rkconf.provisioning import File, Setup
    from rkconf.source import Position, Source, Span
    from rkconf.spec import Specification
    from rkconf.tracing import Reader, Step, Trace

__version__ = "0.5.0"

__all__ = [
    "Applicability",
    "Command",
    "Conversion",
    "Diagnostic",
    "Edit",
    "Extraction",
    "File",
    "Fix",
    "Form",
    "Loss",
    "Machines",
    "Note",
    "Outcome",
    "Position",
    "Problem",
    "Reader",
    "RejectedError",
    "Related",
    "RepairedText",
    "ReportForm",
    "RkconfError",
    "Rules",
    "Setup",
    "Severity",
    "SkippedFix",
    "Source",
    "Span",
    "Specification",
    "Step",
    "Text",
    "Trace",
    "UsageError",
    "__version__",
    "apply",
    "convert",
    "extract",
    "fix",
    "lint",
    "render",
    "report",
    "report_data",
    "setup",
    "trace",
]

_HOMES = {
    "api": ("Form", "RejectedError", "convert", "extract", "render", "setup", "trace"),
    "api.checking": ("RepairedText", "ReportForm", "Rules", "fix", "lint", "report", "report_data"),
    "api.arguments": ("Command", "Machines", "Text"),
    "conversion": ("Conversion", "Loss", "Note"),
    "diagnostics": ("Applicability", "Diagnostic", "Fix", "Problem", "Related", "Severity"),
    "edits": ("Edit", "apply"),
    "errors": ("RkconfError", "UsageError"),
    "extraction": ("Extraction",),
    "fixes": ("SkippedFix",),
    "provisioning": ("File", "Setup"),
    "source": ("Position", "Source", "Span"),
    "spec": ("Specification",),
    "command": ("Outcome",),
    "tracing": ("Reader", "Step", "Trace"),
}


if not TYPE_CHECKING:  # otherwise type checkers would accept every misspelt name

    def __getattr__(name: str) -> object:
        """Import a public name when it is first used; the command line does not need any."""
        from importlib import import_module

        home = next((home for home, names in _HOMES.items() if name in names), None)
        if home is None:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return __all__
