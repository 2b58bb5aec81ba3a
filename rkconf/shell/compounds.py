"""Find compound commands and definitions of functions, from the first reserved word to the last.

Each becomes one token; `clauses` parses the tokens inside.
"""

from collections.abc import Iterator, Sequence

from rkconf.diagnostics import Problem
from rkconf.record import field, record
from rkconf.shell import short_loops
from rkconf.shell.errors import EndlessError, ShellError
from rkconf.shell.facts import UnixShell
from rkconf.shell.syntax_tree import Token

_STARTS = frozenset(
    {"NEWLINE", "SEMICOLON", "BACKGROUND", "OPEN", "AND", "OR", "PIPE", "NOT", "NOT_HERE", "CASE", "CONJUNCTION"}
)
"""The kinds of tokens after which a command begins."""
_WITH_EXPRESSION = frozenset({"if", "while"})
_ENDS_OF_LOOPS = frozenset({"fi", "done", "end"})


@record(frozen=False)
class _Open:
    """An open compound command."""

    token: Token
    closer: str
    pattern: bool = field(default=False)
    """Whether the next words are a pattern of `case`, up to its parenthesis."""
    wants_in: bool = field(default=False)
    """Whether the `in` of a `case` is still to come."""
    words: int = 0
    """The number of words in front of it."""


@record
class CompoundSpan:
    """The tokens from ``start`` up to, not including, ``end`` of a compound command; ``name`` is that of a function."""

    start: int
    end: int
    name: str = ""


def find(tokens: Sequence[Token], shell: UnixShell) -> Iterator[CompoundSpan]:
    """Yield the outermost compound commands of ``tokens``, in order.

    Raises:
        ShellError: One has no end, or a reserved word closes one that is not open.
    """
    at = 0
    while at < len(tokens):
        # Most tokens are words after words.
        if (not at or tokens[at - 1].kind != "WORD") and begins_command(tokens, at):
            found = _Finder(tokens, shell).at(at)
            if found:
                yield found
                at = found.end
                continue
            _refuse_closer(tokens[at], shell)
        at += 1


def at(tokens: Sequence[Token], start: int, shell: UnixShell) -> CompoundSpan | None:
    """Return the compound command that begins at a token, or None.

    Raises:
        ShellError: It has no end.
    """
    return _Finder(tokens, shell).at(start)


def begins_command(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a command begins at a token: it is the first one, or follows an operator."""
    return at == 0 or tokens[at - 1].kind in _STARTS or (tokens[at - 1].kind == "CLOSE" and tokens[at].kind != "WORD")


def _refuse_closer(token: Token, shell: UnixShell) -> None:
    if _reserved(token) in (*shell.reserved_inside, *shell.negations):
        message = f"the shell does not expect `{token}` here"
        raise ShellError(Problem("syntax-error", token.raw.span, message))


def _reserved(token: Token) -> str:
    """Return the text of a word that no quote touches; empty for any other token."""
    return token.raw.text if token.kind == "WORD" and token.word and not token.word.quoted else ""


class _Finder:
    """Find the last token of a compound command, without recursion."""

    def __init__(self, tokens: Sequence[Token], shell: UnixShell) -> None:
        self.tokens, self.shell = tokens, shell
        self.open: list[_Open] = []
        self.parentheses = 0
        """The number of open ``((``."""
        self.expects_command = True
        self.previous: Token | None = None
        self.follows_compound = False
        """Whether a compound command ends directly in front: a reserved word may follow it without a separator."""

    def at(self, start: int) -> CompoundSpan | None:
        """Return the compound command that begins at ``start``, or None."""
        function = self._function(start)
        if function:
            return function
        word = _reserved(self.tokens[start])
        if self.tokens[start].kind == "ARITHMETIC":
            return CompoundSpan(start, self._past_parentheses(start))
        if word == "[[" and "[[" in self.shell.compounds:
            return CompoundSpan(start, self._past_word(start, "]]"))
        is_csh = self.shell.compounds.get("if") == "endif"
        if (
            is_csh
            and word in _WITH_EXPRESSION
            and [each.kind for each in self.tokens[start + 1 : start + 2]] != ["OPEN"]
        ):
            return None  # csh reports the missing expression and continues
        if is_csh and word == "if":
            return CompoundSpan(start, self._past_if(start))
        return CompoundSpan(start, self._past_compound(start)) if word in self.shell.compounds else None

    def _function(self, start: int) -> CompoundSpan | None:
        """Return the definition of a function: ``name() body`` or ``function name body``."""
        kinds = [token.kind for token in self.tokens[start : start + 3]]
        if self.shell.functions == "name()" and kinds == ["WORD", "OPEN", "CLOSE"]:
            body = self._past_newlines(start + 3)
            return CompoundSpan(start, self._past_body(body), self.tokens[start].raw.text)
        has_word = self.shell.functions == "name()" and "function" not in self.shell.lacks
        if has_word and _reserved(self.tokens[start]) == "function" and len(kinds) > 1:
            after = (
                start + 4
                if [token.kind for token in self.tokens[start + 2 : start + 4]] == ["OPEN", "CLOSE"]
                else start + 2
            )
            return CompoundSpan(start, self._past_body(self._past_newlines(after)), self.tokens[start + 1].raw.text)
        if self.shell.functions == "function end" and _reserved(self.tokens[start]) == "function" and len(kinds) > 1:
            return CompoundSpan(start, self._past_compound(start), self.tokens[start + 1].raw.text)
        return None

    def _past_newlines(self, at: int) -> int:
        while at < len(self.tokens) and self.tokens[at].kind == "NEWLINE":
            at += 1
        return at

    def _past_body(self, at: int) -> int:
        if at < len(self.tokens) and self.tokens[at].raw.text in {"{", "("}:
            return self._past_compound(at)
        found = _Finder(self.tokens, self.shell).at(at) if at < len(self.tokens) else None
        if found:
            return found.end
        raw = self.tokens[min(at, len(self.tokens) - 1)].raw
        raise ShellError(Problem("syntax-error", raw.span, "the body of the function is missing"))

    def _past_parentheses(self, start: int) -> int:
        depth = 0
        for at in range(start, len(self.tokens)):
            depth += short_loops.PARENTHESES.get(self.tokens[at].raw.text, 0)
            if depth <= 0:
                return at + 1
        raise self._endless(self.tokens[start], "))")

    def _past_word(self, start: int, closer: str) -> int:
        for at in range(start + 1, len(self.tokens)):
            if self.tokens[at].raw.text == closer:
                return at + 1
        raise self._endless(self.tokens[start], closer)

    def _past_if(self, start: int) -> int:
        """Return the end of an `if` of csh: `endif` if it has `then`, otherwise the end of the command."""
        depth = 0
        for at in range(start + 1, len(self.tokens)):
            depth += short_loops.PARENTHESES.get(self.tokens[at].raw.text, 0)
            if _reserved(self.tokens[at]) == "then":
                return self._past_word(start, "endif")
            ends = depth == 0 and self.tokens[at].kind in {"NEWLINE", "SEMICOLON", "BACKGROUND"}
            if depth < 0 or ends:
                return at
        return len(self.tokens)

    def _past_compound(self, start: int) -> int:
        for at in range(start, len(self.tokens)):
            if self.tokens[at].raw.text == ")" and self.shell.short_loops and self._is_outside():
                break
            self._step(self.tokens[at])
            if not self.open:
                return at + 1
        if self.shell.short_loops and short_loops.is_short(self.tokens, start):
            return short_loops.end_of_list(self.tokens, start)
        raise self._endless(self.open[-1].token, self.open[-1].closer)

    def _is_outside(self) -> bool:
        """Return whether a `)` closes a parenthesis around the whole command."""
        if not self.open or self.open[-1].pattern:
            return False
        # The innermost first: a search from the outermost would pass all of a deep nest for each parenthesis.
        return self.parentheses <= 0 and all(each.closer != ")" for each in reversed(self.open))

    def _step(self, token: Token) -> None:
        depth, parentheses = len(self.open), self.parentheses
        is_empty = depth > 0 and self.open[-1].token is self.previous
        if not (self._is_inside_test(token) or self._is_inside_arithmetic(token)):
            self._take(token)
        is_closed = len(self.open) < depth or self.parentheses < parentheses == 1
        self.follows_compound = is_closed and self._joins_reserved(token)
        # The parentheses after the name of a function precede its body.
        self.expects_command |= is_closed and is_empty and token.raw.text == ")"
        self.previous = token

    def _joins_reserved(self, token: Token) -> bool:
        """Return whether a reserved word may directly follow the end of a compound command."""
        # With short loops (zsh), the end of a loop or a condition needs a separator.
        is_excepted = self.shell.short_loops and token.raw.text in _ENDS_OF_LOOPS
        return self.shell.functions == "name()" and not is_excepted

    def _take(self, token: Token) -> None:
        if self.open and self.open[-1].pattern:
            self._pattern(token)
        elif self.open and token.raw.text == self.open[-1].closer and self._closes(token):
            self._close()
        elif token.raw.text in {"(", "{"} and token.kind == "OPEN":
            self._enter(token, {"(": ")", "{": "}"}[token.raw.text])
        elif token.kind == "CASE" and self.open and self.open[-1].closer == "esac":
            self.open[-1].pattern = True
        elif self.open and token.raw.text == ")":
            raise ShellError(Problem("syntax-error", token.raw.span, f"the shell does not expect `{token}` here"))
        else:
            self._other(token)

    def _is_inside_test(self, token: Token) -> bool:
        """Return whether a token is between ``[[`` and ``]]``, where nothing is a command."""
        if not self.open or self.open[-1].closer != "]]":
            return False
        if token.raw.text == "]]":
            self._close()
        return True

    def _is_inside_arithmetic(self, token: Token) -> bool:
        """Return whether a token is between ``((`` and ``))``."""
        if token.kind != "ARITHMETIC" and not self.parentheses:
            return False
        self.parentheses += short_loops.PARENTHESES.get(token.raw.text, 0)
        self.expects_command = False
        return True

    def _closes(self, token: Token) -> bool:
        return token.kind == "CLOSE" or (self._expects_reserved() and bool(_reserved(token)))

    def _expects_reserved(self) -> bool:
        return self.expects_command or self.follows_compound

    def _close(self) -> None:
        self.open.pop()
        self.expects_command = False

    def _enter(self, token: Token, closer: str) -> None:
        self.open.append(_Open(token, closer, wants_in=closer == "esac"))
        self.expects_command = True

    def _other(self, token: Token) -> None:
        word = _reserved(token)
        if self.expects_command and word in self.shell.compounds and word not in {"do", "then"}:
            self._enter(token, self.shell.compounds[word])
            self.expects_command = word not in {"for", "select", "case", "foreach", "switch", "function"}
        elif self.open and self.open[-1].closer == "esac" and self.open[-1].wants_in:
            self._head_of_case(token)
        else:
            self.expects_command = token.kind in _STARTS or (
                word in self.shell.reserved_inside and self._expects_reserved()
            )

    def _head_of_case(self, token: Token) -> None:
        """Read the word of a `case` and the `in` after it."""
        head = self.open[-1]
        if head.words and _reserved(token) == "in":
            head.pattern, head.wants_in = True, False
        elif token.kind == "NEWLINE" or (token.kind == "WORD" and not head.words):
            head.words += token.kind == "WORD"
        else:
            message = f"the shell expects `in` before `{token}`"
            raise ShellError(Problem("syntax-error", token.raw.span, message))

    def _pattern(self, token: Token) -> None:
        """Read the pattern of a `case` up to its parenthesis; `esac` may replace it."""
        if token.raw.text == ")":
            self.open[-1].pattern = False
            self.expects_command = True
        elif _reserved(token) == "esac":
            self._close()
        elif token.kind not in {"WORD", "PIPE", "OPEN", "NEWLINE"}:
            raise ShellError(Problem("syntax-error", token.raw.span, f"the shell expects a `)` before `{token}`"))

    def _endless(self, token: Token, closer: str) -> ShellError:
        return EndlessError(Problem("syntax-error", token.raw.span, f"`{token}` has no `{closer}`"))
