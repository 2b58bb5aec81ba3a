"""The pages of docs/ that are made from the source; ``pytest --accept tests/test_documentation.py`` writes them."""

from collections.abc import Callable, Mapping

from tests.documentation import api, command_line, rules, settings, specification, versions

PAGES: Mapping[str, Callable[[], str]] = {
    "api.md": api.page,
    "cli.md": command_line.page,
    "rules.md": rules.page,
    "settings.md": settings.page,
    "specification.md": specification.page,
    "versions.md": versions.page,
}
"""Every page, and what makes it; its console blocks hold commands alone until they are executed."""
