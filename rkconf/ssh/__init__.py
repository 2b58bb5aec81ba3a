"""How ssh reads its words: options, settings, a destination, forwards, and a command for the other machine."""
