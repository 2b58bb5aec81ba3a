"""The commands that a specification gives word for word: they are judged like those of any file."""

from collections.abc import Iterator
from dataclasses import replace

from rkconf.command import Launch, World
from rkconf.source import Excerpt
from rkconf.spec import strings
from rkconf.spec.checks import Row, rows
from rkconf.spec.feasibility import this_machine
from rkconf.spec.load import Loaded
from rkconf.spec.model import Parallel


def launches(loaded: Loaded) -> Iterator[tuple[Row, Launch]]:
    """Yield each verbatim command or template with the row that holds it; every character has its place."""
    if loaded.specification is None:
        return
    on_windows = (loaded.specification.frontend.os or this_machine()) == "windows"
    for row in rows(loaded.specification, loaded.places):
        launch = _launch(loaded, row)
        if launch:
            yield row, replace(launch, command=_without_outer_quotes(launch.command)) if on_windows else launch


def _without_outer_quotes(command: Excerpt | None) -> Excerpt | None:
    """Return what is left when cmd.exe has taken the pair of quotes around a command away."""
    if command and len(command) > 1 and command.text[0] == command.text[-1] == '"':
        return command[1:-1]
    return command


def _launch(loaded: Loaded, row: Row) -> Launch | None:
    parallel = isinstance(row.table, Parallel)
    found = {}
    for key in ("command",) if parallel else ("launch_command", "mlopen_arguments"):
        if row.given(key):
            found[key] = loaded.places.of((*row.path, key)).value
    if not found:
        return None
    excerpts = {key: strings.read(loaded.source, span) for key, span in found.items()}
    command = excerpts.get("command") or excerpts.get("launch_command")
    # One string holds what a fix of the command changes; MLOpen arguments of another kind of string are rare.
    escape = strings.escaping(loaded.source, next(iter(found.values())))
    world = World.PARALLEL if parallel else World.CONTROLLER
    return Launch(world, command, excerpts.get("mlopen_arguments"), escape=escape)
