"""The probes of every fact of ``rkconf/shell/shells.toml``: a text and its outcome in a shell with that fact."""

from collections.abc import Callable

from rkconf.shell.facts import UnixShell
from tests.live.control_probes import CONTROL_PROBES
from tests.live.probes import NOTHING, Other, Probe, Seen, among, either, one, words


def escaped(fact: str, quote: str, character: str) -> Probe:
    """Return a probe of a backslash before ``character`` between quotes."""
    return words(
        fact,
        f"{quote}a\\{character}b{quote}",
        lambda shell: _escaped(shell, getattr(shell, fact), character),
    )


def _escaped(shell: UnixShell, escapes: str, character: str) -> Seen | None:
    if character not in escapes:
        return None if character in '$`"' else one(f"a\\{character}b")
    joined = character == "\n" and shell.continuation == "joins"
    return one("ab" if joined else f"a{character}b")


LETTERS = {"a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
FORMS = {"x41": "A", "X41": "A", "u00e9": "é", "U000000e9": "é", "101": "A", "cA": "\x01", **LETTERS}


def dollar_quoted(form: str) -> Probe:
    return words("dollar_quotes", f"$'a\\{form}-'", lambda shell: _dollar_quoted(shell, form))


def _dollar_quoted(shell: UnixShell, form: str) -> Seen | None:
    if not shell.dollar_quotes:
        return NOTHING if shell.lone_dollar == "fails" else one(f"$a\\{form}-")
    if form[0] in shell.dollar_quotes:
        return one(f"a{FORMS[form]}-")
    return one(f"a\\{form}-" if shell.keeps_unknown_escapes else f"a{form}-")


def letter_escape(form: str) -> Probe:
    return words(
        "letter_escapes",
        f"a\\{form}-",
        lambda shell: one(f"a{FORMS[form]}-" if form[0] in shell.letter_escapes else f"a{form}-"),
    )


def lone_dollar(text: str, *, space: bool) -> Probe:
    kept = {"kept", "before a space"} if space else {"kept"}
    return words("lone_dollar", text, lambda shell: one(text.strip('"')) if shell.lone_dollar in kept else NOTHING)


def redirection(mark: str) -> Probe:
    """Return a probe of a redirection that works; other shells may read it as something else."""

    def works(shell: UnixShell) -> bool:
        return mark in shell.redirections and (not mark.endswith("&") or shell.both_redirection)

    return words("redirections", f"a {mark} out", lambda shell: one("a") if works(shell) else None)


def reading(mark: str) -> Probe:
    return words("redirections", f"a {mark} ab.txt", lambda shell: one("a") if mark in shell.redirections else None)


def special(name: str) -> Probe:
    """Return a probe of ``$#`` and the like: if it is not a variable, it is a lone dollar or a special form."""
    return words("special_variables", f"a${name}", lambda shell: NOTHING if _is_lone(shell, name) else None)


def _is_lone(shell: UnixShell, name: str) -> bool:
    return name not in shell.special_variables + shell.dollar_flags and shell.lone_dollar != "kept"


def parameter_operator(mark: str, text: str, seen: Seen) -> Probe:
    return variable("parameter_operators", text, lambda shell: mark in shell.parameter_operators, seen, NOTHING)


def everywhere(shell: UnixShell) -> Seen:
    """Return the value of ``$'a'`` between double quotes."""
    if shell.dollar_quotes_everywhere:
        return one("a")
    return one("$'a'") if shell.lone_dollar == "kept" else NOTHING


def operator(mark: str, text: str, seen: Seen, *, otherwise: Seen | None = NOTHING) -> Probe:
    return Probe("operators", text, lambda shell: seen if mark in shell.operators else otherwise)


def empty(kind: str, text: str) -> Probe:
    return Probe("empty_commands", text, lambda shell: one() if kind in shell.empty_commands else NOTHING)


def setter(text: str, name: str, forms: set[str]) -> Probe:
    return Probe(
        "setters", f"{text}; ./math.sh x$A", lambda shell: one("x1") if shell.setters.get(name) in forms else None
    )


def reference(name: str) -> Probe:
    text = f"A=x; {name} -n B=A && A=y && ./math.sh $B"
    return Probe("references", text, lambda shell: one("y") if name in shell.references else NOTHING)


def variable(fact: str, text: str, has: Callable[[UnixShell], bool], yes: Seen | Other, no: Seen | None) -> Probe:
    """Return a probe of a variable A that holds ``xyz``, in each shell's own way to set one."""
    return Probe(fact, f"{{set A}}; ./math.sh {text}", lambda shell: yes if has(shell) else no)


def set_variable(shell: UnixShell) -> str:
    return {"any": "A=xyz", "prefix": "set A xyz", "none": "set A=xyz"}[shell.assignments]


HOME = "/home/here"
PROBES = [
    *CONTROL_PROBES,
    *(escaped("double_quote_escapes", '"', character) for character in "!#%&()*+,-./:;<=>?@[]^_{|}~'nt$`\\\"\n"),
    *(escaped("single_quote_escapes", "'", character) for character in '!#"$nt\n\\'),
    *(letter_escape(form) for form in (*FORMS, "q", "d", "8")),
    *(dollar_quoted(form) for form in (*(form for form in FORMS if form != "X41"), "q")),
    words("dollar_quotes_everywhere", "\"$'a'\"", everywhere),
    among(
        "trailing_backslash", "./math.sh \\", {"kept": one("\\"), "empty": one(""), "dropped": one(), "fails": NOTHING}
    ),
    among("continuation", "./math.sh a\\\nb", {"joins": one("ab"), "separates": one("a", "b")}),
    words("spaces", "a\rb", lambda shell: one("a", "b") if "\r" in shell.spaces else one("a\rb")),
    words("spaces", "a\tb  c", lambda _: one("a", "b", "c")),
    either("comment_inside_words", "./math.sh a#b", one("a"), one("a#b")),
    either("ampersand_in_words", "./math.sh a&b", one("a&b"), one("a")),
    words("continuation", "a # b\\\nc", lambda shell: one("a", "c") if shell.continuation == "separates" else one("a")),
    either("history", "./math.sh a!b", NOTHING, one("a!b")),
    either("history", "./math.sh 'a!b'", NOTHING, one("a!b")),
    either("history", './math.sh "a! b" a!=b "a!"', one("a! b", "a!=b", "a!"), one("a! b", "a!=b", "a!")),
    among(
        "braces", "./math.sh {a,b}", {"none": one("{a,b}")} | dict.fromkeys(("lists", "ranges", "any"), one("a", "b"))
    ),
    among(
        "braces",
        "./math.sh {a..c}",
        {"none": one("{a..c}"), "lists": one("{a..c}"), "ranges": one("a", "b", "c"), "any": one("a..c")},
    ),
    among("braces", "./math.sh x{a}", {"any": one("xa")} | dict.fromkeys(("none", "lists", "ranges"), one("x{a}"))),
    words("lone_brace", "a{", lambda shell: NOTHING if "{" in shell.lone_brace else one("a{")),
    words("lone_brace", "}b", lambda shell: NOTHING if "}" in shell.lone_brace else one("}b")),
    either("bare_brace", "./math.sh { a", one("{", "a")),
    either("equals", "./math.sh =nothing-of-this-name", NOTHING, one("=nothing-of-this-name")),
    either("equals", "./math.sh =", one("="), one("=")),
    among(
        "tilde_after_equals",
        "./math.sh --a=~",
        dict.fromkeys(("never", "in assignments"), one("--a=~")) | {"always": one(f"--a={HOME}")},
    ),
    among(
        "tilde_after_equals",
        "./math.sh A=~",
        {"never": one("A=~")} | dict.fromkeys(("in assignments", "always"), one(f"A={HOME}")),
    ),
    among("unmatched_glob", "./math.sh *.nothing", {"kept": one("*.nothing"), "fails": NOTHING}),
    among("unset_variable", "./math.sh a$NEVER_SET b", {"empty": one("a", "b"), "no word": one("b"), "fails": NOTHING}),
    Probe(
        "splits_variables",
        "{set A to two words}; ./math.sh $A",
        lambda shell: one("x", "y") if shell.splits_variables else one("x y"),
    ),
    lone_dollar('"a$ b"', space=True),
    lone_dollar('"a$/b"', space=False),
    lone_dollar("a$,b", space=False),
    *map(special, "#?$@*!-"),
    variable("dollar_flags", "a$=A", lambda shell: "=" in shell.dollar_flags, one("axyz"), None),
    variable("dollar_flags", "a$#A", lambda shell: shell.dollar_flags == "+=^~#[", one("a3"), None),
    variable("modifiers", "$A:u", lambda shell: "u" in shell.modifiers, Other(("xyz:u",)), None),
    variable("modifiers", "a$A:z", lambda shell: shell.lone_colon == "kept", one("axyz:z"), NOTHING),
    variable("lone_colon", "a$A:1", lambda shell: shell.lone_colon == "kept", one("axyz:1"), NOTHING),
    variable("subscripts", '"$A[1]"', lambda shell: shell.subscripts, Other(("xyz[1]",)), one("xyz[1]")),
    variable("braced_variables", "${A}b", lambda shell: shell.braced_variables, one("xyzb"), NOTHING),
    variable("braced_prefixes", "a${#A}", lambda shell: "#" in shell.braced_prefixes, Other(("a${#A}",)), NOTHING),
    parameter_operator("%", "${A%z}", one("xy")),
    parameter_operator("%", "${A%%y*}", one("x")),
    parameter_operator("#", "${A#x*}", one("yz")),
    parameter_operator("-", "${A:-b}", one("xyz")),
    parameter_operator("+", "${A:+b}", one("b")),
    parameter_operator("=", "${A:=b}", one("xyz")),
    parameter_operator("/", "${A/y/Y}", one("xYz")),
    words("substitution_marks", "$(echo a)", lambda shell: one("a") if "$(" in shell.substitution_marks else NOTHING),
    words(
        "substitution_marks",
        "`echo a`",
        lambda shell: one("a") if "`" in shell.substitution_marks else one("`echo", "a`"),
    ),
    words("substitution_marks", "x(echo a)", lambda shell: one("xa") if "(" in shell.substitution_marks else NOTHING),
    Probe(
        "parentheses_in_words",
        "./math.sh a\ntrue (b)",
        lambda shell: one("a") if shell.parentheses_in_words or shell.after_an_error != "nothing" else None,
    ),
    either("array_assignments", "A=(x y) && ./math.sh a", one("a")),
    Probe(
        "array_assignments",
        "A=x; A+=y; ./math.sh $A",
        lambda shell: one("xy" if shell.array_assignments else "x") if shell.assignments == "any" else None,
    ),
    Probe("takes_lists", "set A = (x y) && ./math.sh $A", lambda shell: one("x", "y") if shell.takes_lists else None),
    either("closing_brace_ends_word", "{ ./math.sh a}", one("a"), NOTHING),
    Probe(
        "keeps_empty_values",
        "{set A empty}; ./math.sh $A",
        lambda shell: one("") if shell.keeps_empty_values else one(),
    ),
    Probe(
        "subscripts_of_inherited",
        "{export A}; ./math.sh $A[1]",
        lambda shell: (Other(("xyz[1]",)) if shell.subscripts_of_inherited else NOTHING) if shell.subscripts else None,
    ),
    Probe(
        "setters",
        "set A=~ && ./math.sh $A",
        lambda shell: one(HOME) if shell.setters.get("set") == "name = value" else None,
    ),
    Probe(
        "substitution_starts_command",
        "{echo a kernel} a",
        lambda shell: one("a") if shell.substitution_starts_command else NOTHING,
    ),
    either("arithmetic", "./math.sh $((1+2))", one("3")),
    Probe(
        "process_substitution",
        "./math.sh a < <(true)",
        lambda shell: one("a") if shell.process_substitution else NOTHING,
    ),
    among("assignments", "A=1 ./math.sh", {"any": one(), "prefix": one(), "none": NOTHING}),
    among("assignments", "A=1; ./math.sh $A", {"any": one("1"), "prefix": NOTHING, "none": NOTHING}),
    setter("export A=1", "export", {"name=value", "name=value word"}),
    Probe(
        "setters",
        "{set A to two words}; export B=$A && ./math.sh $B",
        lambda shell: one("x", "y") if shell.setters.get("export") == "name=value" and shell.splits_variables else None,
    ),
    setter("readonly A=1", "readonly", {"name=value"}),
    setter("declare A=1", "declare", {"name=value"}),
    setter("typeset A=1", "typeset", {"name=value"}),
    reference("declare"),
    reference("typeset"),
    setter("setenv A 1", "setenv", {"name value"}),
    setter("set A = 1", "set", {"name = value"}),
    setter("set A=1", "set", {"name = value"}),
    setter("set A 1", "set", {"name values"}),
    operator("|&", "./math.sh a |& cat", one("a")),
    operator("&|", "./math.sh a &| cat", one("a"), otherwise=None),
    operator(";;", "./math.sh a ;; true", NOTHING, otherwise=one("a")),
    operator("((", "((./math.sh a))", NOTHING, otherwise=None),
    operator("(", "(./math.sh a)", one("a")),
    empty("SEMICOLON", "; ./math.sh"),
    empty("SEMICOLON", "true & ; ./math.sh"),
    empty("AND", "&& ./math.sh"),
    empty("OR", "|| ./math.sh"),
    empty("BACKGROUND", "& ./math.sh"),
    either("groups", "{ ./math.sh a; }", one("a")),
    *(redirection(mark) for mark in (">", ">>", ">|", ">!", ">>!", ">&", ">>&", ">&!", ">>&!")),
    *map(reading, ("<", "<>")),
    words("redirections", "a <<< b", lambda shell: one("a") if "<<<" in shell.redirections else NOTHING),
    words("redirections", "a << b\nb\n", lambda shell: one("a") if "<<" in shell.redirections else NOTHING),
    either("both_redirection", "./math.sh a >& out", one("a")),
    among(
        "ampersand_redirection", "./math.sh a &> out", {"redirects": one("a"), "background": one("a"), "fails": NOTHING}
    ),
    either("numbered_redirection", "./math.sh a 2> out", one("a"), one("a", "2")),
    either("numbered_redirection", "./math.sh a > out 2>&1", one("a")),
    either("long_descriptors", "./math.sh a 12> out", one("a"), one("a", "12")),
    either("repeated_redirection", "./math.sh a > out > out", one("a")),
    either("repeated_redirection", "./math.sh a < ab.txt < ab.txt", one("a")),
    either("nice_number", "nice -n 5 ./math.sh a", one("a")),
    Probe("lacks", "command ./math.sh a", lambda shell: NOTHING if "command" in shell.lacks else one("a")),
    Probe("lacks", "! ./math.sh a", lambda shell: NOTHING if "!" in shell.lacks else one("a")),
    Probe("lacks", "export A=1 && ./math.sh a", lambda shell: NOTHING if "export" in shell.lacks else one("a")),
    Probe("own_programs", "math 1", lambda shell: NOTHING if "math" in shell.own_programs else one("1")),
]
