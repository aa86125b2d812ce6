"""The benchmark suite of the analysis: `make bench-analysis`, or `python -m benchmarks.analysis vectors kinds`."""
