"""The wheel of nnref, as a reader of the folder finds it."""

from __future__ import annotations

import re

# In a page, and in the search index.
WHEEL = re.compile(r"https?://[^\s<\"\\]*/(?P<place>generated/wheels/[^\s<\"\\]+\.whl)")


def with_near_wheel(text: str) -> str:
    """The command that installs nnref, to be given in the folder of the notes."""
    return WHEEL.sub(lambda found: found["place"], text)
