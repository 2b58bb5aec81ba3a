"""Laws of conversions: a text that both versions can express comes back, and nothing in a file stops one."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from rkconf import inputs, spec, versions
from rkconf.conversion import convert
from rkconf.entries import read
from rkconf.entries.model import kernel_entry
from rkconf.extraction import extract
from rkconf.rendering import as_wl, as_wl_all, render
from rkconf.source import Source
from rkconf.spec import Parallel, Specification
from rkconf.versions import Version
from tests.properties.drawn_specifications import GROUPS, HOSTS, SPECIFICATIONS, USERS, VERSIONS, without_faults


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


ERAS = st.sampled_from([version for version in versions.with_facts() if version.remote_machine_arguments])
STARTED = st.builds(
    "{}{} {}".format,
    st.sampled_from(["", "/opt/", "/usr/local/Wolfram/Mathematica/9.0/Executables/", "/opt/Mathematica/11.3/"]),
    st.sampled_from(["math", "MathKernel", "wolfram", "WolframKernel"]),
    st.sampled_from(["-mathlink", "-wstp"]),
)
LAUNCHES = st.sampled_from(
    [
        ("launch", "ssh skye {} -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"),
        ("parallel", "ssh -f -l `3` `1` {} -linkmode Connect `4` -linkname `2` -subkernel -noinit"),
    ]
)


@settings(max_examples=60)
@given(STARTED, LAUNCHES, ERAS, ERAS)
def test_a_launch_command_comes_back_across_eras(
    started: str, launch: tuple[str, str], old: Version, new: Version
) -> None:
    kind, command = launch[0], launch[1].format(started)
    there = _converted(kind, command, old, new)
    back = _converted(kind, there, new, old)
    # A flag that an older kernel may not know becomes one that every kernel knows, and stays so.
    assert back in {command, command.replace("-wstp", "-mathlink")}
    assert "-wstp" in there or back == command.replace("-wstp", "-mathlink")


def _converted(kind: str, command: str, old: Version, new: Version) -> str:
    [checked] = inputs.bare({kind: command.encode()})
    conversion = convert(checked, old, new)
    assert conversion.losses == ()
    return conversion.data.decode().rstrip("\n")


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
