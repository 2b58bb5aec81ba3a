"""Verify a specification for a version: the findings of lint in it and in its rendered commands."""

from collections.abc import Collection, Iterator, Mapping

from rkconf import inputs, linting
from rkconf.command import Target, read_by, target
from rkconf.command.follow import Follow
from rkconf.command.followed import Journeys
from rkconf.diagnostics import Diagnostic, Severity
from rkconf.errors import InternalError
from rkconf.inputs import Input
from rkconf.record import record, replace
from rkconf.rendering.description import described
from rkconf.rendering.formats import description_text
from rkconf.rendering.rendering import entry, machine
from rkconf.secrets import Secrets
from rkconf.source import Source
from rkconf.spec import Kernel, Parallel, Row, is_described, kernel_version
from rkconf.versions import Version

# The keys with verbatim words, which may be the reason for an error.
_VERBATIM = ("launch_command", "mlopen_arguments", "ssh_options", "ssh", "arguments")


@record
class _Choice:
    """A key whose value is the reason for an info, and the advice about it."""

    key: str
    advice: str


_CHOICES = {
    "port-may-be-taken": _Choice("ports", "use other ports, from 1024 to 32767"),
    "debug-left-on": _Choice("verbose", "remove verbose"),
    "bare-kernel-name": _Choice("kernel", "write its full path"),
}
"""The rules whose infos are about the value of a key: lint finds them in the entry, so `render` reports them first."""


def verify(checked: Input, version: Version) -> tuple[Diagnostic, ...]:
    """Return the findings of a specification in ``version``, verbatim commands included.

    Infos are about values that the specification gives; the others are about parts that rkconf chooses.

    Raises:
        InternalError: rkconf itself would write a command that has an error.
    """
    found = [*_without_infos(linting.check(checked, target(version, version, checked.os)))]
    if not any(each.severity is Severity.ERROR for each in found):
        found += verify_generated(checked, version)
        found += verify_descriptions(checked, version)
    return tuple(sorted(found, key=lambda each: each.span))


def verify_generated(checked: Input, version: Version) -> Iterator[Diagnostic]:
    """Yield what lint finds in generated commands, at the words in them that the row gives, or at the row.

    Raises:
        InternalError: rkconf itself would write a command that has an error.
    """
    loaded = checked.loaded
    reported = loaded.rules_by_row(checked.problems(version)) if loaded else {}
    for row in loaded.rows if loaded else ():
        infos: dict[str, Diagnostic] = {}
        for found, key in _in_commands(row, version, checked.os, reported.get(row.path, set())):
            if found.severity is Severity.INFO:
                infos.setdefault(found.name, found)
                continue
            if found.severity is Severity.ERROR and not any(map(row.given, _VERBATIM)):
                message = f"the command for {row.name} has an error: {found.message} ({found.code})"
                raise InternalError(message)
            yield _at(row, key, found, checked.document.source)
        yield from _about_choices(row, infos, checked.document.source)


def _about_choices(row: Row, infos: Mapping[str, Diagnostic], source: Source) -> Iterator[Diagnostic]:
    """Yield the infos, by the names of their rules, that are about a value that the row gives."""
    for name, choice in _CHOICES.items():
        if name in infos and row.given(choice.key):
            yield replace(_at(row, choice.key, infos[name], source), help=choice.advice)


def _in_commands(
    row: Row, version: Version, os: str | None, reported: Collection[str]
) -> Iterator[tuple[Diagnostic, str | None]]:
    """Yield each new finding in the generated commands of a row, and the key that it is about."""
    verbatim = next((key for key in _VERBATIM if row.given(key)), None)
    for command in inputs.bare(_generated(row, version, os)):
        judged_for, follow = target(version, kernel_version(row.table, version), os), Journeys().of
        known = {*reported, *(each.name for each in _alone(row, judged_for))}
        for each in linting.check(command, judged_for, checks=linting.LaunchChecks(follow)):
            if each.name not in known:
                yield each, "kernel" if _is_about_the_program(each, command, judged_for, follow) else verbatim


def _at(row: Row, key: str | None, found: Diagnostic, source: Source) -> Diagnostic:
    """Return a finding in a generated text as one at a key of the row, or at the row."""
    place = row.places.of((*row.path, key) if key else row.path).value
    return replace(found, source=source, span=place, entry=row.name, fix=None, related=(), secrets=Secrets())


def verify_descriptions(checked: Input, version: Version) -> Iterator[Diagnostic]:
    """Yield what lint finds in generated descriptions, at the kernel that the row gives, or at the row."""
    loaded = checked.loaded
    for row in loaded.rows if loaded else ():
        if not isinstance(row.table, Parallel) or not is_described(row.table, version):
            continue
        text = description_text(described(row.table, version))
        written = inputs.read(Source("generated.m", text.encode()))
        key = "kernel" if row.given("kernel") else None
        for each in _without_infos(linting.check(written, target(version, version, checked.os))):
            yield _at(row, key, each, checked.document.source)


def _alone(row: Row, judged_for: Target) -> Iterator[Diagnostic]:
    """Yield the findings in the verbatim command of a kernel alone, which are findings of the specification itself."""
    text = row.table.launch_command if isinstance(row.table, Kernel) else None
    for command in inputs.bare({} if text is None else {"launch": text.encode()}):
        yield from linting.check(command, judged_for, linting.WITHOUT_CAUSES)


def _is_about_the_program(found: Diagnostic, command: Input, judged_for: Target, follow: Follow) -> bool:
    """Return whether a finding is within the kernel's program, as the row gives it."""
    (named,) = command.launches
    kernels = (journey.kernel for journey in follow(named.launch, read_by(named.launch, judged_for)))
    inside = any(kernel.program.value.span.covers(found.span) for kernel in kernels if kernel)
    return inside and found.source is command.parts[0].source


def _generated(row: Row, version: Version, os: str | None) -> dict[str, bytes]:
    """Return the texts that rkconf makes of a row, with a verbatim launch command beside generated MLOpen arguments.

    There are none where the row gives its own, or the Front End makes them.
    """
    if isinstance(row.table, Kernel):
        made = entry(row.table, version, os)
        texts = {"launch": made.login_script, "mlopen": made.mlopen_arguments}
        is_verbatim = row.table.launch_command is not None and row.table.mlopen_arguments is not None
    elif is_described(row.table, version):
        return {}
    else:
        texts = {"parallel": machine(row.table, version).command}
        is_verbatim = row.table.command is not None
    return {} if is_verbatim else {kind: text.encode() for kind, text in texts.items() if text is not None}


def _without_infos(found: tuple[Diagnostic, ...]) -> Iterator[Diagnostic]:
    return (each for each in found if each.severity is not Severity.INFO)
