"""Softmax of three logits, one of which moves."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from nnref import softmax
from nnref._arrays import FloatArray
from scripts.figures import style

CLASSES = ("elephant", "dog", "cat")
DOG, CAT = 1.0, 0.0
SHOWN = 2.0  # where the three probabilities are read off


def probabilities(elephant: FloatArray) -> FloatArray:
    """One row of three probabilities for each position of the elephant's logit."""
    return softmax(np.stack([elephant, np.full_like(elephant, DOG), np.full_like(elephant, CAT)], axis=-1))


def alt() -> str:
    return f"""Three curves of probability against the elephant's logit, while the dog's stays at {DOG:.0f} and the cat's at
    {CAT:.0f}. The elephant's curve rises in an S from almost 0 to almost 1. The dog's and the cat's fall together, the dog's
    always above the cat's. Where the elephant's logit is {SHOWN:.0f}, three dots on a vertical line add up to 1."""


def caption() -> str:
    elephant, dog, cat = probabilities(np.array([SHOWN]))[0]
    return rf"""Three probabilities while one logit moves and the two others stay, $z_2 = {DOG:.0f}$ and $z_3 = {CAT:.0f}$.
    Where $z_1 = {SHOWN:.0f}$ they are {elephant:.4f} for the elephant, {dog:.4f} for the dog and {cat:.4f} for the cat,
    together {elephant + dog + cat:.0f}. The dog is {dog / cat:.2f} times as likely as the cat, there and everywhere."""


def draw() -> Figure:
    figure, (axes,) = style.panels(height=330)
    z = np.linspace(-5, 7, 361)
    for name, values, width in zip(CLASSES, probabilities(z).T, (2.4, 2.0, 1.6), strict=True):
        style.curve(axes, z, values, "function", gid=name, linewidth=width)
    here = probabilities(np.array([SHOWN]))[0]
    axes.plot([SHOWN, SHOWN], [0, 1], color=style.colour("faint"), linewidth=0.9, gid="here")
    offsets = ((9, -4), (9, 10), (-40, -8))  # the cat's, clear of the dog's curve
    for name, value, offset in zip(CLASSES, here, offsets, strict=True):
        style.mark(axes, SHOWN, float(value), "function", gid=f"{name}-here")
        style.label(axes, f"{value:.2f}", SHOWN, float(value), offset=offset)
    total = " + ".join(f"{value:.2f}" for value in here)
    style.label(axes, f"{total} = {here.sum():.0f}", SHOWN, 1.0, offset=(0, 11), ha="center")
    left = probabilities(np.array([-4.8]))[0]
    style.label(axes, r"dog, $\hat{y}_2$", -4.8, float(left[1]), "function", offset=(0, 12))
    style.label(axes, r"cat, $\hat{y}_3$", -4.8, float(left[2]), "function", offset=(0, 12))
    right = probabilities(np.array([6.8]))[0]
    style.label(axes, r"elephant, $\hat{y}_1$", 6.8, float(right[0]), "function", offset=(0, -24), ha="right")
    axes.set(xlim=(-5, 7), ylim=(-0.02, 1.13), xticks=range(-4, 7, 2), yticks=[0, 0.25, 0.5, 0.75, 1])
    axes.set_xlabel(
        "$z_1$, the elephant's logit" + ("" if style.is_narrow() else " (dog's $z_2 = 1$, cat's $z_3 = 0$)")
    )
    return figure


def table() -> style.Table:
    z = np.arange(-4.0, 7.0, 1.0)
    return style.Table(
        {"z₁": z.astype(int)} | {f"ŷ {name}": column for name, column in zip(CLASSES, probabilities(z).T, strict=True)},
        notes=f"The dog's logit is {DOG:.0f} and the cat's {CAT:.0f} in every row.",
    )
