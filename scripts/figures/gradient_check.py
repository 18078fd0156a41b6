"""How far central differences are from backpropagation, against the step."""

from __future__ import annotations

from functools import cache

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from nnref import Network, gradient_check
from nnref._arrays import FloatArray
from scripts.figures import style
from scripts.figures.saturation import power_of_ten

BEST = float(np.finfo(np.float64).eps) ** (1 / 3)
EXPONENTS = np.arange(-13, 0.01, 0.25)
SIZES = (3, 5, 4, 3)


def alt() -> str:
    steps, errors = measured()
    lowest = int(np.argmin(errors))
    return f"""A V on axes of powers of ten. From the right the largest relative error falls with the square of the step,
    down to {style.scientific(errors[lowest], 1)} near a step of {style.scientific(steps[lowest], 1)}. Left of that it
    rises again, raggedly, as the step shrinks further."""


def caption() -> str:
    return rf"""The largest relative error of central differences against `backward`, over all parameters of a
    {"-".join(map(str, SIZES))} network, for each step $h$. A large step cuts off too much, a small one drowns in
    rounding. At $\epsilon^{{1/3}}$, the default, which is about ${tex(BEST)}$, the error is ${tex(largest(BEST))}$."""


@cache
def measured() -> tuple[FloatArray, FloatArray]:
    """The steps, and the largest relative error with each."""
    steps = np.sort(np.append(10.0**EXPONENTS, BEST))
    return steps, np.array([largest(float(step)) for step in steps])


def largest(step: float) -> float:
    """The largest relative error with this step, in a network that is smooth."""
    rng = np.random.default_rng(0)
    network = Network(list(SIZES), hidden="tanh", rng=rng)
    x, y = rng.normal(size=(8, SIZES[0])), rng.integers(SIZES[-1], size=8)
    return gradient_check(network, x, y, step=step).largest


def draw() -> Figure:
    figure, (axes,) = style.panels(height=320)
    steps, errors = measured()
    style.curve(axes, np.log10(steps), np.log10(errors), "gradient", linestyle="-")
    style.mark(axes, np.log10(BEST), np.log10(largest(BEST)), "gradient", gid="best")
    style.label(
        axes, r"$\epsilon^{1/3}$", np.log10(BEST), np.log10(largest(BEST)), "gradient", offset=(0, -16), ha="center"
    )
    gap = "\n" if style.is_narrow() else " "
    for words, at, side in (
        ("rounding," + gap + r"$\propto 1/h$", -8.5, -1),
        ("cut off," + gap + r"$\propto h^2$", -3.7, 1),
    ):
        height = float(np.interp(at, np.log10(steps), np.log10(errors)))
        style.label(axes, words, at, height, offset=(14 * side, -12), ha="left" if side > 0 else "right")
    axes.set(xlabel="step $h$", ylabel="largest relative error", xlim=(-13, 0), ylim=(-11.4, 0.4))
    axes.set_xticks(range(-12, 1, 3))
    axes.set_yticks(range(-10, 1, 2))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(FuncFormatter(power_of_ten))
    return figure


def tex(value: float) -> str:
    """A number as a formula."""
    mantissa, exponent = f"{value:.1e}".split("e")
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}"


def table() -> style.Table:
    exponents = range(-13, 1)
    errors = [largest(10.0**exponent) for exponent in exponents]
    return style.Table(
        {
            "step h": [style.power_of_ten(exponent) for exponent in exponents],
            # Two digits of each: decimals would show one of 0.0056.
            "largest relative error": [style.scientific(each) if each < 0.01 else f"{each:.2g}" for each in errors],
        }
    )
