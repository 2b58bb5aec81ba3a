"""The effects of options and settings on a launch (tests/live/verdicts/ asks OpenSSH itself)."""

import pytest

from rkconf.ssh.clients import Client, clients
from rkconf.ssh.effects import Effect, OptionEffect
from rkconf.ssh.keywords import keywords


def effect_of(keyword: str, value: str) -> OptionEffect | None:
    return keywords()[keyword.lower()].effect_of(value)


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
        pytest.param("Match", "all", Effect.REFUSED, id="a setting that is only for files"),
        pytest.param("BatchMode", "yes", None, id="any other setting"),
    ],
)
def test_settings_have_effects(setting: str, value: str, effect: Effect | None) -> None:
    found = effect_of(setting, value)
    assert (found and found.effect) == effect


def test_a_message_names_the_effect_but_not_a_command() -> None:
    found = [effect_of("SessionType", "none"), effect_of("RemoteCommand", "sesame")]
    assert [each.message for each in found if each] == [
        "with SessionType=none ssh starts no command on the other machine",
        "with RemoteCommand ssh refuses the command after the host",
    ]


@pytest.mark.parametrize("client", clients().values(), ids=lambda client: client.name)
def test_every_effect_of_an_option_has_a_message(client: Client) -> None:
    effects = [effect for name in client.options if (effect := client.effect_of(name))]
    assert all(each.message.startswith("with -") for each in effects)


@pytest.mark.parametrize("letter", clients()["ssh"].options)
def test_only_some_options_have_an_effect(letter: str) -> None:
    found = clients()["ssh"].effect_of(letter)
    assert (found is not None) is (letter in "GNOQVWsf")
