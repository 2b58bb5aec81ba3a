"""The page of each version, at ``versions/<version>/``, made from the tables of facts in versions.md."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from rkconf import versions

_DOCS = Path(__file__).parents[1]
_TABLE = "versions.md"
_SECTION = re.compile(r"^## `(?P<fact>\w+)`\n\n(?P<text>.*?)\n\n(?P<table>(?:\|[^\n]*\n?)+)", re.DOTALL | re.MULTILINE)
_CELL = re.compile(r"(?<!\\)\|")


class Fact(NamedTuple):
    """A fact, its meaning, and its rows: the version, the value and the source of each."""

    name: str
    text: str
    rows: dict[str, tuple[str, str]]


def on_config(config: MkDocsConfig) -> None:
    """List the versions, newest first, below the table of their facts."""
    sections = [section for section in config.nav or () if isinstance(section, dict)]
    lists = [pages for section in sections for pages in section.values()]
    lists[lists.index([_TABLE])] += [{f"Version {name}": f"versions/{name}.md"} for name in reversed(_names())]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the page of every released version."""
    facts = list(_facts((_DOCS / _TABLE).read_text(encoding="utf-8")))
    for name in _names():
        page = File.generated(config, f"versions/{name}.md", content=_page(name, facts))
        page.edit_uri = None
        files.append(page)
    return files


def _names() -> list[str]:
    return [version.name for version in versions.known(front_end=False)]


def _facts(text: str) -> Iterator[Fact]:
    for section in _SECTION.finditer(text):
        lines = section["table"].splitlines()[2:]
        cells = [[cell.strip() for cell in _CELL.split(line)[1:-1]] for line in lines]
        yield Fact(section["fact"], section["text"], {version: (value, source) for version, value, source in cells})


def _page(name: str, facts: list[Fact]) -> str:
    rows = [(fact, since) for fact in facts if (since := _since(name, fact))]
    body = "".join(
        f"| [{fact.name}](../{_TABLE}#{fact.name}) | {fact.rows[since][0]} | {since} |\n" for fact, since in rows
    )
    own = ", ".join(f"`{fact.name}`" for fact, since in rows if since == name)
    new = f"New in this version: {own}." if own else "It has the facts of the version before it."
    head = f"The facts that rkconf uses for Mathematica {name}."
    return (
        f"# Version {name}\n\n{head} {new}\n\n"
        "```sh\n"
        f"rkconf lint init.m --version {name}\n"
        f"rkconf render kernels.toml --version {name}\n"
        "```\n\n"
        f"| fact | value | as in |\n| --- | --- | --- |\n{body}\n"
        f"[All versions, with the sources of the facts](../{_TABLE})\n"
    )


def _since(name: str, fact: Fact) -> str:
    """Return the version whose value of a fact a version has; empty if it has none."""
    inherited: str | None = name
    while inherited is not None and inherited not in fact.rows:
        inherited = versions.load(inherited).extends
    return inherited or ""
