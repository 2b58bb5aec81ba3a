"""Traces and pictures of a launch command."""

from collections.abc import Mapping
from typing import Any

from docs.page.python import inputs
from docs.page.python.page_words import shown
from rkconf import launchables, linting
from rkconf.errors import UsageError
from rkconf.launchables import DescribedKernel, Kernel
from rkconf.reporters import Paint
from rkconf.reporters import trace as reporter
from rkconf.tracing import Trace, follow, follow_description


def kernels(given: Mapping[str, Any], choices: Mapping[str, str]) -> dict[str, Any]:
    """Return the names of the kernels of an input that can be followed; bare text has none."""
    checked = inputs.read(given)
    target = inputs.sound_target(checked, choices)
    return {"names": list(dict.fromkeys(each.name for each in launchables.kernels(checked, target) if each.name))}


def trace(given: Mapping[str, Any], choices: Mapping[str, str], kernel: str | None = None) -> dict[str, Any]:
    """Return the steps of a launch command as text and as JSON, and whether the kernel starts.

    Raises:
        RejectedError: A specification has errors.
        UsageError: There is no such kernel, or one of several must be named.
    """
    traces, title, _ = _traces(given, choices, kernel)
    return {
        "text": shown(reporter.as_text(traces, title, Paint())),
        "report": reporter.as_data(traces),
        "verdict": "\n".join(dict.fromkeys(reporter.ending(each, Paint()) for each in traces)),
    }


def diagram(given: Mapping[str, Any], choices: Mapping[str, str], kernel: str | None = None) -> dict[str, str]:
    """Return the picture of machines, links and ports, as SVG and as text.

    Raises:
        RejectedError: A specification has errors.
        UsageError: There is no such kernel, or it has no launch command.
    """
    # Imported here because the first verdict needs no picture.
    from rkconf.diagram import pictures, svg, text
    from rkconf.diagram.layout import lay_out

    traces, title, found = _traces(given, choices, kernel)
    if isinstance(found, DescribedKernel):
        message = "a kernel description has no picture, since its ports are not known; its trace has the steps"
        raise UsageError(message)
    sheets = [lay_out(picture, shown) for picture in pictures(traces, title)]
    return {"svg": svg.draw(sheets), "text": text.draw(sheets)}


def _traces(
    given: Mapping[str, Any], choices: Mapping[str, str], name: str | None
) -> tuple[tuple[Trace, ...], str, Kernel]:
    checked = inputs.read(given)
    target = inputs.sound_target(checked, choices)
    kernel = launchables.find(checked, target, name or None)
    title = f"{kernel.name or 'The command'}, for Mathematica {target.version}"
    if isinstance(kernel, DescribedKernel):
        mask = linting.mask(checked, target)
        return (follow_description(kernel.description, target, checked, mask),), title, kernel
    return follow(kernel.launch, target, checked.parts), title, kernel
