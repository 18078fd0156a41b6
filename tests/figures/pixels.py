"""The pixels of a picture in an SVG, as parts of ink."""

from __future__ import annotations

import base64
import io

import numpy as np
from matplotlib.colors import to_rgb
from PIL import Image

from scripts.figures import style
from tests.figures.paths import Reals

SHARE = 0.35  # of a quantity's colour, for the value 1 in a matrix
LEVELS = 255  # of a channel


def ink_of(data: str, colour: str) -> tuple[Reals, float]:
    """Each pixel's part of ink from 0 to 1, and how finely the file can tell parts apart.

    With `ink`, from the grid's colour, which is paper, to the ink's. With a quantity, so much of its colour as `SHARE` allows.
    """
    with Image.open(io.BytesIO(base64.b64decode(data))) as image:
        pixels = np.asarray(image.convert("RGBA"), dtype=float) / LEVELS
    if colour == "ink":
        paper, ink = (np.array(to_rgb(style.colour(name))) for name in ("grid", "ink"))
        way = ink - paper
        values = (pixels[..., :3] - paper) @ way / (way @ way)
        # A colormap rounds to one of 256 steps, a channel to one of 255 levels, the latter over the channels' smallest way.
        return values, 1 / 255 + 0.5 / LEVELS / np.abs(way).min()
    shown = pixels[..., 3] / SHARE
    drawn = pixels[pixels[..., 3] > 0]
    if len(drawn) and np.abs(drawn[:, :3] - to_rgb(style.colour(colour))).max() > 1 / LEVELS / drawn[:, 3].min():
        return np.full(shown.shape, np.nan), 0.0
    return shown, 1 / 255 + 0.5 / LEVELS / SHARE
