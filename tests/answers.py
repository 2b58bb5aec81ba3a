"""Answers to the questions of `rkconf new`."""

_ANSWERS = ("name=skye", "host=skye.local", "user=fred", "version=7", "os=macos", "connection=direct")


def given(added: str = "") -> tuple[str, ...]:
    """Return the options that answer every question, each answer with a text at its end."""
    return tuple(word for answer in _ANSWERS for word in ("--set", f"{answer}{added}"))
