"""Parameters as each shell reads them."""

import pytest

from rkconf.shell.parameters import Parameter, read
from tests.launches import unix_shell


@pytest.mark.parametrize(
    ("shell", "text", "parameter"),
    [
        pytest.param("dash", "$A-b", Parameter(2, "A"), id="a name"),
        pytest.param("dash", "$12", Parameter(2, "1"), id="one digit"),
        pytest.param("dash", "${A}b", Parameter(4, "A"), id="in braces"),
        pytest.param("dash", "${A%%@*}", Parameter(8, "A", "%%@*"), id="cut"),
        pytest.param("dash", "${#A}", Parameter(5, "", ""), id="a length is not followed"),
        pytest.param("dash", "$A:h", Parameter(2, "A"), id="no modifiers in sh"),
        pytest.param("zsh", "$A:h", Parameter(4, "A", ":h"), id="a modifier"),
        pytest.param("zsh", "$A:1", Parameter(2, "A"), id="not a modifier"),
        pytest.param("zsh", "$A[1]b", Parameter(5, "A", "[1]"), id="a subscript"),
        pytest.param("zsh", "$=A", Parameter(3), id="a flag"),
        pytest.param("dash", "$,", None, id="not a variable"),
        pytest.param("fish", "$?", None, id="not a variable in fish"),
    ],
)
def test_parameters(shell: str, text: str, parameter: Parameter | None) -> None:
    found = read(text, 0, unix_shell(shell))
    assert found == parameter


@pytest.mark.parametrize(
    ("shell", "text"),
    [
        pytest.param("dash", "${A", id="no end"),
        pytest.param("dash", "${A/b/c}", id="a replacement in dash"),
        pytest.param("dash", "${!A}", id="an indirect name in dash"),
        pytest.param("fish", "${A}", id="braces in fish"),
        pytest.param("tcsh", "$A:1", id="a colon in tcsh"),
        pytest.param("tcsh", "${A%b}", id="cutting in tcsh"),
    ],
)
def test_unreadable_parameters(shell: str, text: str) -> None:
    found = read(text, 0, unix_shell(shell))
    assert found
    assert found.unreadable
