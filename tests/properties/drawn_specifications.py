"""Specifications that hypothesis draws."""

from typing import get_args

from hypothesis import strategies as st

from rkconf import spec, versions
from rkconf.spec import Kernel, Parallel, Places, Specification
from rkconf.spec.model import ConnectionKind
from tests.known import SAME_FLAGS

NAMES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=20)
HOSTS = st.from_regex(r"[a-z][a-z0-9.-]{0,10}[a-z0-9]", fullmatch=True)
PATHS = st.text(st.sampled_from("ab/.1 '\"\\$&;|<>()*?!#é"), min_size=1, max_size=15).map(lambda text: f"/opt/{text}/m")
USERS = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True)
OPTIONS = st.dictionaries(st.sampled_from(["ProxyJump", "SetEnv", "Ciphers", "User"]), PATHS, max_size=2)
WORDS = st.lists(
    st.sampled_from([("-l", "dora"), ("-ldora",), ("-p", "99"), ("-v",), ("-4C",), ("-o", "User=bob")]), max_size=2
).map(lambda options: tuple(word for option in options for word in option))
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
        may_prompt=draw(st.booleans()),
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
    may_prompt=st.booleans(),
    count=st.integers(1, 3),
)


@st.composite
def specifications(draw: st.DrawFn) -> Specification:
    group = draw(st.lists(GROUPS, max_size=1))
    return Specification(kernels=(draw(kernels()),), parallel=tuple(group))


def without_faults(specification: Specification) -> bool:
    return not list(spec.check(specification, Places({})))


SPECIFICATIONS = specifications().filter(without_faults)
