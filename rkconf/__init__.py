"""Check, write and convert Mathematica remote-kernel configurations."""

__version__ = "0.1.0"
