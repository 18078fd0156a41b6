"""What the package offers: the names that `nnref` exports, what they return, and modules that are used by their own name."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from types import FunctionType, ModuleType

import nnref

RESULTS = {"network": ("Forward", "Gradients"), "training": ("History",), "gradient_check": ("GradientCheck",)}


def modules() -> list[ModuleType]:
    """The public modules of which `nnref` exports nothing: `from nnref.initializers import zeros` is how they are used."""
    names = [found.name for found in pkgutil.iter_modules(nnref.__path__) if not found.name.startswith("_")]
    exported = {getattr(nnref, name).__module__ for name in nnref.__all__}
    return [importlib.import_module(f"nnref.{name}") for name in names if f"nnref.{name}" not in exported]


def functions_of(module: ModuleType) -> list[FunctionType]:
    """The public functions that a module defines."""
    found = (thing for name, thing in vars(module).items() if inspect.isfunction(thing) and not name.startswith("_"))
    return [thing for thing in found if thing.__module__ == module.__name__]


def offered() -> dict[str, str]:
    """What the reference must show, with the place where each is defined."""
    found = {name: f"{getattr(nnref, name).__module__}.{name}" for name in nnref.__all__}
    found |= {name: f"nnref.{module}.{name}" for module, names in RESULTS.items() for name in names}
    for module in modules():
        found |= {thing.__name__: f"{module.__name__}.{thing.__name__}" for thing in functions_of(module)}
    return found
