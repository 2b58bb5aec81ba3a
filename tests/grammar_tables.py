"""Make the tables of a grammar with lark, for `rkconf.grammars`."""

from collections.abc import Mapping
from typing import Any

from lark import Lark
from lark.grammar import Rule, Symbol, Terminal
from lark.parsers.lalr_analysis import Shift

from rkconf.resources import read_grammar

OPTIONS: dict[str, dict[str, Any]] = {
    "command": {"start": "commands"},
    "link": {"start": "name"},
    "wolfram": {"start": "start", "keep_all_tokens": True},
}
"""lark's options for each grammar."""


def tables(name: str) -> dict[str, Any]:
    """Return the tables of ``grammar/<name>.lark`` as data."""
    lark = Lark(read_grammar(name), parser="lalr", lexer="basic", **OPTIONS[name])
    table = lark.parser.parser._parse_table  # noqa: SLF001 - lark has no public way
    (start,), (end,) = table.start_states.values(), table.end_states.values()
    order = _order(table.states, start)
    return {
        "rules": [_rule(rule) for rule in lark.rules],
        "states": [
            {
                symbol: order[to] if action is Shift else ~lark.rules.index(to)
                for symbol, (action, to) in sorted(table.states[state].items())
            }
            for state in order
        ],
        "start": order[start],
        "end": order[end],
        "terminals": [[each.name, each.pattern.to_regexp()] for each in lark.terminals],
    }


def _order(states: Mapping[int, Mapping[str, tuple[object, Any]]], start: int) -> dict[int, int]:
    """Return a number for each state, in the order in which they are reached: lark's differ from run to run."""
    order = {start: 0}
    queue = [start]
    for state in queue:
        for _, (action, to) in sorted(states[state].items()):
            if action is Shift and to not in order:
                order[to] = len(order)
                queue.append(to)
    return order


def _rule(rule: Rule) -> list[Any]:
    name = rule.alias or rule.options.template_source or rule.origin.name
    is_part = name.startswith("_")
    letters = "".join(_letter(symbol, keeps_all=rule.options.keep_all_tokens) for symbol in rule.expansion)
    return [str(rule.origin.name), letters, "" if is_part else str(name), rule.options.expand1 and not rule.alias]


def _letter(symbol: Symbol, *, keeps_all: bool) -> str:
    if not isinstance(symbol, Terminal):
        return "i" if symbol.name.startswith("_") else "k"
    return "d" if symbol.filter_out and not keeps_all else "k"
