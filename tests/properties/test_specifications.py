"""Laws of specifications: the rendered text can be read, extracted and converted to and fro."""

import tomllib

import jsonschema
from hypothesis import given, settings
from hypothesis import strategies as st

from rkconf import emit, inputs, linting, spec, versions
from rkconf.command import Target, local_shells, remote_shells
from rkconf.diagnostics import Severity
from rkconf.edits import apply
from rkconf.entries import read
from rkconf.entries.model import kernel_entry
from rkconf.extraction import extract
from rkconf.patch import upsert
from rkconf.rendering import as_wl, as_wl_all, render
from rkconf.source import Source
from rkconf.spec import Specification
from rkconf.versions import Version
from tests.properties.drawn_specifications import SPECIFICATIONS, VERSIONS

VALIDATOR = jsonschema.Draft7Validator(spec.schema())


@settings(max_examples=60)
@given(SPECIFICATIONS)
def test_what_is_dumped_is_loaded_again(specification: Specification) -> None:
    text = spec.dump(specification)
    tomllib.loads(text)
    loaded = spec.load(Source("kernels.toml", text.encode()))
    assert (loaded.specification, loaded.problems) == (specification, ())
    assert VALIDATOR.is_valid(tomllib.loads(text))


@settings(max_examples=60)
@given(SPECIFICATIONS, VERSIONS)
def test_what_is_rendered_is_read_and_extracted_again(specification: Specification, version: Version) -> None:
    rendering = render(specification, version)
    [_, entry] = read(Source("init.m", as_wl_all(rendering).encode())).entries
    assert kernel_entry(entry) == rendering.kernels[0]
    extraction = extract(read(Source("init.m", as_wl(rendering).encode())), version)
    assert extraction.notes == ()
    again = render(extraction.specification, version)
    assert (again.kernels, again.parallel) == (rendering.kernels, rendering.parallel)
    assert [kernel.launch_command for kernel in extraction.specification.kernels] == [None]
    assert {group.command for group in extraction.specification.parallel} <= {None}


@settings(max_examples=40)
@given(SPECIFICATIONS, VERSIONS)
def test_what_is_rendered_has_no_error_and_may_prompt_if_asked(specification: Specification, version: Version) -> None:
    checked = inputs.read_text(Source("init.m", as_wl(render(specification, version)).encode()))
    found = linting.check(checked, Target(version, version, local_shells(None), remote_shells(None)))
    assert [each for each in found if each.severity is not Severity.INFO] == []
    may_prompt = any(row.may_prompt for row in (*specification.kernels, *specification.parallel))
    assert any(each.code == "RK407" for each in found) == may_prompt


AROUND = st.sampled_from(["{}", "Table[{}, {{2}}]", "Do[{}, {{i, 3}}]", "Table[(* a *) {} (* b *), {{4}}]", "f[{}]"])


@settings(max_examples=60)
@given(st.lists(AROUND, max_size=3), st.sampled_from(["LaunchSlave", "System`Parallel`LaunchSlave"]))
def test_extracting_counts_what_is_written_around(around: list[str], head: str) -> None:
    text = f'{head}["a", "ssh `1`"]'
    number = 1
    for form in around:
        text = form.format(text)
        number *= next((digit for digit in (2, 3, 4) if str(digit) in form), 1)
    extraction = extract(read(Source("p.m", text.encode())), versions.load("6"))
    assert [group.count for group in extraction.specification.parallel] == [number]
    assert (extraction.notes, extraction.altered) == ((), ())


@settings(max_examples=60)
@given(SPECIFICATIONS, st.binary(max_size=20))
def test_patching_moves_no_other_byte(specification: Specification, junk: bytes) -> None:
    junk = bytes(byte for byte in junk if byte not in b'*()\\"')
    before, after = (
        b"(*" + junk + b'*) SetOptions[$FrontEnd, A->"',
        b'", EvaluatorNames->{"Local" -> {}}] (*' + junk + b"*)",
    )
    source = Source("init.m", before + junk + after)
    patched = apply(source, upsert(read(source), render(specification, versions.load("7")).kernels))
    assert patched.startswith(before + junk + after[: after.index(b"}}]")])
    assert patched.endswith(after[after.index(b"}]") + 1 :])


@settings(max_examples=100)
@given(
    st.one_of(st.binary(max_size=200), st.text(st.sampled_from("[]{}=\"'\n#.,a1 kernels"), max_size=60).map(str.encode))
)
def test_loading_never_raises(data: bytes) -> None:
    loaded = spec.load(Source("kernels.toml", data))
    assert (loaded.specification is None) == bool(loaded.problems)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(['"a"', "{", "}", ",", "\\:00e9", " ", "->", "bc", "\\\\"]), max_size=60).map("".join))
def test_layout_changes_nothing_but_spaces_and_line_breaks(text: str) -> None:
    string = '"' + text.replace('"', "") + '"'
    written = emit.layout(emit.Listing((emit.KeyValue('"k"', string),) * 3))
    assert written.replace("\\\n", "").replace("\n", "").replace(" ", "").count(string.replace(" ", "")) == 3
