"""Rounds of fixes: they end, each makes the text better, and what is around it is read as before."""

from collections.abc import Callable

import pytest

from rkconf.diagnostics import Applicability, Diagnostic, Fix, Severity
from rkconf.edits import Edit
from rkconf.fixes import Finders, Fixed, fix
from rkconf.inputs import Input, read
from rkconf.source import Source, Span
from tests.test_fixes import GOOD, file

# The following fixes are made up: no rule of rkconf has such.

Step = Callable[[str], str | None]


def made_up(code: str, step: Step, severity: Severity = Severity.INFO) -> Callable[[Input], list[Diagnostic]]:
    """Return a rule that finds the whole text, if ``step`` knows what to make of it."""

    def find(checked: Input) -> list[Diagnostic]:
        source = checked.document.source
        new = step(source.text)
        if new is None:
            return []
        repair = Fix(Applicability.SAFE, "write it", (Edit(source.whole, new.encode()),))
        return [Diagnostic(code, code.lower(), severity, "said", source, source.whole, fix=repair)]

    return find


def fixed(text: str, *rules: Callable[[Input], list[Diagnostic]]) -> Fixed:
    def find(checked: Input) -> list[Diagnostic]:
        return [each for rule in rules for each in rule(checked)]

    return fix(
        read(Source("init.m", text.encode())),
        Finders(find, lambda text: (find(text), find(text))),
        {Applicability.SAFE},
    )


class TestRounds:
    """Fixes are made until there is nothing left, and not for ever."""

    def test_rounds_go_on_to_a_fixpoint(self) -> None:
        result = fixed(
            "3", made_up("RK001", {"3": "2"}.get), made_up("RK002", {"2": "1"}.get), made_up("RK003", {"1": "0"}.get)
        )
        assert result.checked.document.source.text == "0"
        assert [each.code for each in result.made] == ["RK001", "RK002", "RK003"]

    def test_a_cycle_is_reported_with_its_rules(self) -> None:
        result = fixed(
            "3", made_up("RK001", {"3": "2"}.get), made_up("RK002", {"2": "1"}.get), made_up("RK003", {"1": "2"}.get)
        )
        assert result.checked.document.source.text == "2"
        assert [each.code for each in result.made] == ["RK001"]
        assert [each.code for each in result.endless] == ["RK002", "RK003"]

    def test_fixes_without_end_are_named_and_none_is_made(self) -> None:
        def odd(text: str) -> str | None:
            return f"{text}1" if len(text) % 2 else None

        def even(text: str) -> str | None:
            return None if len(text) % 2 else f"{text}1"

        result = fixed("1", made_up("RK001", odd), made_up("RK002", even))
        assert result.checked.document.source.text == "1"
        assert ([*result.made], [each.code for each in result.endless]) == ([], ["RK001", "RK002"])

    @pytest.mark.parametrize(
        ("step", "why"),
        [
            pytest.param({"3": "2", "2": "1"}.get, "it would not remove the finding", id="it is still there"),
            pytest.param({"3": "4"}.get, "it would cause RK002 rk002", id="something comes"),
        ],
    )
    def test_what_makes_nothing_better_is_not_made(self, step: Step, why: str) -> None:
        result = fixed("3", made_up("RK001", step), made_up("RK002", {"4": "3", "1": "3"}.get, Severity.WARNING))
        assert result.checked.document.source.text == "3"
        assert [(each.diagnostic.code, each.why) for each in result.skipped] == [("RK001", why)]

    def test_an_info_may_come(self) -> None:
        result = fixed("3", made_up("RK001", {"3": "4"}.get, Severity.ERROR), made_up("RK002", {"4": "4 "}.get))
        assert result.checked.document.source.text == "4 "

    def test_fixes_of_one_place_go_one_after_the_other(self) -> None:
        def appending(code: str, word: str) -> Callable[[Input], list[Diagnostic]]:
            def find(checked: Input) -> list[Diagnostic]:
                source = checked.document.source
                end = Span(len(source.data), len(source.data))
                repair = Fix(Applicability.SAFE, "add it", (Edit(end, word.encode()),))
                missing = word not in source.text
                return [Diagnostic(code, code, Severity.ERROR, "said", source, end, fix=repair)] if missing else []

            return find

        assert fixed("x", appending("RK001", " a"), appending("RK002", " b")).checked.document.source.text == "x a b"

    def test_the_neighbours_are_read_as_before(self) -> None:
        data = file(GOOD).decode()

        def unclose(checked: Input) -> list[Diagnostic]:
            source = checked.document.source
            at = source.text.find('"Local"')
            repair = Fix(Applicability.SAFE, "break it", (Edit(Span(at, at), b'"'),))
            found = Diagnostic("RK001", "a", Severity.INFO, "said", source, Span(at, at), fix=repair)
            return [] if '""Local' in source.text else [found]

        result = fixed(data, unclose)
        assert result.checked.document.source.text == data
        assert [each.why for each in result.skipped] == ["it would change the meaning of other text"]
