"""What every symbol of the notes means: one module a subject, one scenario for each name in a `% eq:` mark."""

import importlib
import pkgutil

from tests.equations.notation.registry import SCENARIOS, samples

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")

__all__ = ["SCENARIOS", "samples"]
