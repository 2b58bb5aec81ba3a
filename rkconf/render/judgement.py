"""Judge a specification for a version, and what was made of it: nothing leaves that lint would object to."""

from collections.abc import Iterator
from dataclasses import replace

from rkconf import inputs, lint
from rkconf.command import Launch, Target, World, local_shells, remote_shells
from rkconf.diagnostics import Diagnostic, Severity
from rkconf.entries import Document
from rkconf.errors import InternalError
from rkconf.inputs import Input, Part
from rkconf.render.rendering import entry, machine
from rkconf.source import Source
from rkconf.spec import Kernel, Loaded, Row, kernel_version, rows
from rkconf.versions import Version


def judge(loaded: Loaded, version: Version) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a specification in ``version``, verbatim commands included; no infos.

    Raises:
        InternalError: rkconf itself would write a command that has an error.
    """
    found = [*_lint(inputs.specification(loaded.source), version, version)]
    if not any(each.severity is Severity.ERROR for each in found):
        found += _judge_generated(loaded, version)
    return tuple(sorted(found, key=lambda each: each.span))


def _judge_generated(loaded: Loaded, version: Version) -> Iterator[Diagnostic]:
    """Yield warnings about generated commands, at the row that they come from."""
    for row in rows(loaded.specification, loaded.places) if loaded.specification else ():
        text = _generated(row, version)
        if text is None:
            continue
        source = Source("<rendered>", text.encode())
        world = World.CONTROLLER if isinstance(row.table, Kernel) else World.PARALLEL
        for each in _lint_launch(source, row, Launch(world, source.excerpt()), version):
            if each.severity is Severity.ERROR:
                message = f"the command for {row.name} has an error of its own: {each.message} ({each.code})"
                raise InternalError(message)
            yield replace(each, source=loaded.source, span=row.places.of(row.path).value, fix=None)


def _generated(row: Row, version: Version) -> str | None:
    """Return the command that rkconf makes of a row; None where the row has its own, or the Front End makes it."""
    if isinstance(row.table, Kernel):
        return None if row.table.launch_command is not None else entry(row.table, version).login_script
    return None if row.table.command is not None else machine(row.table, version).command


def _lint_launch(source: Source, row: Row, launch: Launch, version: Version) -> Iterator[Diagnostic]:
    checked = Input(Document(source, "launch"), ((row.name, launch),), (Part(source),))
    return _lint(checked, version, kernel_version(row.table, version))


def _lint(checked: Input, version: Version, kernel: Version) -> Iterator[Diagnostic]:
    target = Target(version, kernel, local_shells(None), remote_shells(None))
    return (each for each in lint.check(checked, target) if each.severity is not Severity.INFO)
