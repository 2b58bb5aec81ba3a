"""Words from variables: their text may be in front of the command, or at several places, and no fix may cut across."""

import json

import pytest

from tests.conftest import Program

LINK = "-mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"
COMMANDS = [
    pytest.param(f"B=22; ssh h:$B ./math.sh {LINK}", id="a port in a variable"),
    pytest.param(f"C=h:22; A=-R5:h:6; ssh $A$C ./math.sh {LINK}", id="pieces in another order"),
    pytest.param(f"B=1]; A=[::; ssh $A$B ./math.sh {LINK}", id="brackets in two variables"),
    pytest.param("B='-LinkName 1@h, 2@h'; A='-LinkName 1@h, 2@h'; ssh h math $A$B", id="two link names"),
    pytest.param("A='1@h,'; B=2@h; ssh h math -mathlink -LinkName $A $B", id="a link name in two variables"),
    pytest.param("for i in 1 2;do A='rsh';$A -mathlink;done", id="the next round of a loop"),
    pytest.param("B=5; A=127.0.0.1:; ssh -R $A$B:h:6 h math -mathlink", id="a forward in two variables"),
]


@pytest.mark.parametrize("command", COMMANDS)
class TestCommands:
    def test_places_and_edits_are_in_order(self, rkconf: Program, command: str) -> None:
        outcome = rkconf("lint", "--launch", command, "--local-shell", "bash", "--format", "json")
        for found in json.loads(outcome.out)["diagnostics"]:
            assert found["start"]["offset"] <= found["end"]["offset"]
            edits = (found["fix"] or {"edits": []})["edits"]
            ends = [place for edit in sorted(edits, key=lambda edit: edit["start"]) for place in edit.values()]
            places = [place for place in ends if isinstance(place, int)]
            assert places == sorted(places)

    def test_fixes_keep_the_assignments(self, rkconf: Program, command: str) -> None:
        words = ("--launch", command, "--local-shell", "bash", "--fix-only", "--unsafe-fixes")
        outcome = rkconf("lint", *words)
        assert outcome.status == 0, outcome.err
        assert outcome.out.startswith(command[: command.index("ssh")] if "ssh" in command else "for")

    def test_every_format_reports_them(self, rkconf: Program, command: str) -> None:
        assert rkconf("lint", "--launch", command, "--local-shell", "bash", "--format", "sarif").status in {0, 1}
