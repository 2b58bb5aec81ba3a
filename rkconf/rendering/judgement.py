"""Check a specification for a version, and the commands rendered from it: lint must accept both."""

from collections.abc import Iterator
from dataclasses import replace

from rkconf import inputs, linting
from rkconf.command import Target, journeys, read_by, target
from rkconf.diagnostics import Diagnostic, Severity
from rkconf.errors import InternalError
from rkconf.inputs import Input
from rkconf.rendering.rendering import entry, machine
from rkconf.spec import Kernel, Loaded, Row, front_end_os, kernel_version, rows
from rkconf.versions import Version

# The keys with verbatim words, which may be the reason for an error.
_OWN_WORDS = ("mlopen_arguments", "ssh_options", "ssh")


def judge(loaded: Loaded, version: Version) -> tuple[Diagnostic, ...]:
    """Return the warnings and errors of a specification in ``version``, verbatim commands included.

    Raises:
        InternalError: A command that rkconf itself would write has an error.
    """
    found = [*_lint(inputs.specification(loaded.source), target(version, version, _os(loaded)))]
    if not any(each.severity is Severity.ERROR for each in found):
        found += _judge_generated(loaded, version)
    return tuple(sorted(found, key=lambda each: each.span))


def _judge_generated(loaded: Loaded, version: Version) -> Iterator[Diagnostic]:
    """Yield what lint reports about generated commands, at the verbatim words of the row, or at the row."""
    for row in rows(loaded.specification, loaded.places) if loaded.specification else ():
        own_words = next((key for key in _OWN_WORDS if row.given(key)), None)
        for checked in inputs.bare(_generated(row, version, _os(loaded))):
            judged_for = target(version, kernel_version(row.table, version), _os(loaded))
            for each in _lint(checked, judged_for):
                if each.severity is Severity.ERROR and own_words is None:
                    message = f"the command for {row.name} has an error: {each.message} ({each.code})"
                    raise InternalError(message)
                key = "kernel" if _is_about_the_program(each, checked, judged_for) else own_words
                place = row.places.of((*row.path, key) if key else row.path)
                yield replace(each, source=loaded.source, span=place.value, entry=row.name, fix=None)


def _is_about_the_program(found: Diagnostic, checked: Input, judged_for: Target) -> bool:
    """Return whether a diagnostic is about the kernel's program, as the row gives it."""
    ((_, launch),) = checked.launches
    kernels = (journey.kernel for journey in journeys(launch, read_by(launch, judged_for)))
    inside = any(kernel.program.value.span.covers(found.span) for kernel in kernels if kernel)
    return inside and found.source is checked.parts[0].source


def _os(loaded: Loaded) -> str | None:
    return front_end_os(loaded.specification) if loaded.specification else None


def _generated(row: Row, version: Version, os: str | None) -> dict[str, bytes]:
    """Return the texts that rkconf generates for a row; none where they are verbatim, or the Front End writes them."""
    if isinstance(row.table, Kernel):
        made = entry(row.table, version, os)
        texts = {"launch": made.login_script, "mlopen": made.mlopen_arguments}
        verbatim = row.table.launch_command is not None
    else:
        texts = {"parallel": machine(row.table, version).command}
        verbatim = row.table.command is not None
    return {} if verbatim else {kind: text.encode() for kind, text in texts.items() if text is not None}


def _lint(checked: Input, judged_for: Target) -> Iterator[Diagnostic]:
    return (each for each in linting.check(checked, judged_for) if each.severity is not Severity.INFO)
