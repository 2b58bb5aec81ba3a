"""The verbatim commands of a specification, which are checked like those of any file."""

from collections.abc import Iterator

from rkconf.command import Launch, LaunchKind
from rkconf.spec import strings
from rkconf.spec.load import Loaded
from rkconf.spec.model import Parallel
from rkconf.spec.rows import Row


def launches(loaded: Loaded) -> Iterator[tuple[Row, Launch]]:
    """Yield each verbatim command or template with its row; every character has its place."""
    for row in loaded.rows:
        launch = _launch(loaded, row)
        if launch:
            yield row, launch


def _launch(loaded: Loaded, row: Row) -> Launch | None:
    group = row.table if isinstance(row.table, Parallel) else None
    found = {}
    for key in ("command",) if group else ("launch_command", "mlopen_arguments"):
        if row.given(key):
            found[key] = loaded.places.of((*row.path, key)).value
    if not found:
        return None
    excerpts = {key: strings.read(loaded.source, span) for key, span in found.items()}
    command = excerpts.get("command") or excerpts.get("launch_command")
    # One function escapes both strings: they rarely have different kinds of quotes.
    escape = strings.escaping(loaded.source, next(iter(found.values())))
    if group:
        return Launch(LaunchKind.PARALLEL, command, escape=escape, count=group.count)
    return Launch(LaunchKind.CONTROLLER, command, excerpts.get("mlopen_arguments"), escape=escape)
