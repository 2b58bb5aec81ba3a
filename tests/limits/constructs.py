"""Constructs that repeat: the texts whose cost must grow in proportion to their length."""

from typing import NamedTuple

NUMBER = "\N{SECTION SIGN}"


class Construct(NamedTuple):
    """A text that can be made as long as needed: ``before``, then ``unit`` again and again, then ``after``.

    If ``closer`` is given, the units nest: as many closers follow as there are units. `NUMBER` in a unit becomes the
    number of the unit, so that no two are equal.
    """

    unit: str
    before: str = ""
    after: str = ""
    closer: str = ""

    def text(self, length: int) -> str:
        """Return the text with about ``length`` characters in its units."""
        count = max(1, length // len(self.unit + self.closer))
        return self.before + self._units(count) + self.closer * count + self.after

    def _units(self, count: int) -> str:
        if NUMBER not in self.unit:
            return self.unit * count
        return "".join(self.unit.replace(NUMBER, str(number)) for number in range(count))


KERNEL = "ssh skye.local math -mathlink "

COMMANDS = {
    # Quotes and escapes.
    "double-quoted words": Construct(' "a"', "ssh h"),
    "single-quoted words": Construct(" 'a'", "ssh h"),
    "quotes inside one word": Construct("\"a\"'b'", "ssh h "),
    "one long quoted word": Construct("a", 'ssh h "', '"'),
    "unpaired quotes": Construct('"', "ssh h "),
    "backslashes": Construct("\\", "ssh h "),
    "escaped letters": Construct("\\a", "ssh h "),
    "escaped quotes": Construct('\\"', 'ssh h "', '"'),
    "escaped quotes in words": Construct(' \\"a\\"', "ssh h"),
    "dollar quotes": Construct(" $'a\\n'", "echo"),
    "translated quotes": Construct(' $"a"', "echo"),
    "curly quotes": Construct(" \u201ca\u201d", "ssh h"),
    "no-break spaces": Construct("\u00a0a", "ssh h "),
    "pasted dashes": Construct(" \u2013a", "ssh h"),
    # Words that differ.
    "different words": Construct(f" a{NUMBER}", "ssh h"),
    "different options of ssh": Construct(f" -oA{NUMBER}=b", "ssh"),
    "different forwards": Construct(f" -R {NUMBER}:h:{NUMBER}", "ssh h"),
    "different variables": Construct(f"a{NUMBER}=b; ", "", "ssh h $a1"),
    # Variables and substitutions.
    "variables": Construct("$a", "ssh h "),
    "variables in words": Construct(" $a", "ssh h"),
    "quoted variables": Construct(' "$a"', "ssh h"),
    "parameters in lines": Construct("1$@2\n"),
    "parameters": Construct(" $1", "ssh h"),
    "all parameters": Construct("$@", "ssh h "),
    "braced variables": Construct(" ${a}", "ssh h"),
    "defaults": Construct(" ${a:-b}", "ssh h"),
    "nested defaults": Construct("${a:-", "ssh h ", "", "}"),
    "patterns in variables": Construct(" ${a%b*}", "a=abab; ssh h"),
    "lone dollars": Construct(" $", "ssh h"),
    "unfinished braces of variables": Construct("${a%", "ssh h "),
    "subscripts": Construct(" $a[1]", "ssh h"),
    "backtick substitutions": Construct(" `a`", "ssh h"),
    "backticks": Construct("`", "ssh h "),
    "substitutions": Construct(" $(a)", "ssh h"),
    "known substitutions": Construct(" $(echo a)", "ssh h"),
    "nested substitutions": Construct("$(echo ", "ssh h ", "", ")"),
    "unfinished substitutions": Construct("$(", "ssh h "),
    "process substitutions": Construct(" <(a)", "ssh h"),
    "arithmetic": Construct(" $((1+2))", "ssh h"),
    "nested arithmetic": Construct("(", "ssh h $((", "1))", ")"),
    "unfinished arithmetic": Construct(" $((1", "ssh h"),
    "long arithmetic": Construct("1+", "ssh h $((", "1))"),
    "percent variables": Construct("%A%", "ssh h "),
    "percent signs": Construct("%", "ssh h "),
    # Expansions of words.
    "tildes": Construct(" ~", "ssh h"),
    "tildes in assignments": Construct(" a=~:~", "ssh h"),
    "tildes after colons": Construct("~:", "a="),
    "braces": Construct(" {a,b}", "ssh h"),
    "braces in one word": Construct("{a,b}", "ssh h "),
    "one long brace": Construct("a,", "ssh h {", "a}"),
    "nested braces": Construct("{a,", "ssh h ", "", "}"),
    "unfinished braces": Construct("{a,", "ssh h "),
    "lone braces": Construct("{ ", "ssh h "),
    "closing braces": Construct(" }", "ssh h"),
    "one unfinished brace": Construct("a,", "ssh h {"),
    "quotes in a brace": Construct("'a,',", "ssh h {", "b}"),
    "ranges": Construct(" {1..2}", "ssh h"),
    "globs": Construct(" *", "ssh h"),
    "globs in one word": Construct("*a", "ssh h "),
    "question marks": Construct("?", "ssh h "),
    "sets of characters": Construct(" [ab]", "ssh h"),
    "opening brackets": Construct("[", "ssh h "),
    "opening brackets before a closing one": Construct("[", "ssh h ", "]"),
    "history marks": Construct(" !a", "ssh h"),
    "quoted history marks": Construct(" '!a'", "ssh h"),
    "equals signs": Construct(" =a", "ssh h"),
    "carets": Construct("^a", "ssh h "),
    "number signs": Construct("#a", "ssh h "),
    # Commands.
    "words": Construct(" a", "ssh h"),
    "options": Construct(" -o a=b", "ssh"),
    "known options": Construct(" -o BatchMode=yes", "ssh"),
    "flags": Construct(" -x", "ssh"),
    "forwards": Construct(" -R 4001:localhost:4001", "ssh"),
    "jump hosts": Construct("g,", "ssh -J ", "g h math -mathlink"),
    "flags of the kernel": Construct(" -noinit", "ssh h math -mathlink"),
    "link names": Construct("4001@h,", "ssh h math -mathlink -linkname ", "4002@h"),
    "placeholders": Construct(" `linkname`", "ssh h math -mathlink"),
    "unknown placeholders": Construct(" `a`", "ssh h math -mathlink"),
    "template slots": Construct(" `1`", "ssh h math -mathlink"),
    "logins in a row": Construct("ssh h "),
    "logins in lines": Construct("ssh h math -mathlink\n"),
    "logins without commands": Construct("ssh h\n"),
    "shells in a row": Construct("sh -c "),
    "prefixes": Construct("env "),
    "prefixes with assignments": Construct("env a=b "),
    "nohup": Construct("nohup "),
    "assignments": Construct("a=b "),
    "assignments in lines": Construct("a=b\n"),
    "growing assignments": Construct("a=$a$a\n", "a=b\n"),
    "lists of words": Construct("a=(b)\n"),
    "one list of words": Construct("b ", "a=(", ")"),
    "exports": Construct("export a=b\n"),
    "sets": Construct("set a = b\n"),
    "positional parameters": Construct(" a", "set --", "; ssh $@"),
    "shifts": Construct("shift\n", "set -- a b\n"),
    "background": Construct("a & "),
    "logins in the background": Construct("ssh h a & "),
    "waits": Construct("a & wait; "),
    "sequences": Construct("a; "),
    "semicolons": Construct("; ", "a"),
    "conjunctions": Construct("a && "),
    "disjunctions": Construct("a || "),
    "pipelines": Construct("a | "),
    "pipelines of inputs": Construct("echo a | sh; "),
    "negations": Construct("! "),
    "lines": Construct("a\n"),
    "empty lines": Construct("\n"),
    "carriage returns": Construct("a\r"),
    "continued lines": Construct("a \\\n"),
    "spaces": Construct(" ", "ssh h", "a"),
    "tabs": Construct("\t", "ssh h", "a"),
    "comments": Construct("a # b\n"),
    "one long comment": Construct("a", "ssh h # "),
    "escapes in comments": Construct("\\a", "ssh h # "),
    "true and false": Construct("true; false; "),
    "exits": Construct("false || exit\n"),
    "traps": Construct("trap a 0; "),
    "evaluations": Construct("eval a; "),
    "nested evaluations": Construct("eval "),
    "sourced scripts": Construct(". a; "),
    "aliases": Construct("alias a=b; "),
    # Redirections.
    "redirections": Construct(" > a", "ssh h"),
    "appended redirections": Construct(" >> a", "ssh h"),
    "inputs": Construct(" < a", "ssh h"),
    "descriptors": Construct(" 2>&1", "ssh h"),
    "csh redirections": Construct(" >& a", "ssh h"),
    "redirections without targets": Construct(" >", "ssh h"),
    "numbers": Construct("1", "ssh h "),
    "here-strings": Construct(" <<< a", "sh"),
    "here-documents": Construct("cat << E\na\nE\n"),
    "here-documents of one line": Construct(" << E", "cat", "\na\n"),
    "one long here-document": Construct("a\n", "cat << E\n", "E\n"),
    "unfinished here-documents": Construct("cat << E\na\n"),
    # Compound commands.
    "groups": Construct("{ a; }; "),
    "nested groups": Construct("{ ", "", "a", " ;}"),
    "nested groups that close": Construct("{ a; ", "", "", "}; "),
    "subshells": Construct("(a); "),
    "nested subshells": Construct("( ", "", "", ")"),
    "nested subshells with commands": Construct("(a;", "", "", ")"),
    "opening parentheses": Construct("("),
    "closing parentheses": Construct(")"),
    "parentheses in words": Construct(" a(b)", "ssh h"),
    "conditions": Construct("if a; then b; fi; "),
    "nested conditions": Construct("if a; then ", "", "", "b; fi; "),
    "chains of conditions": Construct("elif b; then c; ", "if a; then b; ", "fi"),
    "unfinished conditions": Construct("if a; then "),
    "conditions in lines": Construct("if a; then\nb\nfi\n"),
    "loops": Construct("while a; do b; done; "),
    "nested loops": Construct("while a; do ", "", "", "b; done; "),
    "until loops": Construct("until a; do b; done; "),
    "for loops": Construct("for i in a b; do c; done; "),
    "one long for loop": Construct(" a", "for i in", "; do ssh h; done"),
    "csh loops": Construct("foreach i (a b)\nc\nend\n"),
    "csh conditions": Construct("if (1) a\n"),
    "csh blocks": Construct("if (1) then\na\nendif\n"),
    "fish blocks": Construct("begin; a; end; "),
    "fish conditions": Construct("if a; b; end; "),
    "cases": Construct("case a in b) c;; esac; "),
    "one long case": Construct("b) c;; ", "case a in ", "esac"),
    "long patterns of a case": Construct("|b", "case a in b", ") c;; esac"),
    "nested cases": Construct("case a in b) ", "", "", "c;; esac; "),
    "csh cases": Construct("case b:\nc\n", "switch (a)\n", "endsw\n"),
    "functions": Construct("f() { a; }; "),
    "calls of a function": Construct("f; ", "f() { a; }; "),
    "functions that call": Construct("f; f() { f; f; }; "),
    "nested functions": Construct("f() { ", "", "", "a; }; "),
    "fish functions": Construct("function f; a; end; "),
    "tests": Construct("[ a = b ]; "),
    "double-bracket tests": Construct("[[ a == b ]]; "),
    "arithmetic commands": Construct("((1)); "),
    "unfinished arithmetic commands": Construct("((1; "),
    "repeats": Construct("repeat 2 a\n"),
    # cmd.exe
    "batch conditions": Construct("if a==b c & "),
    "starts": Construct("start a & "),
    "nested starts": Construct("start "),
    "calls": Construct("call "),
    "carets in lines": Construct("a ^& "),
    "quoted programs": Construct('"a b" & '),
    # Many findings of one rule.
    "debugging flags": Construct(" -v", "ssh", " h math"),
    "carriage returns after backslashes": Construct(" \\\r\n a", "ssh h math -LinkMode Connect"),
}
"""The constructs of the commands of every shell."""

SHELLS = ("dash", "zsh", "tcsh", "fish", "cmd")
"""Shells whose syntax differs; bash and mksh are read like dash."""
