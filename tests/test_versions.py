"""Versions as data: every file is complete and sourced, and every spelling of a version is understood."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from rkconf import versions
from rkconf.errors import UsageError
from rkconf.versions import Version
from tests.known import NEAREST, RANGE, RELEASED, UNKNOWN

FOLDER = Path(versions.__file__).parent
NAMES = sorted(path.stem for path in FOLDER.glob("[0-9]*.toml"))


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_named_after_its_version(name: str) -> None:
    assert versions.load(name).name == name


@pytest.mark.parametrize(("name", "channels"), [("5.2", 0), ("6", 4), ("7", 4)])
def test_the_kernel_opens_the_additional_links(name: str, channels: int) -> None:
    assert versions.load(name).kernel_channels == channels


KINDS = (
    "user's recipes",
    "published documentation",
    "seen in real files",
    "code of another tool",
    "measured",
    "report",
    "inferred",
    "none;",
    "a decision",
)


def facts_of(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each fact of a file with the comment lines above it."""
    comments, inside = "", False
    for line in path.read_text().splitlines():
        if line.startswith("#"):
            comments += line
        elif line.startswith("["):
            yield line, comments
            inside = True
        elif " = " in line and not line.startswith(" ") and not inside and not line.startswith(("name", "extends")):
            yield line, comments
            comments = ""
        elif not line:
            comments, inside = "", False


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_every_fact_names_the_kind_of_its_source(path: Path) -> None:
    for fact, comments in facts_of(path):
        _, mark, source = comments.partition("# source: ")
        assert mark, f"{fact} has no source"
        assert any(kind in source for kind in KINDS), f"{fact}: {source}"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("7", "7", id="in its own spelling"),
        pytest.param("6.0", "6", id="with a minor number"),
        pytest.param("7.0.1", "7", id="with a patch number"),
        pytest.param("5.2", "5.2", id="a known minor version"),
        pytest.param(" 5.2 ", "5.2", id="with spaces around"),
    ],
)
def test_a_version_as_people_write_it(text: str, name: str) -> None:
    assert versions.parse(text).name == name


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("3", id="older than all"),
        pytest.param("seven", id="not a number"),
        pytest.param("", id="empty"),
        pytest.param("9" * 5000, id="a number of 5,000 digits"),
        pytest.param("\u0667", id="a digit of another script"),
    ],
)
def test_an_unknown_version_names_the_known_ones(text: str) -> None:
    with pytest.raises(UsageError, match=f"{re.escape(RANGE)}$"):
        versions.parse(text)


@pytest.mark.parametrize("text", [UNKNOWN, "7.1.3"])
def test_a_version_that_was_never_released_names_its_neighbours(text: str) -> None:
    with pytest.raises(UsageError, match=f"{re.escape(NEAREST)}$"):
        versions.parse(text)


def test_a_newer_version_is_the_newest_one_with_a_note() -> None:
    newest = versions.known()[-1]
    assert versions.parse("99") is newest
    assert newest.name in (versions.note("99") or "")
    assert versions.note(newest.name) is None


@pytest.mark.parametrize("name", RELEASED)
def test_every_released_version_has_facts(name: str) -> None:
    version = versions.parse(name)
    assert version.name == name
    assert not any("{" in path for path in version.kernel_path.values())


def test_an_older_kernel_is_a_version_with_fewer_facts() -> None:
    kernel = versions.parse("5.1")
    assert not kernel.kernel_path
    assert not kernel.mathssh_kernels


def test_a_front_end_that_is_not_documented_has_a_note() -> None:
    assert "treated like that of 5.2" in (versions.note("5.1") or "")
    assert versions.note("5.1", front_end=False) is None
    assert versions.note("5.2") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("99.0.0", versions.known()[-1].name, id="newer than all"),
        pytest.param("6.0.3", "6", id="a patch of a known one"),
        pytest.param("5.2", "5.2", id="a known one"),
        pytest.param("4.1", "4.1", id="one of an old Front End"),
        pytest.param("3.0", "4", id="older than all"),
        pytest.param("6.", "6", id="with a dot at the end"),
        pytest.param("beta", versions.DEFAULT, id="not a version"),
    ],
)
def test_the_newest_version_that_is_not_above_another(text: str, name: str) -> None:
    assert versions.newest_not_above(text).name == name


@pytest.mark.parametrize("version", versions.known(front_end=False), ids=str)
def test_every_placeholder_and_slot_has_a_plausible_value(version: Version) -> None:
    assert version.plausible.keys() == version.placeholder_sightings.keys()
    assert version.plausible_slots.keys() == version.slots.keys()
    assert version.placeholders.keys() <= version.placeholder_sightings.keys()
    assert not version.placeholders.keys() & version.undocumented_placeholders.keys()


def test_versions_are_in_order_and_the_default_is_one_of_them() -> None:
    orders = [version.order for version in versions.known(front_end=False)]
    assert orders == sorted(orders)
    assert versions.load(versions.DEFAULT) in versions.known()


def test_facts_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        versions.load("7").slots["5"] = "five"  # type: ignore[index]  # that is the point


def test_the_facts_are_plain_data() -> None:
    assert json.dumps(versions.read("7"))
