"""Tests that every input ends: its cost grows in proportion to its length."""
