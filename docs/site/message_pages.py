"""The pages of messages, listed in the navigation below their table."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

_TABLE = "messages.md"


def on_config(config: MkDocsConfig) -> None:
    """List every page of docs/messages/ by its title."""
    sections = [section for section in config.nav or () if isinstance(section, dict)]
    lists = [pages for section in sections for pages in section.values()]
    folder = Path(config.docs_dir)
    pages = [path.relative_to(folder).as_posix() for path in sorted((folder / "messages").glob("*.md"))]
    lists[lists.index([_TABLE])] += pages
