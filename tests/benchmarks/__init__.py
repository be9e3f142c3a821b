"""What the portal can carry, measured beside a floor in the same run: `make bench`.

Not part of the tests: nothing here passes or fails by a clock. docs/benchmarks.md says how to
read the figures.
"""
