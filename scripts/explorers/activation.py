"""An activation and its slope, near and far from 0, and what float32 keeps of it."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

import nnref
from scripts.explorers import spaced

NEAR, FAR, SAMPLES = 6.0, 20.0, 241


def numbers(state: dict[str, Any]) -> dict[str, Any]:
    """The curves, and all that is told of the point."""
    options = {"negative_slope": state["slope"]} if state["f"] == "leaky_relu" else {}
    f = partial(getattr(nnref, state["f"]), **options)
    prime = partial(getattr(nnref, f"{state['f']}_prime"), **options)
    z = float(state["z"])
    reach = FAR if state["view"] == "gap" or abs(z) > NEAR else NEAR
    zs = spaced(-reach, reach, SAMPLES)
    found = {
        "zs": zs,
        "values": f(zs),
        "slopes": prime(zs),
        "value": f(z),
        "prime": prime(z),
        "single": single(f, z),
        "limit": None,
    }
    if state["f"] in ("sigmoid", "tanh"):
        rights = spaced(0, FAR, SAMPLES)
        found["limit"] = {
            "zs": rights,
            "gaps": gap(state["f"], rights),
            "singles": 1 - single(f, rights),
            "gap": gap(state["f"], np.abs(z)),
            "single": 1 - single(f, abs(z)),
        }
    return found


def single(f: Any, z: Any) -> Any:
    """A function's value in float32, as the float64 that it is."""
    return np.float64(f(np.asarray(z, np.float32)))


def gap(name: str, z: Any) -> Any:
    """How far a function is from 1, its limit on the right."""
    return nnref.sigmoid(-z) if name == "sigmoid" else 2 * nnref.sigmoid(-2 * z)
