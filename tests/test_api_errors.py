"""The errors of the public functions."""

import io
from pathlib import Path
from typing import Any

import pytest

import rkconf
from rkconf.rules import RULES
from tests.api_inputs import CLEAN, DIRECT, GOOD, WORKBENCH
from tests.conftest import SAMPLES
from tests.known import NEAREST, UNKNOWN


@pytest.mark.parametrize(
    ("call", "message"),
    [
        pytest.param(lambda: rkconf.lint(Path("missing.m")), "missing.m: no such file", id="a missing file"),
        pytest.param(lambda: rkconf.lint(SAMPLES), "this is a folder", id="a folder"),
        pytest.param(lambda: rkconf.lint(GOOD), r"pass Command\(launch=", id="a command that is a string"),
        pytest.param(lambda: rkconf.fix(GOOD), r"pass Command\(launch=", id="a command to fix that is a string"),
        pytest.param(lambda: rkconf.trace(GOOD), r"pass Command\(launch=", id="a command to trace that is a string"),
        pytest.param(lambda: rkconf.lint("-LinkMode Listen"), r"pass Command\(mlopen=", id="arguments to MLOpen"),
        pytest.param(lambda: rkconf.lint("ssh://ann@h?4"), r'give LaunchKernels\["ADDRESS"\]', id="an address"),
        pytest.param(lambda: rkconf.lint("[[kernels]]"), "name='kernels.toml'", id="a specification without a name"),
        pytest.param(lambda: rkconf.lint("", min_severity="fatal"), "known: error, warning", id="no severity"),
        pytest.param(lambda: rkconf.lint("", select="RK3,x"), "no rule 'x'", id="no rule, in a string"),
        pytest.param(lambda: rkconf.report("", form="xml"), "unknown form 'xml'", id="no form of a report"),  # type: ignore[arg-type]  # that is what is tested
        pytest.param(lambda: rkconf.setup(DIRECT), "give version=", id="no version to set up for"),
        pytest.param(lambda: rkconf.setup(DIRECT, version="7", names=["sky"]), "no kernel named 'sky'", id="no name"),
        pytest.param(lambda: rkconf.lint("init.m"), r"give Path\('init.m'\)", id="a path that is a string"),
        pytest.param(lambda: rkconf.lint(b"\0\1"), "this is binary data", id="binary data"),
        pytest.param(lambda: rkconf.lint(b"\xff\xfea\0"), "save it as UTF-8", id="UTF-16"),
        pytest.param(lambda: rkconf.lint("SetOptions".encode("utf-16-le")), "save it as UTF-8", id="UTF-16, no mark"),
        pytest.param(lambda: rkconf.lint(b"a\0\0b"), "binary data", id="binary data"),
        pytest.param(lambda: rkconf.lint("", version=UNKNOWN), NEAREST, id="an unknown version"),
        pytest.param(lambda: rkconf.lint("", kernel_version="3"), "unknown version", id="an unknown kernel"),
        pytest.param(lambda: rkconf.lint("", local_shell="powershell"), "known: sh, dash", id="an unknown local shell"),
        pytest.param(lambda: rkconf.lint("", remote_shell="cmd"), "unknown shell 'cmd'", id="an unknown login shell"),
        pytest.param(lambda: rkconf.lint("", select=["RK999"]), "no rule 'RK999'", id="an unknown rule to select"),
        pytest.param(lambda: rkconf.lint("", ignore=["x"]), "no rule 'x'", id="an unknown rule to ignore"),
        pytest.param(lambda: rkconf.lint(rkconf.Command()), "a Command needs launch", id="an empty command"),
        pytest.param(
            lambda: rkconf.lint(rkconf.Command(launch="a", parallel="b")), "or else parallel", id="two commands"
        ),
        pytest.param(lambda: rkconf.render(DIRECT), "give version=", id="no version to write for"),
        pytest.param(lambda: rkconf.render(DIRECT, version="7", names=["sky"]), "no kernel named 'sky'", id="no name"),
        pytest.param(lambda: rkconf.render(DIRECT, version="7", form="xml"), "unknown form 'xml'", id="no form"),  # type: ignore[arg-type]  # that is what is tested
        pytest.param(lambda: rkconf.convert("", to=UNKNOWN), "unknown version", id="no version to convert to"),
        pytest.param(lambda: rkconf.extract(CLEAN, names=["sky"]), "no kernel named 'sky'", id="no kernel to extract"),
        pytest.param(lambda: rkconf.extract(DIRECT), "already a specification", id="nothing to extract"),
        pytest.param(lambda: rkconf.trace(WORKBENCH), "several kernels", id="several kernels to trace"),
        pytest.param(lambda: rkconf.trace(""), "no kernel has a launch command", id="no kernel to trace"),
        pytest.param(lambda: rkconf.lint(3), "a Path, or a text as str or bytes, not int", id="a number"),  # type: ignore[arg-type]  # that is what is tested
        pytest.param(lambda: rkconf.lint(io.StringIO("x")), r"its content, read\(\)", id="an open file"),  # type: ignore[arg-type]  # that is what is tested
        pytest.param(lambda: rkconf.lint(rkconf.Command(launch=3)), "launch of a Command must be a", id="no text"),  # type: ignore[arg-type]  # that is what is tested
        pytest.param(lambda: rkconf.setup(rkconf.Command(launch="x")), "`extract` converts it", id="a command"),  # type: ignore[arg-type]  # that is what is tested
        pytest.param(lambda: rkconf.lint("", select=None), "select must be a list", id="nothing to select"),  # type: ignore[arg-type]  # that is what is tested
        pytest.param(lambda: rkconf.lint("", ignore=[3]), "each item of ignore must", id="a number to ignore"),  # type: ignore[list-item]  # that is what is tested
        pytest.param(lambda: rkconf.render(DIRECT, version="7", names="sky"), r"give \['sky'\]", id="one name"),
        pytest.param(lambda: rkconf.lint("", min_severity="warn"), "did you mean warning?", id="a short severity"),
        pytest.param(
            lambda: rkconf.trace(rkconf.Command(launch="x"), values={"linknam": "1"}),
            "unknown placeholder 'linknam'",
            id="an unknown placeholder",
        ),
    ],
)
def test_what_cannot_be_done_is_one_line(call: Any, message: str) -> None:  # noqa: ANN401 - calls of all kinds
    with pytest.raises(rkconf.RkconfError, match=message) as caught:
        call()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "call", [lambda: rkconf.lint(GOOD), lambda: rkconf.lint("", select="x"), lambda: rkconf.lint("", version=UNKNOWN)]
)
def test_wrong_usage_has_its_own_error(call: Any) -> None:  # noqa: ANN401 - calls of all kinds
    with pytest.raises(rkconf.UsageError):
        call()


def test_a_command_in_a_file_is_wrong_usage(tmp_path: Path) -> None:
    path = tmp_path / "s1.txt"
    path.write_text(GOOD)
    with pytest.raises(rkconf.UsageError, match=r"pass Command\(launch=Path\("):
        rkconf.lint(path)


def test_a_misspelt_keyword_is_the_mistake_of_the_program() -> None:
    with pytest.raises(TypeError, match="unexpected keyword argument 'verson'"):
        rkconf.lint("", verson="7")  # type: ignore[call-arg]  # that is what is tested


def test_any_string_can_be_checked() -> None:
    assert rkconf.lint("\ud800 \udcff \x00"[:3]) == ()


def test_every_rule_can_be_named() -> None:
    codes = [each.code for each in rkconf.lint(WORKBENCH)]
    assert [each.code for each in rkconf.lint(WORKBENCH, select=[rule.name for rule in RULES])] == codes
