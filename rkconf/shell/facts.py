"""What each shell does with the characters of a command: facts, one table (``shells.toml``)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from rkconf.resources import read_facts

_DIFFERING = frozenset({"set", "setsid", "return", "local", "exit", "shift", "wait"})
"""Names that every shell knows, and of which the shells make something else."""


# Compared and hashed by identity: `load` makes each shell once.
@dataclass(frozen=True, slots=True, eq=False)
class Shell:
    """One program that reads commands; every field is explained beside its value in ``shells.toml``."""

    name: str
    local: bool
    remote: bool
    front_end_on: tuple[str, ...]
    background: str
    discard: str

    @property
    def special_words(self) -> frozenset[str]:
        """The names that mean something to this shell which they do not mean to every other."""
        return frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class UnixShell(Shell):
    """A shell of Unix, which splits a command into words before it starts a program."""

    double_quote_escapes: str
    single_quote_escapes: str
    letter_escapes: str
    dollar_quotes: str
    dollar_quotes_everywhere: bool
    translated_quotes: bool
    keeps_unknown_escapes: bool
    trailing_backslash: Literal["kept", "empty", "dropped", "fails"]
    continuation: Literal["joins", "separates"]
    blanks: str
    comment_inside_words: bool
    ampersand_in_words: bool
    history: bool
    braces: Literal["none", "lists", "ranges", "any"]
    lone_brace: str
    bare_brace: bool
    equals: bool
    tilde_after_equals: Literal["never", "behind the sign", "in assignments", "always"]
    unmatched_glob: Literal["kept", "fails"]
    unset_variable: Literal["empty", "no word", "fails"]
    splits_variables: bool
    lone_dollar: Literal["kept", "before a blank", "fails"]
    special_variables: str
    dollar_flags: str
    modifiers: str
    lone_colon: Literal["kept", "fails"]
    subscripts: bool
    subscripts_of_inherited: bool
    braced_variables: bool
    braced_prefixes: str
    parameter_operators: str
    substitution_marks: tuple[str, ...]
    substitution_starts_command: bool
    process_substitution: bool
    arithmetic: bool
    assignments: Literal["any", "prefix", "none"]
    setters: Mapping[str, str]
    operators: Mapping[str, str]
    empty_commands: tuple[str, ...]
    groups: bool
    redirections: tuple[str, ...]
    both_redirection: bool
    ampersand_redirection: Literal["redirects", "background", "fails"]
    numbered_redirection: bool
    long_descriptors: bool
    repeated_redirection: bool
    globs: str
    globs_values: bool
    open_bracket: Literal["plain", "refused", "refused in a word"]
    assignment_in_background: bool
    after_an_error: Literal["nothing", "lines before it", "next line"]
    refusal_status: Literal["success", "failure"]
    subshells: bool
    empty_groups: bool
    missing_program: Literal["fails", "stops the pipeline"]
    negation_in_pipeline: bool
    starts_pipeline: tuple[str, ...]
    stands_alone: tuple[str, ...]
    decorators: tuple[str, ...]
    pipeline_status: Literal["last", "any failure"]
    keeps_empty_values: bool
    keeps_status: bool
    closing_brace_ends_word: bool
    parentheses_in_words: bool
    short_loops: bool
    exec_redirects: bool
    flags_after_text: str
    takes_lists: tuple[str, ...]
    array_assignments: bool
    negations: tuple[str, ...]
    repeated_negation: bool
    conjunctions: Mapping[str, str]
    compounds: Mapping[str, str]
    reserved_inside: tuple[str, ...]
    functions: Literal["name()", "function end", "none"]
    background_scope: Literal["list", "pipeline", "sequence"]
    last_in_pipeline: Literal["subshell", "shell"]
    replaces_itself: bool
    exits_on_error: bool
    stops_at_errors: Literal["never", "in subshells", "always"]
    return_ends: bool
    local_outside_function: Literal["fails", "sets"]
    option_letters: str
    positional: Literal["set", "argv"]
    exit_ends: bool
    precedence: Literal["equal", "and first"]
    waits_for: Literal["jobs", "all"]
    redirections_first: bool
    assigns_first: bool
    nice_number: bool
    lacks: tuple[str, ...]
    own_programs: tuple[str, ...]
    failing: tuple[str, ...]

    @property
    def special_words(self) -> frozenset[str]:
        """The names that mean something to this shell which they do not mean to every other."""
        nice = () if self.nice_number else ("nice",)
        words = (
            *self.lacks,
            *self.own_programs,
            *self.setters,
            *self.compounds,
            *self.reserved_inside,
            *self.conjunctions,
        )
        return frozenset((*words, *nice, *_DIFFERING))


@dataclass(frozen=True, slots=True, eq=False)
class WindowsShell(Shell):
    """A shell of Windows, which hands a program its command in one piece; the program splits it."""

    longest: int
    operators: tuple[str, ...]
    passes_on: tuple[str, ...]
    takes_rest: tuple[str, ...]
    starter: str
    waits: tuple[str, ...]
    switches: tuple[str, ...]
    value_switches: tuple[str, ...]
    glued_switches: tuple[str, ...]


_KINDS: Mapping[str, type[Shell]] = {"unix": UnixShell, "windows": WindowsShell}


@cache
def load() -> Mapping[str, Shell]:
    """Return all shells by name."""
    table = read_facts("shell/shells.toml")
    return {name: _shell(name, _inherit(table, name)) for name in table}


def _inherit(table: Mapping[str, Any], name: str) -> dict[str, Any]:
    own = dict(table[name])
    parent = own.pop("extends", None)
    return {**_inherit(table, parent), **own} if parent else own


def _shell(name: str, values: Mapping[str, Any]) -> Shell:
    """Return the facts of one shell.

    Raises:
        ValueError: One is missing, unknown, or none of the words that it may be; the message names table and row.
    """
    given: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    kind = _KINDS[given.pop("kind")]
    types = get_type_hints(kind)
    wrong = types.keys() ^ {"name", *given}
    wrong |= {key for key, value in given.items() if key in types and not _fits(value, types[key])}
    if wrong:
        message = f"shell/shells.toml, [{name}]: {', '.join(sorted(wrong))}"
        raise ValueError(message)
    return kind(name=name, **given)


def _fits(value: object, wanted: Any) -> bool:  # noqa: ANN401 - a type as `get_type_hints` gives it
    return (
        value in get_args(wanted) if get_origin(wanted) is Literal else isinstance(value, get_origin(wanted) or wanted)
    )


def local_choices() -> tuple[str, ...]:
    """Return what ``--local-shell`` takes; ``sh`` is whatever ``/bin/sh`` may be."""
    return ("sh", *(shell.name for shell in load().values() if shell.local))


def remote_choices() -> tuple[str, ...]:
    """Return what ``--remote-shell`` takes."""
    return tuple(shell.name for shell in load().values() if shell.remote)


def local_shells(choice: str | None, os: str | None = None) -> tuple[str, ...]:
    """Return the shells that may read the command first.

    Where ``choice`` says nothing they are those of the Front End's operating system ``os``; where that is not known
    either, and for ``sh``, they are what ``/bin/sh`` may be: dash on Debian and Ubuntu, bash on macOS of that time.
    """
    if choice not in {None, "sh"}:
        return (str(choice),)
    system = "linux" if os is None or choice else os
    return tuple(shell.name for shell in load().values() if system in shell.front_end_on)


def remote_shells(choice: str | None) -> tuple[str, ...]:
    """Return the login shells that may read the command on the far side; unsaid means all."""
    return (choice,) if choice else remote_choices()
