"""What every symbol of the notes means: one module a subject, one scenario for each name in a `% eq:` mark."""

from tests.equations.notation import activations
from tests.equations.notation.registry import SCENARIOS, samples

__all__ = ["SCENARIOS", "activations", "samples"]
