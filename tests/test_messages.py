"""The pages of messages: each cause has a command and a mend, and names rules and causes that exist."""

import re
from pathlib import Path

import pytest

from rkconf.doctor.causes import known_causes
from rkconf.rules import find
from tests.documentation.messages import FOLDER

pytestmark = pytest.mark.checkout

PAGES = [pytest.param(path, id=path.stem) for path in sorted(FOLDER.glob("*.md"))]
CAUSES = {cause.id or cause.name for causes in known_causes().values() for cause in causes.values()}
_CAUSE = re.compile(r"^## (\d+)\. (.+)$", re.MULTILINE)
_NAMED_CAUSE = re.compile(r"\[`([^`]+)`\]\(\.\./doctor\.md#causes\)")
_NAMED_RULE = re.compile(r"\[(RK\d{3})\]\(\.\./\.\./samples/rules/([a-z-]+)\.md\)")
_COMMAND = re.compile(r"^```(?:sh|console)\n", re.MULTILINE)


def causes(path: Path) -> list[str]:
    """Return the texts of the sections about causes."""
    return re.split(r"^## .*\n", path.read_text(), flags=re.MULTILINE)[1:]


def test_the_pages_are_many() -> None:
    assert len(PAGES) >= 30


@pytest.mark.parametrize("path", PAGES)
def test_the_causes_are_numbered_from_the_likeliest(path: Path) -> None:
    numbers = [int(number) for number, _ in _CAUSE.findall(path.read_text())]
    assert numbers == list(range(1, len(causes(path)) + 1))
    assert numbers


@pytest.mark.parametrize("path", PAGES)
def test_each_cause_has_a_command_and_a_mend(path: Path) -> None:
    assert [text for text in causes(path) if not _COMMAND.search(text) or "\nMend: " not in text] == []


@pytest.mark.parametrize("path", PAGES)
def test_each_page_quotes_the_message_before_its_causes(path: Path) -> None:
    introduction = re.split(r"^## ", path.read_text(), maxsplit=1, flags=re.MULTILINE)[0]
    assert "\n```text\n" in introduction


@pytest.mark.parametrize("path", PAGES)
def test_the_quotation_contains_the_message_of_the_title(path: Path) -> None:
    title, _, text = path.read_text().partition("\n")
    message = re.fullmatch("# `([^`]+)`", title)
    if message:
        quoted = text.partition("```text\n")[2].partition("\n```")[0]
        assert message[1].lower() in quoted.lower()


@pytest.mark.parametrize("path", PAGES)
def test_each_rule_and_cause_that_a_page_names_exists(path: Path) -> None:
    text = path.read_text()
    rules = [
        (code, name) for code, name in _NAMED_RULE.findall(text) if (rule := find(code)) is None or rule.name != name
    ]
    assert rules == []
    assert set(_NAMED_CAUSE.findall(text)) <= CAUSES


def test_frequent_causes_are_on_a_page() -> None:
    named = {name for path in FOLDER.glob("*.md") for name in _NAMED_CAUSE.findall(path.read_text())}
    assert {"host-key-changed", "remote-port-taken", "forwarding-refused", "licence", "text-session"} <= named
