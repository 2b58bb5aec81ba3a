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
from rkconf.reporters.trace_paragraphs import Paragraph, paragraphs
from rkconf.tracing import Trace, follow, follow_description


def kernels(given: Mapping[str, Any], choices: Mapping[str, str]) -> dict[str, Any]:
    """Return a name and a title for each kernel of an input that can be followed.

    The name is the index of the kernel: kernels of one name can be chosen too, since titles always differ.

    Raises:
        RejectedError: A specification has errors.
    """
    checked = inputs.read(given)
    titles = launchables.titles(checked, inputs.sound_target(checked, choices))
    return {"kernels": [{"name": str(number), "title": title} for number, title in enumerate(titles)]}


def trace(given: Mapping[str, Any], choices: Mapping[str, str], kernel: str | None = None) -> dict[str, Any]:
    """Return the steps of a launch command in words and as the JSON of `rkconf trace`, and whether the kernel starts.

    Raises:
        RejectedError: A specification has errors.
        UsageError: There is no such kernel, or one of several must be named.
    """
    traces, _, _ = _traces(given, choices, kernel)
    return {"alternatives": [_in_words(each) for each in traces], "report": reporter.as_data(traces)}


def _in_words(followed: Trace) -> dict[str, Any]:
    return {"steps": [_step(each) for each in paragraphs(followed)], "verdict": reporter.ending(followed, Paint())}


def _step(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "headline": shown(paragraph.headline),
        "text": paragraph.text,
        "programs": paragraph.words,
        "remarks": [{"kind": each.kind, "text": shown(each.text)} for each in paragraph.remarks],
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
    kernel = launchables.numbered(checked, target, int(name)) if name else launchables.find(checked, target)
    title = f"{kernel.name or 'The command'}, for Mathematica {target.version}"
    if isinstance(kernel, DescribedKernel):
        mask = linting.mask(checked, target)
        return (follow_description(kernel.description, target, checked, mask),), title, kernel
    return follow(kernel.launch, target, checked.parts), title, kernel
