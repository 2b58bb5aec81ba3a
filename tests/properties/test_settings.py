"""Laws of settings: rkconf and the published schema agree on what a settings file may contain."""

from typing import Any

import jsonschema
from hypothesis import given
from hypothesis import strategies as some

from rkconf.settings.model import SETTINGS, invalid_settings, schema

# Values that only rkconf can check (a glob, a version) are left out: for the schema they are any text.
WORDS = some.sampled_from(["RK1", "link-mode", "error", "never", "dash", "fish", "7", "*.m", "entry:skye"])
VALUES: Any = some.one_of(WORDS, some.integers(), some.booleans(), some.floats(allow_nan=False))
VALUES |= some.lists(VALUES, max_size=3) | some.dictionaries(WORDS, some.one_of(VALUES, some.lists(WORDS)), max_size=3)
KEYS = some.sampled_from([*(setting.key for setting in SETTINGS if "version" not in setting.key), "unknown"])


@given(some.dictionaries(KEYS, VALUES))
def test_what_the_schema_accepts_rkconf_accepts_and_nothing_else(values: dict[str, Any]) -> None:
    assert jsonschema.Draft7Validator(schema()).is_valid(values) == (not list(invalid_settings(values)))
