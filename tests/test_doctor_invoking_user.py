"""The user in front of sudo or doas, whose keys and files ssh does not use."""

import os
from collections.abc import Mapping

import pytest

from rkconf.doctor.invoking_user import changed_user

pytestmark = pytest.mark.skipif(os.name != "posix", reason="sudo is a program of Unix")


def own_name() -> str:
    import pwd

    return pwd.getpwuid(os.getuid()).pw_name


@pytest.mark.parametrize(
    ("variables", "invoking"),
    [
        pytest.param({}, None, id="no change"),
        pytest.param({"SUDO_USER": "ann-of-tests"}, "ann-of-tests", id="sudo"),
        pytest.param({"DOAS_USER": "ann-of-tests"}, "ann-of-tests", id="doas"),
        pytest.param({"SUDO_USER": ""}, None, id="an empty name"),
    ],
)
def test_the_user_in_front_of_sudo_is_another_one(variables: Mapping[str, str], invoking: str | None) -> None:
    changed = changed_user(variables)
    assert (changed and (changed.invoking, changed.account)) == (invoking and (invoking, own_name()))


def test_sudo_to_the_same_user_changes_nothing() -> None:
    assert changed_user({"SUDO_USER": own_name()}) is None
