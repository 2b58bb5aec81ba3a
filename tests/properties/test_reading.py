"""Laws of reading, for any bytes."""

from hypothesis import example, given
from hypothesis import strategies as st

from rkconf.entries import Document, read
from rkconf.source import Source, Span
from rkconf.syntax import parse, scan
from rkconf.syntax.strings import escape, unescape
from rkconf.syntax.tree import walk

PIECES = [
    *'"\\[](){},;_#-\n\r `', "(*", "*)", "<|", "|>", "->", ":>", ":=", "<>", "/.", "\\[Rule]", "\\[Alpha]", "\\:12",
    "\\\n", "a", "1.5`", "True", '"a" -> ', '{"b" -> {', '"LoginScript" -> "ssh ', "\x00", "\xff", "\xef\x94\xa2",
    "EvaluatorNames->", '"EvaluatorNames" :> ', "VersionsLaunched->", "SetOptions[$FrontEnd, ", "With[",
    "RemoteMachine[", "LaunchSlave[", "$RemoteCommand = ", "ConnectionType->LinkLaunch",
]  # fmt: skip
wolfram = st.lists(st.sampled_from(PIECES), max_size=40).map(lambda pieces: "".join(pieces).encode("latin-1"))
options = wolfram.map(lambda data: b"SetOptions[$FrontEnd, EvaluatorNames->" + data)
files = st.one_of(st.binary(), wolfram, options)


@given(files)
@example(b"\xef\xbb\xbf")
@example(b"{" * 10_000)
@example(b"SetOptions[$FrontEnd, EvaluatorNames->" + b"{" * 10_000 + b"}" * 10_000 + b"]")
@example(b"RemoteMachine[" * 2_000)
def test_reading_never_raises_and_every_place_is_in_the_file(data: bytes) -> None:
    source = Source("init.m", data)
    assert all(source.whole.covers(span) for span in _places(read(source)))


def _places(document: Document) -> list[Span]:
    problems = [*document.problems, *(problem for entry in document.entries for problem in entry.problems)]
    options = [option.span for entry in document.entries for option in entry.options]
    calls = [call.span for call in document.parallel]
    return [*document.settings, *(problem.span for problem in problems), *options, *calls]


@given(files)
def test_a_node_is_inside_the_node_around_it(data: bytes) -> None:
    outline = scan(Source("init.m", data))
    for region in outline.regions:
        root = parse(outline.reading, region)
        assert all(root.span.covers(node.span) for node in walk(root))


@given(files)
def test_reading_twice_yields_the_same(data: bytes) -> None:
    assert read(Source("init.m", data)).problems == read(Source("init.m", data)).problems


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example('"\\')
@example("\\[Alpha]")
@example("\\:0041")
def test_what_is_escaped_is_read_again(text: str) -> None:
    source = Source("init.m", f'"{escape(text)}"'.encode())
    assert unescape(source, Span(1, len(source.data) - 1)).text == text
    assert scan(source).problems == ()


@given(st.text(st.sampled_from('ab"\\ \n[]:`é'), max_size=30))
def test_every_character_of_a_string_is_found_in_its_bytes(text: str) -> None:
    source = Source("init.m", f'"{escape(text)}"'.encode())
    value = unescape(source, Span(1, len(source.data) - 1))
    assert "".join(source[span] for span in value.origins()) == escape(text)
