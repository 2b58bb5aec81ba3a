"""Laws of specifications: the rendered text can be read, extracted and converted to and fro."""

import re
import tomllib
from itertools import permutations
from typing import get_args

import jsonschema
from hypothesis import given, settings
from hypothesis import strategies as st

from rkconf import emit, inputs, linting, spec, versions
from rkconf.command import Target, local_shells, remote_shells
from rkconf.conversion import convert
from rkconf.diagnostics import Severity
from rkconf.edits import apply
from rkconf.entries import read
from rkconf.entries.model import kernel_entry
from rkconf.extraction import extract
from rkconf.patch import upsert
from rkconf.rendering import as_wl, as_wl_all, render
from rkconf.source import Source
from rkconf.spec import Kernel, Parallel, Places, Specification
from rkconf.spec.model import ConnectionKind
from rkconf.versions import Version
from tests.known import SAME_FLAGS

NAMES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=20)
HOSTS = st.from_regex(r"[a-z][a-z0-9.-]{0,10}[a-z0-9]", fullmatch=True)
PATHS = st.text(st.sampled_from("ab/.1 '\"\\$&;|<>()*?!#é"), min_size=1, max_size=15).map(lambda text: f"/opt/{text}/m")
USERS = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True)
OPTIONS = st.dictionaries(st.sampled_from(["ProxyJump", "SetEnv", "Ciphers", "User"]), PATHS, max_size=2)
WORDS = st.lists(
    st.sampled_from([("-l", "dora"), ("-ldora",), ("-p", "99"), ("-v",), ("-4C",), ("-o", "User=bob")]), max_size=2
).map(lambda options: tuple(word for option in options for word in option))
VALIDATOR = jsonschema.Draft7Validator(spec.schema())
VERSIONS = st.sampled_from([versions.load(name) for name in SAME_FLAGS])


@st.composite
def kernels(draw: st.DrawFn) -> Kernel:
    first = draw(st.integers(1024, 32000))
    connection = draw(st.sampled_from(get_args(ConnectionKind)))
    return Kernel(
        name=draw(NAMES),
        host=draw(HOSTS),
        user=draw(st.none() | USERS),
        port=draw(st.none() | st.integers(1, 65535)),
        kernel=draw(PATHS),
        connection=connection,
        ports=None if connection == "direct" else (first, first + 1),
        ssh=draw(OPTIONS),
        ssh_options=draw(WORDS),
        verbose=draw(st.booleans()),
        append_name=draw(st.booleans()),
        auto_start=draw(st.booleans()),
        translate_returns=draw(st.booleans()),
    )


GROUPS = st.builds(
    Parallel,
    host=HOSTS,
    user=st.none() | HOSTS,
    kernel=PATHS,
    ssh=OPTIONS,
    ssh_options=WORDS,
    count=st.integers(1, 3),
)


@st.composite
def specifications(draw: st.DrawFn) -> Specification:
    group = draw(st.lists(GROUPS, max_size=1))
    return Specification(kernels=(draw(kernels()),), parallel=tuple(group))


def without_faults(specification: Specification) -> bool:
    return not list(spec.check(specification, Places({})))


SPECIFICATIONS = specifications().filter(without_faults)


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
def test_what_is_rendered_has_no_error_and_no_warning(specification: Specification, version: Version) -> None:
    checked = inputs.read_text(Source("init.m", as_wl(render(specification, version)).encode()))
    found = linting.check(checked, Target(version, version, local_shells(None), remote_shells(None)))
    assert [each for each in found if each.severity is not Severity.INFO] == []


@settings(max_examples=40)
@given(SPECIFICATIONS, VERSIONS, VERSIONS)
def test_there_and_back_is_where_it_was(specification: Specification, old: Version, new: Version) -> None:
    source = Source("init.m", as_wl(render(specification, old)).encode())
    there = convert(inputs.read_text(source), old, new)
    back = convert(inputs.read_text(Source("init.m", there.data)), new, old)
    assert (there.losses, back.losses) == ((), ())
    assert extract(read(Source("", back.data)), old).specification == extract(read(source), old).specification
    assert kernel_entry(read(Source("", back.data)).entries[1]) == kernel_entry(read(source).entries[1])


@settings(max_examples=40)
@given(GROUPS.filter(lambda group: without_faults(Specification(parallel=(group,)))), VERSIONS, VERSIONS)
def test_parallel_calls_come_back_byte_for_byte(group: Parallel, old: Version, new: Version) -> None:
    source = Source("p.m", as_wl(render(Specification(parallel=(group,)), old)).encode())
    there = convert(inputs.read_text(source), old, new)
    assert convert(inputs.read_text(Source("p.m", there.data)), new, old).data == source.data


DESCRIBABLE = st.builds(
    Parallel,
    host=HOSTS,
    user=st.none() | USERS,
    port=st.none() | st.integers(1, 65535),
    kernel=st.from_regex(r"/opt/[a-z][a-z0-9/]{0,8}m", fullmatch=True),
    ssh=st.sampled_from([{}, {"IdentityFile": "/keys/k"}]),
    arguments=st.sampled_from([(), ("-pwfile", "/opt/licence")]),
    count=st.integers(1, 9),
)
"""Parallel kernels that both a launch command and a description can express."""
BESIDE = [
    (old, new)
    for old, new in permutations([version for version in versions.with_facts() if version.remote_machine_arguments], 2)
    if old.start_flags == new.start_flags or old.parallel_description or new.parallel_description
]
"""Pairs of versions; a start flag that both accept stays where both have a launch command."""


@settings(max_examples=60)
@given(DESCRIBABLE.filter(lambda group: without_faults(Specification(parallel=(group,)))), st.sampled_from(BESIDE))
def test_what_both_can_express_comes_back_from_a_description(group: Parallel, pair: tuple[Version, Version]) -> None:
    old, new = pair
    source = Source("p.m", as_wl(render(Specification(parallel=(group,)), old)).encode())
    there = convert(inputs.read_text(source), old, new)
    back = convert(inputs.read_text(Source("p.m", there.data)), new, old)
    assert (there.losses, back.losses) == ((), ())
    assert back.data == source.data
    heads = {kernel.head for kernel in inputs.read_text(Source("p.m", there.data)).document.descriptions.kernels}
    assert heads == ({new.parallel_description} if new.parallel_description else set())


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


@settings(max_examples=40)
@given(SPECIFICATIONS, VERSIONS, VERSIONS, st.binary(max_size=20), st.sampled_from([b"\n", b"\r\n"]))
def test_converting_moves_no_byte_outside_the_command(
    specification: Specification, old: Version, new: Version, junk: bytes, line_end: bytes
) -> None:
    junk = bytes(byte for byte in junk if byte not in b'*()\\"')
    text = as_wl_all(render(specification, old)).encode().replace(b"\n", line_end)
    before, command, after = text.rpartition(b'"LoginScript" ->')
    source = Source("init.m", b"(*" + junk + b"*)" + before + command + after + b"(*" + junk + b"*)")
    data = convert(inputs.read_text(source), old, new).data
    assert data.startswith(b"(*" + junk + b"*)" + before + command)
    assert data.endswith(after[after.rindex(b'"') :] + b"(*" + junk + b"*)")


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


PIECES = st.sampled_from(
    [
        *(
            "SetOptions[$FrontEnd, ",
            "EvaluatorNames->",
            '"x" -> {',
            '"LoginScript" -> "',
            '"HostName" -> ',
            '"MLOpenArguments" -> "',
        ),
        *(
            "RemoteMachine[",
            "LaunchSlave[",
            "LaunchKernels[",
            "Table[",
            "Do[",
            '"node1", "',
            ", 4]",
            ", {0}]",
            ", {i, n}]",
            "{",
            "}",
            "]",
            '"',
            ", ",
            "\n",
        ),
        *(
            "ssh ",
            "-R 1:127.0.0.1:1 ",
            "-L 3 ",
            "host ",
            "math ",
            "-mathlink ",
            "-LinkName `linkname` ",
            "-LinkMode Connect ",
        ),
        *(
            "`java` -jar `mathssh` ",
            "-initfile ",
            "-subkernel ",
            '\\"',
            "'",
            "&",
            "; ",
            "`",
            "$A ",
            "\xff",
            "\x9f",
            "AutoStartOnLaunch->Automatic, ",
            'Needs["Parallel`"]',
            "<<SubKernels`RemoteKernels`",
            " & ",
            "(* ",
            " *)",
        ),
    ]
)


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=30).map("".join), VERSIONS, VERSIONS)
def test_nothing_that_a_file_holds_stops_extracting_or_converting(text: str, old: Version, new: Version) -> None:
    source = Source("init.m", text.encode("latin-1"))
    extraction = extract(read(source), old)
    assert spec.load(Source("kernels.toml", spec.dump(extraction.specification).encode())).problems == ()
    assert convert(inputs.read_text(source), old, old).data == source.data
    convert(inputs.read_text(source), old, new)


@settings(max_examples=100)
@given(st.lists(PIECES, max_size=12).map("".join), VERSIONS, VERSIONS)
def test_no_command_stops_converting(text: str, old: Version, new: Version) -> None:
    for kind in inputs.BARE:
        [checked] = inputs.bare({kind: text.encode("latin-1")})
        convert(checked, old, new)


PORTS = st.sampled_from([range(1020, 1030), range(3100, 3110), range(65520, 65536)]).flatmap(st.sampled_from)


@st.composite
def crowds(draw: st.DrawFn) -> Specification:
    """Return kernels that want the same few ports."""
    fixed = st.sampled_from([each for each in get_args(ConnectionKind) if each != "direct"])
    wanted = draw(st.lists(st.tuples(fixed, st.tuples(PORTS, PORTS)), min_size=1, max_size=5))
    return Specification(
        kernels=tuple(
            Kernel(name=f"k{number}", host="h", kernel="m", connection=connection, ports=ports)
            for number, (connection, ports) in enumerate(wanted)
        )
    )


def advised_ports(specification: Specification, version: Version) -> dict[int, tuple[int, int]]:
    """Return the ports that the problems advise, by the number of the kernel."""
    loaded = spec.load(Source("kernels.toml", spec.dump(specification).encode()))
    problems = loaded.problems
    if loaded.specification:
        problems = tuple(spec.infeasible(loaded.specification, version, loaded.places))
    places = [loaded.places.of(("kernels", number, "ports")).value for number in range(len(specification.kernels))]
    found = {}
    for problem in problems:
        advised = re.search(r"next free: ports = \[(\d+), (\d+)\]", problem.help)
        assert (problem.rule, advised is not None) == ("bad-link-name", True)
        assert advised
        (number,) = (number for number, place in enumerate(places) if place.covers(problem.span))
        found[number] = (int(advised[1]), int(advised[2]))
    return found


@settings(max_examples=100)
@given(crowds(), VERSIONS)
def test_ports_that_are_advised_can_be_taken(specification: Specification, version: Version) -> None:
    settled: set[int] = set()
    while advised := advised_ports(specification, version):
        assert settled.isdisjoint(advised)
        settled.update(advised)
        kernels = (
            kernel.model_copy(update={"ports": advised.get(number, kernel.ports)})
            for number, kernel in enumerate(specification.kernels)
        )
        specification = specification.model_copy(update={"kernels": tuple(kernels)})
