"""The pages of docs/ agree with the source, and show what is printed now."""

import doctest
import re
import tomllib
from pathlib import Path

import pytest

import rkconf as package
from rkconf.rules import RULES
from rkconf.settings.model import invalid_settings
from tests.conftest import CHECKOUT, Golden, Program
from tests.console import commands, executed
from tests.documentation import PAGES, settings, versions

pytestmark = pytest.mark.checkout

DOCS = CHECKOUT / "docs"
FOLDERS = (".", "messages", "start")
"""The folders of pages; others in docs/ have programs."""
SHOWN = [CHECKOUT / "README.md", *(path for folder in FOLDERS for path in sorted((DOCS / folder).glob("*.md")))]
_PYCON = re.compile(r"^```pycon\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_REPOSITORY = "https://github.com/rkconf/rkconf/blob/main/"
"""PyPI shows the README, so its links are absolute."""
_LINK = re.compile(rf"\]\((?:{re.escape(_REPOSITORY)})?([^)#:]+)\)")
_RELATIVE = re.compile(r"\]\((?!https?:|#)")


def named(path: Path) -> str:
    return str(path.relative_to(CHECKOUT))


@pytest.fixture(autouse=True)
def _in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CHECKOUT)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_agrees_with_the_source(name: str, golden: Golden, rkconf: Program) -> None:
    golden(DOCS / name, executed(PAGES[name](), rkconf))


@pytest.mark.parametrize("path", SHOWN, ids=named)
def test_a_page_shows_what_is_printed_now(path: Path, golden: Golden, rkconf: Program) -> None:
    golden(path, executed(path.read_text(), rkconf))


@pytest.mark.parametrize("path", SHOWN, ids=named)
def test_a_page_shows_what_programs_see(path: Path) -> None:
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    names = {"rkconf": package, "Path": Path}
    for number, block in enumerate(_PYCON.findall(path.read_text())):
        example = doctest.DocTestParser().get_doctest(block, dict(names), f"{path.name}[{number}]", str(path), 0)
        assert example.examples
        assert doctest.DocTestRunner(optionflags=flags).run(example).failed == 0


@pytest.mark.parametrize("path", [*SHOWN, CHECKOUT / "CONTRIBUTING.md", CHECKOUT / "ARCHITECTURE.md"], ids=named)
def test_every_link_leads_somewhere(path: Path) -> None:
    assert [link for link in _LINK.findall(path.read_text()) if not (path.parent / link).exists()] == []


def test_the_readme_shows_every_command_that_does_the_main_job() -> None:
    shown = {command.split()[1] for command in commands(SHOWN[0].read_text()) if command.startswith("rkconf ")}
    assert {"lint", "render", "convert", "trace", "extract", "explain"} <= shown


def test_every_page_can_be_reached_from_the_readme() -> None:
    readme = SHOWN[0].read_text()
    pages = {path.name for path in DOCS.glob("*.md")} - {"index.md"} | {"rkconf.1"}
    assert [name for name in sorted(pages) if f"]({_REPOSITORY}docs/{name})" not in readme] == []


def test_every_link_of_the_readme_is_absolute() -> None:
    assert _RELATIVE.findall(SHOWN[0].read_text()) == []


def test_every_rule_is_linked() -> None:
    text = PAGES["rules.md"]()
    assert [rule.name for rule in RULES if f"/{rule.name}.md)" not in text] == []


def test_the_example_of_settings_is_sound() -> None:
    assert list(invalid_settings(tomllib.loads(settings.EXAMPLE))) == []


@pytest.mark.parametrize("version", package.versions.with_facts(front_end=False), ids=str)
def test_every_fact_of_a_version_has_a_source_of_a_known_kind(version: package.versions.Version) -> None:
    given = set(tomllib.loads((Path(package.versions.__file__).parent / f"{version}.toml").read_text()))
    sourced = {fact.field: fact.source for fact in versions.facts(version)}
    assert sourced.keys() == given - {"name", "extends"}
    assert all(sourced.values())
