"""The cost of rkconf, as ratios: ``python -m tests.benchmarks``. No test is timed."""
