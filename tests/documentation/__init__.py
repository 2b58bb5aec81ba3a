"""The generated pages of docs/; ``pytest --accept tests/test_documentation.py`` writes them."""

from collections.abc import Callable, Mapping

from tests.documentation import (
    api,
    command_line,
    diagnosis,
    machine,
    messages,
    rules,
    settings,
    specification,
    versions,
)

PAGES: Mapping[str, Callable[[], str]] = {
    "api.md": api.page,
    "cli.md": command_line.page,
    "doctor.md": diagnosis.page,
    "machine.md": machine.page,
    "messages.md": messages.page,
    "rules.md": rules.page,
    "settings.md": settings.page,
    "specification.md": specification.page,
    "versions.md": versions.page,
}
"""The function that returns each page; outputs are added when its console blocks are executed."""
