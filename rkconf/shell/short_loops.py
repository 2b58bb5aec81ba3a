"""Short forms of compound commands, without a last reserved word, such as ``if (list) program`` (zsh)."""

from collections.abc import Sequence

from rkconf.shell.syntax_tree import Token

PARENTHESES = {"(": 1, "((": 2, ")": -1}
"""The change of the depth by each parenthesis."""


def is_short(tokens: Sequence[Token], start: int) -> bool:
    """Return whether it may be a short form such as ``if (list) program`` or ``repeat 2 program``."""
    first = [token.raw.text for token in tokens[start : start + 2]]
    if first[0] in {"for", "select", "repeat", "foreach"}:
        return True
    if first[1:] not in (["("], ["(("], ["[["], ["{"]):
        return False
    end = end_of_list(tokens, start + 2) if first[1:] == ["("] else start
    return [token.raw.text for token in tokens[end + 1 : end + 2]] not in (["then"], ["do"])


def end_of_list(tokens: Sequence[Token], start: int) -> int:
    """Return the end of the list that contains a token."""
    depth = 0
    for at in range(start, len(tokens)):
        depth += PARENTHESES.get(tokens[at].raw.text, 0)
        if depth < 0:
            return at
    return len(tokens)
