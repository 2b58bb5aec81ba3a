"""What options and settings make of a launch (tests/live/verdicts/ asks OpenSSH itself)."""

import pytest

from rkconf.programs import facts
from rkconf.ssh import effects
from rkconf.ssh.effects import Effect


@pytest.mark.parametrize(
    ("setting", "value", "effect"),
    [
        pytest.param("ClearAllForwardings", "yes", Effect.NO_FORWARDS, id="yes"),
        pytest.param("clearallforwardings", "TRUE ", Effect.NO_FORWARDS, id="however it is spelt"),
        pytest.param("ClearAllForwardings", '"yes"', Effect.NO_FORWARDS, id="in quotes"),
        pytest.param("ClearAllForwardings", "no", None, id="no"),
        pytest.param("ForkAfterAuthentication", "yes", Effect.IN_BACKGROUND, id="in the background"),
        pytest.param("SessionType", "subsystem", Effect.NO_COMMAND, id="a subsystem"),
        pytest.param("RemoteCommand", "none", None, id="no second command"),
        pytest.param("RemoteCommand", '"none"', Effect.ONE_COMMAND, id="quotes belong to a command"),
        pytest.param("Match", "all", Effect.REFUSED, id="a setting of files alone"),
        pytest.param("BatchMode", "yes", None, id="any other setting"),
    ],
)
def test_settings_have_effects(setting: str, value: str, effect: Effect | None) -> None:
    found = effects.of_setting(setting, value)
    assert (found and found.effect) == effect


def test_a_cause_says_what_happens_and_keeps_a_command_to_itself() -> None:
    found = [effects.of_setting("SessionType", "none"), effects.of_setting("RemoteCommand", "sesame")]
    assert [each.message for each in found if each] == [
        "with SessionType=none ssh starts no command on the other machine",
        "with RemoteCommand ssh refuses the command behind the host",
    ]


@pytest.mark.parametrize("launcher", facts()["remote"])
def test_the_table_knows_every_effect_that_it_names(launcher: str) -> None:
    known = facts()["remote"][launcher]
    named = {name for values in known.get("settings", {}).values() for name in values.values() if name}
    assert {*known.get("effects", {}), *named} <= set(Effect)
    assert set(facts()["effects"]) == set(Effect)


@pytest.mark.parametrize("letter", facts()["remote"]["ssh"]["flags"] + facts()["remote"]["ssh"]["values"])
def test_an_option_without_an_effect_has_no_cause(letter: str) -> None:
    found = effects.of_option(letter)
    assert (found is not None) is (letter in "GNOQVWsf")
