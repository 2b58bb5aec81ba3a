"""The built-in stand-in: its text, and the words that run it without a file and without a quote."""

from rkconf.resources import PACKAGE

_TEXTS = {"perl": "kernel.pl", "python3": "kernel.py.txt"}
LANGUAGES = """\
perl -MIO::Socket::INET -e 1 2>/dev/null && echo perl
python3 -c 'import socket' 2>/dev/null && echo python3
"""
"""The script that asks a machine for its languages; the preferred one is printed first."""


def words(language: str, token: str, lifetime: float) -> tuple[str, ...]:
    """Return the program with its arguments; the flags of the kernel follow.

    Perl gets only characters that no shell changes: a number of hexadecimal digits instead of a ``*``, a ``+`` instead
    of a space, and dashes as quotes. Python needs parentheses and brackets, but no quotes.
    """
    digits = _text(language, token, lifetime).encode().hex()
    if language == "perl":
        return ("perl", "-X", f"-eeval+pack+q-H{len(digits)}-,q-{digits}-", "--")
    return ("python3", "-c", f"exec(bytes.fromhex(hex(0x{digits})[2:]))")


def _text(language: str, token: str, lifetime: float) -> str:
    text = (PACKAGE / "doctor/scripts" / _TEXTS[language]).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return "\n".join(lines).replace("TOKEN", token).replace("LIFETIME", str(round(lifetime)))
