"""What rkconf costs, as ratios: ``python -m tests.benchmarks``. No test is timed."""
