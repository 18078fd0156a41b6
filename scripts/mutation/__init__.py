"""Faults planted in nnref, one at a time, and the tests that catch them: `make mutate`."""
