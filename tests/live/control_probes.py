"""Probes of the facts that decide which programs of a command run."""

from rkconf.shell.facts import UnixShell
from tests.live.probes import NOTHING, Probe, Seen, among, either, one

A = one("a")
_COMPOUNDS = (
    ("if", "fi", "if true; then ./math.sh a; fi"),
    ("if", "end", "if true; ./math.sh a; end"),
    ("if", "endif", "if (1) then\n./math.sh a\nendif"),
    ("for", "done", "for x in a; do ./math.sh $x; done"),
    ("for", "end", "for x in a; ./math.sh $x; end"),
    ("foreach", "end", "foreach x (a)\n./math.sh $x\nend"),
    ("while", "done", "while true; do ./math.sh a; break; done"),
    ("until", "done", "until false; do ./math.sh a; break; done"),
    ("repeat", "done", "repeat 1; do ./math.sh a; done"),
    ("case", "esac", "case x in x) ./math.sh a;; esac"),
    ("switch", "end", "switch x; case x; ./math.sh a; end"),
    ("begin", "end", "begin; ./math.sh a; end"),
    ("[[", "]]", "[[ a = a ]] && ./math.sh a"),
)
_BUILTINS = {
    "builtin": "builtin true",
    "source": "true > empty; source ./empty",
    ".": "true > empty; . ./empty",
    "unsetenv": "unsetenv Q",
    "declare": "declare Q=1",
    "typeset": "typeset Q=1",
    "rehash": "rehash",
    "limit": "limit > /dev/null",
    "type": "type true > /dev/null",
    "hash": "hash true",
    "ulimit": "ulimit -c 0",
    "trap": "trap true INT",
    "readonly": "readonly Q=1",
    "let": "let Q=1",
    "unset": "unset Q",
    "whence": "whence true > /dev/null",
    "noglob": "noglob true",
    "nocorrect": "nocorrect true",
    "pushd": "pushd / > /dev/null && popd > /dev/null",
    "string": "string length a > /dev/null",
    "setopt": "setopt > /dev/null",
    "unsetopt": "unsetopt > /dev/null",
    "shopt": "shopt > /dev/null",
    "[[": "[[ a = a ]]",
}


def compound(word: str, end: str, text: str) -> Probe:
    """Return a probe of a compound command; without it the shells of csh's kind run what is inside unchanged."""
    otherwise = None if end == "end" else NOTHING
    return Probe("compounds", text, lambda shell: A if shell.compounds.get(word) == end else otherwise)


def reserved(word: str) -> Probe:
    """Return a probe of a word that stops a shell where a command should begin; others run what precedes it."""
    return Probe(
        "reserved_inside", f"./math.sh a; {word}", lambda shell: NOTHING if word in shell.reserved_inside else A
    )


def lacking(word: str, text: str) -> Probe:
    return Probe("lacks", f"{text} && ./math.sh a", lambda shell: NOTHING if word in shell.lacks else A)


def option(letter: str) -> Probe:
    def expect(shell: UnixShell) -> Seen | None:
        if shell.positional == "argv":
            return None
        return A if letter in shell.option_letters else NOTHING

    return Probe("option_letters", f"set -{letter} && ./math.sh a", expect)


def _after_local(shell: UnixShell) -> Seen:
    if shell.local_outside_function == "sets":
        return one("x1")
    if shell.stops_at_errors == "always" or shell.unset_variable == "fails":
        return NOTHING
    return one() if shell.unset_variable == "no word" else one("x")


def _unset(shell: UnixShell) -> Seen:
    """Return what arrives of ``x$A`` where nobody has set A."""
    return {"fails": NOTHING, "no word": one(), "empty": one("x")}[shell.unset_variable]


def _in_background(shell: UnixShell) -> Seen:
    return one("xxyz") if shell.background_scope == "pipeline" else _unset(shell)


def _before_background(shell: UnixShell) -> Seen:
    return _unset(shell) if shell.background_scope == "sequence" else one("xxyz")


def _translated(shell: UnixShell) -> Seen:
    if shell.translated_quotes:
        return A
    return one("$a") if shell.lone_dollar == "kept" else NOTHING


def _after_assignment(shell: UnixShell) -> Seen | None:
    """Return what ``$A`` is after ``A='a*.txt'``; shells that assign in another way are left out."""
    if shell.assignments != "any":
        return None
    return one("ab.txt") if shell.globs_values else one("a*.txt")


CONTROL_PROBES = [
    Probe("open_bracket", "./math.sh a[b", lambda shell: one("a[b") if shell.open_bracket == "plain" else NOTHING),
    Probe("open_bracket", "./math.sh [b", lambda shell: NOTHING if shell.open_bracket == "refused" else one("[b")),
    Probe("globs_values", "A='a*.txt'; ./math.sh $A", _after_assignment),
    Probe(
        "assignment_in_background",
        "A=1 &\n./math.sh a",
        lambda shell: (A if shell.assignment_in_background else NOTHING) if shell.assignments != "prefix" else None,
    ),
    among("after_an_error", "./math.sh a\n)", {"nothing": NOTHING, "lines before it": A, "next line": A}),
    among("after_an_error", ")\n./math.sh a", {"nothing": NOTHING, "lines before it": NOTHING, "next line": A}),
    Probe(
        "refusal_status",
        "{itself} -c ')' && ./math.sh a",
        lambda shell: A if shell.refusal_status == "success" else NOTHING,
    ),
    either("subshells", "true | exit 0 | true; ./math.sh a", A, NOTHING),
    Probe(
        "empty_groups",
        "( ) && ./math.sh a",
        lambda shell: (A if shell.empty_groups else NOTHING) if shell.subshells else None,
    ),
    among("missing_program", "./math.sh a | ./nothing", {"fails": A, "stops the pipeline": NOTHING}),
    either("negation_in_pipeline", "true | ! false && ./math.sh a", A),
    Probe(
        "starts_pipeline", "true | time ./math.sh a", lambda shell: NOTHING if "time" in shell.starts_pipeline else A
    ),
    Probe("starts_pipeline", "time ./math.sh a &", lambda shell: NOTHING if "time" in shell.starts_pipeline else A),
    Probe("not_in_pipelines", "true | exec ./math.sh a", lambda shell: NOTHING if shell.not_in_pipelines else A),
    Probe("keeps_status", "false; set A b; or ./math.sh a", lambda shell: A if shell.keeps_status else NOTHING),
    Probe("decorators", "command > out ./math.sh a", lambda shell: NOTHING if shell.decorators else None),
    among("pipeline_status", "false | true && ./math.sh a", {"last": A, "any failure": NOTHING}),
    either("short_loops", "if (true) ./math.sh a", A),
    either("repeated_redirection", "./math.sh a > out | cat", A),
    Probe("repeated_redirection", "./math.sh a > out |& cat", lambda shell: A if "|&" in shell.operators else None),
    either("exits_on_error", "set -e; { false && true; }; ./math.sh a", A, A),
    Probe(
        "exits_on_error",
        "set -e; (false && true); ./math.sh a",
        lambda shell: (NOTHING if shell.exits_on_error else A) if shell.subshells else None,
    ),
    either("exec_redirects", "exec 3> out && ./math.sh a", A),
    Probe("flags_after_text", "{itself} -c './math.sh a' -- x", lambda shell: NOTHING if shell.flags_after_text else A),
    Probe("globs", "./math.sh ?b.txt", lambda shell: one("ab.txt") if "?" in shell.globs else one("?b.txt")),
    Probe("globs", "./math.sh a*.txt", lambda shell: one("ab.txt") if "*" in shell.globs else one("a*.txt")),
    Probe("globs", "./math.sh [a]b.txt", lambda shell: one("ab.txt") if "[" in shell.globs else one("[a]b.txt")),
    Probe("negations", "! false && ./math.sh a", lambda shell: A if "!" in shell.negations else NOTHING),
    Probe("negations", "not false && ./math.sh a", lambda shell: A if "not" in shell.negations else NOTHING),
    either("repeated_negation", "! ! true && ./math.sh a", A),
    Probe("conjunctions", "true; and ./math.sh a", lambda shell: A if "and" in shell.conjunctions else NOTHING),
    Probe("conjunctions", "false; or ./math.sh a", lambda shell: A if "or" in shell.conjunctions else NOTHING),
    *(compound(*each) for each in _COMPOUNDS),
    *map(reserved, ("then", "elif", "fi", "do", "done", "esac")),
    Probe("functions", "k() { ./math.sh a; }; k", lambda shell: A if shell.functions == "name()" else NOTHING),
    Probe(
        "functions", "function k; ./math.sh a; end; k", lambda shell: A if shell.functions == "function end" else None
    ),
    Probe("background_scope", "{set A} && true & ./math.sh x$A", _in_background),
    Probe("background_scope", "{set A}; true & ./math.sh x$A", _before_background),
    Probe(
        "last_in_pipeline",
        "true | {set A}; ./math.sh x$A",
        lambda shell: one("xxyz") if shell.last_in_pipeline == "shell" else _unset(shell),
    ),
    either(
        "replaces_itself",
        "sh -c 'if test $$ = $1; then ./math.sh same; else ./math.sh other; fi' sh {pid}",
        one("same"),
        one("other"),
    ),
    either("exits_on_error", "set -e; false; ./math.sh a", NOTHING, A),
    among("stops_at_errors", ". /no/such/file; ./math.sh a", {"always": NOTHING, "never": A, "in subshells": A}),
    Probe(
        "stops_at_errors",
        "(shift; ./math.sh a)",
        lambda shell: (A if shell.stops_at_errors == "never" else NOTHING) if shell.subshells else None,
    ),
    either("return_ends", "return; ./math.sh a", NOTHING, A),
    Probe("local_outside_function", "local A=1; ./math.sh x$A", _after_local),
    *map(option, "BfghTUy"),
    Probe(
        "option_letters",
        "set -gx X y && ./math.sh a",
        lambda shell: A if {*"gx"} <= {*shell.option_letters} else NOTHING,
    ),
    Probe("positional", "set -- a b; ./math.sh $1", lambda shell: A if shell.positional == "set" else None),
    *(lacking(word, text) for word, text in _BUILTINS.items()),
    Probe(
        "failing", "setenv Q 1 && ./math.sh a", lambda shell: NOTHING if "setenv" in shell.failing + shell.lacks else A
    ),
    either("exit_ends", "exit 0; ./math.sh a", NOTHING, A),
    either("exit_ends", "exit 0\n./math.sh a", NOTHING, A),
    among("precedence", "true || false && ./math.sh a", {"equal": A, "and first": NOTHING}),
    Probe(
        "waits_for",
        "true & wait $! && ./math.sh a",
        lambda shell: (A if shell.waits_for == "jobs" else NOTHING) if "!" in shell.special_variables else None,
    ),
    either("redirections_first", "> out ./math.sh a", A),
    either("assigns_first", "A=./math.sh $A a", A),
    Probe("translated_quotes", './math.sh $"a"', _translated),
]
