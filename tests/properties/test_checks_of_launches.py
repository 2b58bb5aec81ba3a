"""A launch command is checked once for each text, and repairs are tried in few shells: nothing else is found."""

from collections.abc import Mapping

from hypothesis import example, given, settings
from hypothesis import strategies as st

from rkconf import inputs, linting
from rkconf.inputs import Input
from rkconf.linting import LaunchChecks
from rkconf.linting.causes import causes
from rkconf.linting.findings import RawFinding, findings
from rkconf.linting.kept_checks import KeptChecks
from rkconf.source import Source
from rkconf.syntax import escape
from tests.properties.test_fixes import controllers, mlopens

PASSWORD = "ssh -pw secret h ./math.sh –mathlink -LinkName '`linkname`' -LinkHost `ipaddress`"  # noqa: RUF001, S105
SHELLS = "ssh {a,b}@h ./math.sh -mathlnk '-LinkName' >& /dev/null &"


def read(before: str, *commands: str) -> Input:
    entries = (
        f'"k" -> {{"LoginScript" -> "{escape(each)}", "MLOpenArguments" -> "-LinkMode Connect"}}' for each in commands
    )
    text = f"{before}SetOptions[$FrontEnd, EvaluatorNames->{{{', '.join(entries)}}}]"
    return inputs.read_text(Source("init.m", text.encode()))


@settings(max_examples=20)
@given(controllers, st.text("\n ", max_size=9))
@example(PASSWORD, "\n")
def test_the_findings_of_a_command_at_another_place_are_moved(command: str, before: str) -> None:
    kept = KeptChecks()
    for text in (read("", command), read(before, command), read(before, "ssh h", command)):
        target = linting.Assumptions().target(text)
        assert linting.check(text, target, checks=kept) == linting.check(text, target, checks=LaunchChecks())


def test_the_findings_of_many_commands_are_not_kept() -> None:
    kept, text = KeptChecks(most=2), read("", *(f"ssh h{at % 4}" for at in range(8)))
    target = linting.Assumptions().target(text)
    assert linting.check(text, target, checks=kept) == linting.check(text, target, checks=LaunchChecks())


@settings(max_examples=20)
@given(controllers, mlopens)
def test_a_command_with_other_arguments_to_mlopen_is_checked_anew(command: str, mlopen: str) -> None:
    kept = KeptChecks()
    for arguments in ("-LinkMode Listen", mlopen):
        (text,) = inputs.bare({"launch": command.encode(), "mlopen": arguments.encode()})
        target = linting.Assumptions().target(text)
        assert linting.check(text, target, checks=kept) == linting.check(text, target, checks=LaunchChecks())


def found_causes(text: Input, *, in_all_shells: bool) -> Mapping[RawFinding, RawFinding]:
    target, checks = linting.Assumptions().target(text), LaunchChecks()
    every = tuple(findings(text, target, checks))
    pairs = () if in_all_shells else linting.pairs_of(every)
    return causes(text, every, lambda again, names: findings(again, target, checks, names, pairs))


@settings(max_examples=20)
@given(controllers)
@example(PASSWORD)
@example(SHELLS)
def test_repairs_in_the_shells_that_show_the_findings_have_the_causes_of_all_shells(command: str) -> None:
    text = read("", command)
    assert found_causes(text, in_all_shells=False) == found_causes(text, in_all_shells=True)
