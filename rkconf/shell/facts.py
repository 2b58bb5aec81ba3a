"""The facts about each shell that reads commands (``shells.toml``)."""

from collections.abc import Mapping
from functools import cache, cached_property
from itertools import chain
from typing import Any, Literal

from rkconf import tables
from rkconf.record import record

_FILE = "shell/shells.toml"
_DIFFERING = frozenset({"set", "setsid", "return", "local", "exit", "shift", "wait", "function"})
"""Names that every shell knows, with a different meaning in some."""


# Facts hold mappings, so a shell is compared and hashed by identity: `load` makes each one once.
@record(eq=False, kw_only=True)
class Shell:
    """A program that reads commands."""

    name: str
    """The name of the shell, as options give it."""
    local: bool
    """Whether the Front End may run launch commands with it."""
    remote: bool
    """Whether it may be the login shell on the kernel's machine."""
    front_end_on: tuple[Literal["linux", "macos", "windows"], ...]
    """The operating systems on which the Front End uses it by default."""
    background: str
    """The end of a command that makes it return at once; empty if none is known to work."""
    discard: str
    """The redirection that discards both outputs of a program."""

    @cached_property
    def special_words(self) -> frozenset[str]:
        """The names with a meaning to this shell that they do not have to every other."""
        return frozenset()


@record(eq=False, kw_only=True)
class UnixShell(Shell):
    """A shell of Unix, which splits a command into words before it starts a program."""

    # Quotes and escapes
    double_quote_escapes: str
    """The characters that a backslash escapes inside double quotes."""
    single_quote_escapes: str
    """The characters that a backslash escapes inside single quotes."""
    letter_escapes: str
    r"""The letters that mean another character after an unquoted backslash, such as `\n`."""
    dollar_quotes: str
    """The letters that mean another character after a backslash in `$'...'`; empty if the shell has no `$'...'`."""
    dollar_quotes_everywhere: bool
    """Whether `$'...'` also works inside double quotes."""
    translated_quotes: bool
    """Whether the dollar of `$"text"` is removed."""
    keeps_unknown_escapes: bool
    r"""Whether the backslash of `$'\q'` stays."""
    trailing_backslash: Literal["kept", "empty", "dropped", "fails"]
    """The meaning of a backslash at the end of the text: itself, an empty word, nothing, or an error."""
    continuation: Literal["joins", "separates"]
    """Whether an unquoted backslash before a newline joins words or separates them."""
    # Words
    spaces: str
    """The characters between words."""
    comment_inside_words: bool
    """Whether `#` inside a word begins a comment."""
    ampersand_in_words: bool
    """Whether `a&b` is one word."""
    history: bool
    """Whether `!word` recalls an earlier command, even between quotes."""
    braces: Literal["none", "lists", "ranges", "any"]
    """Which braces are expanded: none, `{a,b}`, also `{a..c}`, or also `{a}`."""
    lone_brace: str
    """The braces that are an error without their partner."""
    bare_brace: bool
    """Whether a `{` alone is a word."""
    equals: bool
    """Whether `=ls` is the path of a program."""
    tilde_after_equals: Literal["never", "after the name", "in assignments", "always"]
    """Where `~` after `=` is a home directory: nowhere, in `A=~`, also after a colon there, also in `--a=~`."""
    unmatched_glob: Literal["kept", "fails"]
    """The meaning of a pattern that matches no file: itself, or an error."""
    globs: str
    """The characters that begin a pattern for file names."""
    globs_values: bool
    """Whether a pattern in the value of an unquoted variable counts."""
    open_bracket: Literal["plain", "refused", "refused in a word"]
    """The meaning of a `[` without `]`: itself, an error, or an error unless it begins a word."""
    closing_brace_ends_word: bool
    """Whether `}` at the end of a word is a token, as in `{ echo a}`."""
    parentheses_in_words: bool
    """Whether `a(b|c)` is a pattern."""
    # Variables
    unset_variable: Literal["empty", "no word", "fails"]
    """The meaning of an unset variable: empty text, the removal of its word, or an error."""
    splits_variables: bool
    """Whether the value of an unquoted variable is split into words."""
    lone_dollar: Literal["kept", "before a space", "fails"]
    """Where a `$` that names no variable stays: everywhere, at the end of a word, or nowhere (an error)."""
    special_variables: str
    """The characters that name a variable after `$`, such as `1` and `#`."""
    dollar_flags: str
    """The characters that begin a special form after `$`, such as `$=name`."""
    modifiers: str
    """The letters that change the value in `$name:h`."""
    lone_colon: Literal["kept", "fails"]
    """The meaning of the colon in `$name:1`: itself, or an error."""
    subscripts: bool
    """Whether `$name[1]` is a part of the value."""
    subscripts_of_inherited: bool
    """Whether `$name[1]` works with environment variables."""
    braced_variables: bool
    """Whether `${name}` is a variable."""
    braced_prefixes: str
    """The characters in front of the name in `${#name}`."""
    parameter_operators: str
    """The first characters of operators such as `${name%pattern}`; `-` includes `:-`."""
    substitution_marks: tuple[str, ...]
    """The beginnings of a command substitution."""
    substitution_starts_command: bool
    """Whether a command substitution may be the name of a program."""
    process_substitution: bool
    """Whether `<(program)` is a file name."""
    arithmetic: bool
    """Whether `$((1+2))` is computed."""
    assignments: Literal["any", "prefix", "none"]
    """Whether `name=value` sets a variable: anywhere, only in front of a program, or nowhere."""
    assignment_in_background: bool
    """Whether `A=1 &` works."""
    assigns_first: bool
    """Whether `A=1 program $A` sets the variable before it expands the words."""
    array_assignments: bool
    """Whether `A=(a b)` sets a list, and `A+=b` adds to a variable."""
    takes_lists: tuple[str, ...]
    """The builtins that take words in parentheses, such as `set A = (a b)`."""
    setters: Mapping[str, Literal["name=value", "name=value word", "name value", "name values", "name = value"]]
    """The builtins that set variables, each with the form of its words; `name=value word` is expanded like any word."""
    references: tuple[str, ...]
    """The builtins whose option `-n` makes another name of a variable (bash(1), mksh(1))."""
    keeps_empty_values: bool
    """Whether an unquoted variable with an empty value is an empty word."""
    positional: Literal["set", "argv"]
    """The way to set `$1` and `$2`: `set -- a b`, or the variable `argv`."""
    # Operators and redirections
    operators: Mapping[str, str]
    """The operators, each with its terminal in `grammar/command.lark`."""
    empty_commands: tuple[str, ...]
    """The terminals of operators that may replace a command."""
    groups: bool
    """Whether `{ program; }` is a group."""
    empty_groups: bool
    """Whether a group may be empty."""
    redirections: tuple[str, ...]
    """The operators that redirect, the longest ones first."""
    both_redirection: bool
    """Whether `>& file` redirects both outputs."""
    ampersand_redirection: Literal["redirects", "background", "fails"]
    """The effect of `&> file`: redirect both outputs, start a job and empty the file, or fail."""
    numbered_redirection: bool
    """Whether `2> file` redirects a descriptor."""
    long_descriptors: bool
    """Whether a descriptor may have several digits."""
    repeated_redirection: bool
    """Whether one output may be redirected twice."""
    redirections_first: bool
    """Whether a redirection may precede the program."""
    exec_redirects: bool
    """Whether `exec > file` redirects the shell itself."""
    # Compound commands
    negations: tuple[str, ...]
    """The reserved words that negate an exit status."""
    repeated_negation: bool
    """Whether `! ! program` works."""
    negation_in_pipeline: bool
    """Whether `a | ! b` works."""
    conjunctions: Mapping[str, Literal["&&", "||"]]
    """The words that run the rest on a condition, each with the operator of the same meaning."""
    compounds: Mapping[str, str]
    """The first words of compound commands, each with the last one."""
    reserved_inside: tuple[str, ...]
    """The reserved words inside compound commands."""
    short_loops: bool
    """Whether `if (true) program` works."""
    functions: Literal["name()", "function end", "none"]
    """How functions are defined."""
    # Control flow
    precedence: Literal["equal", "and first"]
    """How `a || b && c` is grouped: from left to right, or `b && c` first."""
    after_an_error: Literal["nothing", "lines before it", "next line"]
    """The part of a text with a syntax error that runs: none, the lines before it, or all lines without an error."""
    refusal_status: Literal["success", "failure"]
    """The exit status after a syntax error."""
    subshells: bool
    """Whether `( )`, parts of pipelines and jobs run in subshells."""
    last_in_pipeline: Literal["subshell", "shell"]
    """Where the last part of a pipeline runs."""
    pipeline_status: Literal["last", "any failure"]
    """The exit status of a pipeline: of the last command, or of any that fails."""
    missing_program: Literal["fails", "stops the pipeline"]
    """The effect of a missing program: it fails, or its whole pipeline does not run."""
    starts_pipeline: tuple[str, ...]
    """The words that work only at the start of a pipeline, and not in the background."""
    not_in_pipelines: tuple[str, ...]
    """The words that do not work in a pipeline."""
    decorators: tuple[str, ...]
    """The reserved words in front of a program that change how it runs."""
    background_scope: Literal["list", "pipeline", "sequence"]
    """The commands that `&` sends to the background: the list `a && b`, its last pipeline, or all before it."""
    replaces_itself: bool
    """Whether the last program of a command replaces the shell."""
    exits_on_error: bool
    """Whether `set -e` ends the shell at a failure."""
    stops_at_errors: Literal["never", "in subshells", "always"]
    """Where an error of a special builtin ends the shell."""
    exit_ends: bool
    """Whether nothing runs after `exit`."""
    return_ends: bool
    """Whether `return` outside a function ends the shell."""
    local_outside_function: Literal["fails", "sets"]
    """The effect of `local A=1` outside a function."""
    keeps_status: bool
    """Whether `set`, and a loop without iterations, keep the previous exit status."""
    waits_for: Literal["jobs", "all"]
    """The arguments of `wait`: jobs, or none."""
    option_letters: str
    """The option letters of `set`."""
    flags_after_text: str
    """The options that the shell takes after `-c text`; empty if the words there are parameters."""
    # Builtins
    nice_number: bool
    """Whether `nice -n 5 program` works; csh has a builtin `nice` that takes `+5`."""
    lacks: tuple[str, ...]
    """The builtins and reserved words of other shells that this one lacks."""
    own_programs: tuple[str, ...]
    """The builtins that hide a program of the same name."""
    failing: tuple[str, ...]
    """The builtins that work and still leave a failure as exit status."""

    @cached_property
    def special_words(self) -> frozenset[str]:
        """The names with a meaning to this shell that they do not have to every other."""
        nice = () if self.nice_number else ("nice",)
        tables = (self.lacks, self.own_programs, self.setters, self.compounds, self.reserved_inside, self.conjunctions)
        return frozenset((*chain.from_iterable(tables), *nice, *_DIFFERING))


@record(eq=False, kw_only=True)
class WindowsShell(Shell):
    """A shell of Windows, which passes a program its command line as one string; the program splits it."""

    longest: int
    """The number of characters that a command may have."""
    operators: tuple[str, ...]
    """The operators between commands."""
    passes_on: tuple[str, ...]
    """The builtins that run the rest of the line."""
    takes_rest: tuple[str, ...]
    """The builtins that decide about the rest of the line."""
    lacks: tuple[str, ...]
    """The builtins of Unix shells that this one lacks, and for which Windows has no program."""
    not_included: tuple[str, ...]
    """The programs that Windows does not include, but that may be installed."""
    starter: str
    """The builtin that starts a program in the background."""
    waits: tuple[str, ...]
    """The switches with which that builtin waits for the program."""
    switches: tuple[str, ...]
    """Its switches without a value."""
    value_switches: tuple[str, ...]
    """Its switches whose value is the next word."""
    glued_switches: tuple[str, ...]
    """Its switches whose value may follow without a space."""


_KINDS: Mapping[str, type[Shell]] = {"unix": UnixShell, "windows": WindowsShell}


@cache
def load() -> Mapping[str, Shell]:
    """Return all shells by name.

    Raises:
        TableError: A fact is missing, unknown or wrong.
    """
    table = tables.content(_FILE)
    rows = {name: _inherit(table, name) for name in table}
    kinds = {name: row.pop("kind", "") for name, row in rows.items()}
    if unknown := [name for name, kind in kinds.items() if kind not in _KINDS]:
        message = f"{_FILE}: [{unknown[0]}] kind: {kinds[unknown[0]]!r} is not one of {', '.join(_KINDS)}"
        raise tables.TableError(message)
    read = (tables.read_rows(_KINDS[kinds[name]], _FILE, {name: row}) for name, row in rows.items())
    return {name: shell for each in read for name, shell in each.items()}


def _inherit(table: Mapping[str, Any], name: str) -> dict[str, Any]:
    own = dict(table[name])
    parent = own.pop("extends", None)
    return {**_inherit(table, parent), **own} if parent else own
