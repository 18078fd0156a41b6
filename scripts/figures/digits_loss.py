"""The loss of a network that learns to read digits, on what it learns from and on what was kept aside."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from scripts.figures import style
from scripts.figures.digits import record


def alt() -> str:
    found = record()
    return f"""Two falling curves over {found["epochs"]} epochs. The loss on the pictures that are learned from falls
    steeply at first and then ever more slowly, down to {found["loss"][-1]:.3f}. The loss on the pictures kept aside falls
    with it, then stays behind: it ends at {found["validation_loss"][-1]:.3f}."""


def caption() -> str:
    found = record()
    best = int(np.argmin(found["validation_loss"]))
    return rf"""The cross-entropy in nats, epoch by epoch: $\loss{{\text{{learned from}}}}$ falls to
    ${found["loss"][-1]:.4f}$; kept aside, it is lowest after epoch ${best + 1}$, at
    ${found["validation_loss"][best]:.4f}$, and ends at ${found["validation_loss"][-1]:.4f}$."""


def draw() -> Figure:
    found = record()
    figure, (axes,) = style.panels(height=300)
    epochs = np.arange(1, found["epochs"] + 1)
    learned, kept = found["loss"], found["validation_loss"]
    style.curve(axes, epochs, learned, "loss", gid="learned", linestyle="-")
    style.curve(axes, epochs, kept, "loss", gid="kept", color=style.colour("ink"))
    last = len(epochs) - 1
    style.label(axes, "kept aside", epochs[last], kept[last], offset=(0, 23), ha="right")
    style.label(axes, "learned from", epochs[last], learned[last], "loss", offset=(-8, -14), ha="right")
    axes.set(xlabel="epoch", ylabel="loss", yscale="log", xlim=(0.5, found["epochs"] + 0.5))
    ticks = [2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01]
    axes.set_ylim(min(learned) / 1.6, max(*learned, *kept) * 1.15)
    axes.set_yticks([tick for tick in ticks if tick > min(learned) / 1.6], minor=False)
    axes.minorticks_off()
    axes.yaxis.set_major_formatter("{x:g}")
    return figure


def table() -> style.Table:
    found = record()
    shown = [epoch for epoch in range(1, found["epochs"] + 1) if epoch in (1, 2, 3) or epoch % 5 == 0]
    return style.Table(
        {
            "epoch": shown,
            "loss, learned from": [found["loss"][epoch - 1] for epoch in shown],
            "loss, kept aside": [found["validation_loss"][epoch - 1] for epoch in shown],
        }
    )
