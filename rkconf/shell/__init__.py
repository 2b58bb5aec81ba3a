"""Shells: from a text through tokens, a syntax tree and fields to the programs that run."""
