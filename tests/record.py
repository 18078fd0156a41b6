"""What a run of the tests has checked, page by page: the site's page "How these notes are verified" is made from it."""

from __future__ import annotations

from collections import Counter

KINDS = ("equations", "inline", "snippets", "figures", "claims", "numbers", "citations")


class Record:
    """Counts that the tests hand in after the check has passed."""

    def __init__(self) -> None:
        self.pages: dict[str, Counter[str]] = {}
        self.tried: Counter[str] = Counter()
        self.caught: Counter[str] = Counter()

    def __call__(self, page: str, kind: str, count: int) -> None:
        """Add `count` checked things of a kind to a page, named by its source under docs without suffix.

        Raises:
            ValueError: If the kind is unknown.
        """
        if kind not in KINDS:
            raise ValueError(f"expected a kind among {KINDS}, got {kind!r}")
        self.pages.setdefault(page, Counter())[kind] += count

    def mutants(self, kind: str, tried: int, caught: int) -> None:
        """Add planted faults of a kind: how many were tried and how many a check caught."""
        self.tried[kind] += tried
        self.caught[kind] += caught
