"""An explorer's numbers from nn.mjs beside those from nnref."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

RELATIVE = 1e-12
# Below the normal numbers digits run out: there a few of the smallest steps are as near as can be.
SUBNORMAL = 8 * 5e-324
UNUSUAL = ("NaN", "Infinity", "-Infinity")  # as JSON carries them
SHOWN = 5  # complaints a state


@dataclass
class Comparison:
    """What differs; the largest relative error; how many numbers are near only beside the largest of their kind."""

    complaints: list[str] = field(default_factory=list)
    worst: float = 0.0
    cancelled: int = 0
    compared: int = 0


def compare(found: Any, wanted: Any) -> Comparison:
    """Same structure, and every number within 1e-12 of its own size or, where it cancels, of the largest of its kind."""
    told = Comparison()
    pairs = list(leaves(found, wanted, "", "", told.complaints))
    largest: dict[str, float] = defaultdict(float)
    for _, kind, _, number in pairs:
        if is_number(number):
            largest[kind] = max(largest[kind], abs(number))
    for path, kind, ours, nnrefs in pairs:
        told.compared += 1
        if not (is_number(ours) and is_number(nnrefs)):
            if ours != nnrefs or type(ours) is not type(nnrefs):
                told.complaints.append(f"{path}: nn.mjs has {ours!r}, nnref {nnrefs!r}")
            continue
        difference = abs(ours - nnrefs)
        if difference <= max(RELATIVE * abs(nnrefs), SUBNORMAL):
            told.worst = max(told.worst, difference / abs(nnrefs) if nnrefs else 0.0)
        elif difference <= RELATIVE * largest[kind]:
            told.cancelled += 1
        else:
            told.complaints.append(
                f"{path}: nn.mjs has {ours!r}, nnref {nnrefs!r}; largest of its kind {largest[kind]!r}"
            )
    return told


def leaves(found: Any, wanted: Any, path: str, kind: str, complaints: list[str]) -> Iterator[tuple[str, str, Any, Any]]:
    """Pairs of what is no list and no object, each with its place and its kind: the place without the numbers in it."""
    if isinstance(found, dict) and isinstance(wanted, dict):
        if found.keys() != wanted.keys():
            complaints.append(f"{path or 'numbers'}: nn.mjs has {sorted(found)}, nnref {sorted(wanted)}")
        for key in sorted(found.keys() & wanted.keys()):
            yield from leaves(found[key], wanted[key], f"{path}.{key}".strip("."), f"{kind}.{key}", complaints)
    elif isinstance(found, list) and isinstance(wanted, list):
        if len(found) != len(wanted):
            complaints.append(f"{path or 'numbers'}: nn.mjs has {len(found)} of them, nnref {len(wanted)}")
        for number, (ours, nnrefs) in enumerate(zip(found, wanted, strict=False)):
            yield from leaves(ours, nnrefs, f"{path}[{number}]", kind, complaints)
    else:
        yield path, kind, found, wanted


def is_number(value: Any) -> bool:
    """Whether it is a number as mathematics has it: no yes or no, and finite."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def judge(name: str, states: list[dict[str, Any]], found: list[Any], wanted: list[Any]) -> Comparison:
    """All states of an explorer together, each complaint with its state."""
    whole = Comparison()
    for state, ours, nnrefs in zip(states, found, wanted, strict=True):
        one = compare(ours, nnrefs)
        shown = one.complaints[:SHOWN] + ([f"and {len(one.complaints) - SHOWN} more"] if one.complaints[SHOWN:] else [])
        whole.complaints += [f"{name} {state}: {complaint}" for complaint in shown]
        whole.worst = max(whole.worst, one.worst)
        whole.cancelled += one.cancelled
        whole.compared += one.compared
    return whole
