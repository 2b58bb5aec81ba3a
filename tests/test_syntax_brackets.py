from rkconf.syntax.brackets import Brackets, OpenBracket


def opened(text: str) -> Brackets:
    brackets = Brackets()
    for offset, opener in enumerate(text):
        brackets.open(opener, offset)
    return brackets


def test_a_closer_closes_the_innermost_bracket_of_its_kind() -> None:
    brackets = opened("[{")
    assert brackets.close("}") == [OpenBracket("{", 1)]
    assert brackets.innermost() == OpenBracket("[", 0)


def test_a_closer_of_an_outer_bracket_closes_the_inner_ones() -> None:
    assert opened("[{(").close("]") == [OpenBracket("(", 2), OpenBracket("{", 1), OpenBracket("[", 0)]


def test_a_stray_closer_changes_nothing() -> None:
    brackets = opened("[{")
    assert brackets.close(")") == []
    assert len(brackets) == 2


def test_levels_are_counted_from_the_innermost_bracket() -> None:
    brackets = opened("[{(")
    assert [brackets.innermost(level) for level in (1, 3, 4)] == [OpenBracket("(", 2), OpenBracket("[", 0), None]
    assert brackets.outermost() == OpenBracket("[", 0)
    assert opened("").outermost() is None


def test_all_brackets_can_be_closed_at_once() -> None:
    brackets = opened("[{")
    assert brackets.close_all() == [OpenBracket("{", 1), OpenBracket("[", 0)]
    assert not brackets
