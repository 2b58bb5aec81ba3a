"""The public functions that write: ``setup``, ``render``, ``convert``, ``extract`` and ``trace``."""

import json
import pickle
from pathlib import Path
from typing import Any

import pytest

import rkconf
from tests.api_inputs import CLEAN, DIRECT, GOOD, WORKBENCH
from tests.conftest import SAMPLES, Program


class TestSetup:
    def test_has_the_files_that_the_command_line_writes(self, rkconf: Program, tmp_path: Path) -> None:
        import rkconf as package

        rkconf("setup", str(DIRECT), "--version", "7", "--output", str(tmp_path / "made"))
        files = package.setup(DIRECT, version="7").files
        assert {file.path: file.text for file in files} == {
            str(path.relative_to(tmp_path / "made")): path.read_text()
            for path in (tmp_path / "made").rglob("*")
            if path.is_file()
        }

    def test_a_specification_that_cannot_work_is_refused(self) -> None:
        with pytest.raises(rkconf.RejectedError):
            rkconf.setup("[[kernels]]", version="7")


class TestRender:
    @pytest.mark.parametrize("form", ["wl", "wl-all", "dialog", "json"])
    def test_writes_what_the_command_line_writes(self, form: Any, rkconf: Program) -> None:  # noqa: ANN401 - a Literal
        import rkconf as package

        printed = rkconf("render", str(DIRECT), "--version", "7", "--as", form).out
        assert package.render(DIRECT, version="7", form=form) == printed

    def test_writes_only_what_is_named(self) -> None:
        many = SAMPLES / "kernels" / "many.toml"
        names = [kernel["name"] for kernel in json.loads(rkconf.render(many, version="7", form="json"))["kernels"]]
        alone = json.loads(rkconf.render(many, version="7", names=names[1:2], form="json"))
        assert [kernel["name"] for kernel in alone["kernels"]] == names[1:2] != names

    def test_a_specification_that_cannot_work_reports_every_problem(self) -> None:
        with pytest.raises(rkconf.RejectedError) as caught:
            rkconf.render("[[kernels]]\n[[kernels]]\n", version="7", name="k.toml")
        assert str(caught.value) == "k.toml:1:1: name is missing (RK006) (and 1 more)"
        assert [each.name for each in caught.value.diagnostics] == ["incomplete-entry"] * 2

    def test_the_error_travels_between_processes(self) -> None:
        with pytest.raises(rkconf.RejectedError) as caught:
            rkconf.render("[[kernels]]", version="7")
        assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301 - our own


class TestConvert:
    def test_writes_what_the_command_line_writes(self, rkconf: Program) -> None:
        import rkconf as package

        printed = rkconf("convert", str(WORKBENCH), "--from", "5.2", "--to", "7")
        conversion = package.convert(WORKBENCH, version="5.2", to="7")
        assert conversion.data == printed.raw
        assert len(conversion.notes) == printed.err.count(": note: ") > 0

    def test_a_file_of_parallel_kernels_has_a_version(self) -> None:
        text = (
            'Needs["Parallel`"]\nLaunchSlave["node1", "ssh `1` math -mathlink `4` -linkname `2` > /dev/null 2>&1 &"]\n'
        )
        assert b"RemoteMachine" in rkconf.convert(text, to="7").data

    def test_a_loss_is_not_an_error(self) -> None:
        text = '{RemoteMachine["node1", 2]}'
        assert rkconf.convert(text, version="7", to="6").losses

    def test_a_specification_that_cannot_work_is_refused(self) -> None:
        with pytest.raises(rkconf.RejectedError):
            rkconf.convert("[[kernels]]", name="k.toml", to="7")


class TestExtract:
    def test_writes_what_the_command_line_writes(self, rkconf: Program) -> None:
        import rkconf as package

        assert package.extract(CLEAN).toml == rkconf("extract", str(CLEAN)).out

    def test_what_is_extracted_can_be_rendered(self) -> None:
        extraction = rkconf.extract(CLEAN, version="7", names=["harbour"])
        assert "harbour.example.org" in rkconf.render(extraction.toml)


class TestTrace:
    def test_follows_a_kernel_of_a_file(self) -> None:
        (found,) = rkconf.trace(WORKBENCH, "harbour", local_shell="bash", remote_shell="bash")
        assert found.outcome is rkconf.Outcome.FAILS
        assert [step.reader for step in found.steps][:2] == [rkconf.Reader.FRONT_END] * 2

    def test_follows_what_a_specification_becomes(self) -> None:
        (found,) = rkconf.trace(DIRECT, version="7", local_shell="bash", remote_shell="bash")
        assert found.outcome is rkconf.Outcome.RUNS

    def test_a_specification_that_cannot_work_is_refused(self) -> None:
        with pytest.raises(rkconf.RejectedError):
            rkconf.trace("[[kernels]]", name="k.toml")

    def test_a_template_gets_its_host_beside_what_is_given(self) -> None:
        text = '[[parallel]]\nname = "g1"\nhost = "node1"\nkernel = "./math.sh"\n'
        found = rkconf.trace(text, "g1", name="k.toml", values={"3": "anna"})
        assert [(each.host, each.user) for step in found[0].steps if (each := step.connection)] == [("node1", "anna")]

    def test_placeholders_have_the_values_that_are_given(self) -> None:
        found = rkconf.trace(rkconf.Command(launch=GOOD), values={"linkname": "4001@10.0.0.5,4002@10.0.0.5"})
        assert all("4001@10.0.0.5,4002@10.0.0.5" in found[0].steps[-1].text for found in [found])
