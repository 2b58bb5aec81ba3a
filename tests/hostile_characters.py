"""Characters that a terminal obeys, that change the direction of a text, or that end a line for some readers."""

BIDI = [chr(code) for code in (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))]
HOSTILE = [*map(chr, (*range(1, 0x20), *range(0x7F, 0xA0))), *BIDI, "\u2028", "\u2029"]
BYTE = "\udc9b"
"""A byte of a file name that is not UTF-8, as Python represents it; to some terminals it begins a sequence."""
NAMES = {character: f"U+{ord(character):04X}" for character in (*HOSTILE, BYTE)}
