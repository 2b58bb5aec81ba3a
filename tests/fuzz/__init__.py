"""A fuzzer: mutated samples through every command of rkconf, with laws that no output may break.

``python -m tests.fuzz --seconds 60 --seed 1`` runs it; CONTRIBUTING.md describes its options.
"""
