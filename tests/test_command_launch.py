"""Launch commands with their placeholders and edits."""

from rkconf.command import Launch, LaunchKind
from rkconf.edits import apply
from rkconf.source import Source, Span
from tests.launches import VERSION, excerpt


def test_a_parallel_template_has_slots_and_no_names() -> None:
    launch = Launch(LaunchKind.PARALLEL, excerpt("ssh `1`"))
    assert launch.is_parallel
    assert launch.link_placeholder == "2"
    assert set(launch.placeholder_values(VERSION)) == {"1", "2", "3", "4"}


def test_a_value_from_the_user_takes_precedence() -> None:
    launch = Launch(LaunchKind.CONTROLLER, excerpt(""), mlopen=excerpt("-LinkName 1,2"), values={"linkname": "x"})
    assert launch.placeholder_values(VERSION)["linkname"] == "x"


def test_a_replacement_is_escaped_for_its_container() -> None:
    launch = Launch(LaunchKind.CONTROLLER, excerpt("a b"), escape=lambda text: text.replace("\\", "\\\\"))
    assert apply(Source("x", b"a b"), [launch.replace(Span(2, 3), "c\\")]) == b"a c\\\\"
