"""Tests that run real shells."""
