"""Measurements that claims of speed rest on; run one with `python -m benchmarks.NAME`."""
