"""Batches of fixes: their order by groups of rules."""

import pytest

from rkconf.diagnostics import Diagnostic, Severity
from rkconf.fixes.batches import RULE_GROUPS, batch
from rkconf.rules import RULES
from rkconf.source import Source, Span

SOURCE = Source("init.m", b"ssh host math")


def finding(code: str) -> Diagnostic:
    return Diagnostic(code, "a-rule", Severity.ERROR, "a message", SOURCE, Span(0, 0), "skye")


def test_every_rule_is_in_a_group() -> None:
    assert {rule.code for rule in RULES if not rule.code.startswith(RULE_GROUPS)} == set()


def test_of_one_entry_the_first_group_is_fixed_first() -> None:
    assert batch([finding("RK101"), finding("RK401"), finding("RK201")]) == [finding("RK201")]


def test_an_unknown_group_is_an_error() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        batch([finding("RKX01")])
