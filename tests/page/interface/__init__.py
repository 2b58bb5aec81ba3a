"""Tests of the page's interface in a real browser."""
