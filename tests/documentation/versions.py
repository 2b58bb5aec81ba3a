"""docs/versions.md: all facts about each version, from the TOML files, with their sources."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from rkconf import versions
from rkconf.record import fields
from rkconf.versions import Version
from tests.documentation.declarations import Declaration, members
from tests.documentation.markdown import code, table

_FACT = re.compile(r"^(?:\[(?P<table>\w+)(?:\.\w+)?\]|(?P<key>\w+) = )")
_KIND = re.compile(r"^#   (?P<kind>\S.*?)  +(?P<meaning>.*)$")
_NO_FACT = frozenset({"name", "extends"})
_FOLDER = Path(versions.__file__).parent

_PAGE = """\
# Versions

The facts that rkconf uses about each version of Mathematica, and their sources. They are in `rkconf/versions/`, one
file per version; a fact that a file omits is the same as in the version that it extends. The Front Ends of some
old versions are not documented; rkconf treats them like the oldest one that is, and reports that.

{overview}
The kinds of sources:

{kinds}
{facts}"""


class Sourced(NamedTuple):
    """A fact of one version, and the kind of its source."""

    version: Version
    field: str
    source: str


def page() -> str:
    """Return the page."""
    known = sorted(versions.with_facts(front_end=False), key=lambda version: version.order)
    rows = [(str(each), "Front End and kernel" if each.front_end else "kernel", each.extends or "") for each in known]
    sourced = [fact for version in known for fact in facts(version)]
    return _PAGE.format(
        overview=table(("version", "known as", "extends"), rows),
        kinds="".join(f"- *{kind}*: {meaning}\n" for kind, meaning in kinds()),
        facts="\n".join(_section(each.name, each.text, sourced) for each in _fields()),
    )


def facts(version: Version) -> Iterator[Sourced]:
    """Yield the facts of one file, each with the source in the comment above it."""
    source: list[str] = []
    in_comment = in_table = False
    for line in (_FOLDER / f"{version}.toml").read_text().splitlines():
        fact = _FACT.match(line)
        if line.startswith("#"):
            source = [*source, line] if in_comment else [line]
        elif fact and (fact["table"] or not in_table):
            in_table = bool(fact["table"])
            field = fact["table"] or fact["key"]
            if field not in _NO_FACT:
                yield Sourced(version, field, _source(source))
        in_comment = line.startswith("#")


def kinds() -> Iterator[tuple[str, str]]:
    """Yield the kinds of sources and their meanings, from the head of the first file."""
    for version in versions.with_facts():
        for line in (_FOLDER / f"{version}.toml").read_text().splitlines():
            if found := _KIND.match(line):
                yield found["kind"], found["meaning"]


def _source(comment: list[str]) -> str:
    """Return the text after ``source:`` in a comment."""
    text = " ".join(line.removeprefix("#").strip() for line in comment)
    return text.partition("source:")[2].strip()


def _fields() -> Iterator[Declaration]:
    facts = {each.name for each in fields(Version)} - _NO_FACT
    return (each for each in members(Version) if each.name in facts)


def _section(name: str, text: str, sourced: list[Sourced]) -> str:
    rows = [
        (str(each.version), _shown(getattr(each.version, name)), each.source) for each in sourced if each.field == name
    ]
    rows = list(dict.fromkeys(rows))  # a fact of several tables of TOML has one row for each source
    return f"## `{name}`\n\n{text}\n\n{table(('version', 'fact', 'source'), rows)}"


def _shown(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case Mapping():
            return "<br>".join(f"{code(key)}: {_entry(each)}" for key, each in value.items()) or "none"
        case tuple():
            return ", ".join(_shown(each) for each in value) or "none"
        case versions.LinkFact():
            return f"{value.name} ({value.channels} channels; the {value.listener.replace('-', ' ')} listens)"
    return code(value)


def _entry(value: object) -> str:
    """Return the value of a table: an explanation as prose, anything else as code."""
    text = str(value)
    return text if " " in text and "/" not in text and "\\" not in text else code(text)
