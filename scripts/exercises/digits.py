"""Exercises on a real network: the accuracy of a confusion matrix, the steps of a training, and a standard error."""

from __future__ import annotations

import math

import numpy as np

from scripts.practice.draws import choice, integer
from scripts.practice.exercise import Drawn, Named, Numbers

DIGITS = range(1, 4)


def accuracy_draw(random: np.random.Generator) -> Named:
    return {f"c{i}{j}": integer(random, 30, 70) if i == j else integer(random, 0, 5) for i in DIGITS for j in DIGITS}


def accuracy_values(drawn: Drawn) -> Named:
    C = np.array([[drawn[f"c{i}{j}"] for j in DIGITS] for i in DIGITS])
    right, whole = int(np.trace(C)), int(C.sum())
    rows = [C[i, i] / C[i].sum() for i in range(3)]
    return {
        "right": right,
        "all": whole,
        "accuracy": right / whole,
        "misread": (whole - right) / whole,
        "rows_averaged": (rows[0] + rows[1] + rows[2]) / 3,
        "odds": np.float64(right) / (whole - right),
        "first_row": rows[0],
    }


def steps_draw(random: np.random.Generator) -> Named:
    return {
        "n": integer(random, 500, 1800),
        "batch": choice(random, [16, 32, 50, 64, 100]),
        "epochs": integer(random, 5, 40),
    }


def steps_values(drawn: Drawn) -> Named:
    n, batch, epochs = drawn["n"], drawn["batch"], drawn["epochs"]
    per_epoch, whole = math.ceil(n / batch), n // batch
    return {
        "exact": n / batch,
        "whole": whole,
        "per_epoch": per_epoch,
        "steps": epochs * per_epoch,
        "rounded_down": epochs * whole,
        "run_on": math.ceil(epochs * n / batch),
        "examples": epochs * n,
    }


def error_draw(random: np.random.Generator) -> Named:
    n, misread = choice(random, [100, 200, 250, 300, 400, 500, 800]), integer(random, 4, 30)
    return {"n": n, "right": n - misread}


def error_values(drawn: Drawn) -> Named:
    n, right = drawn["n"], drawn["right"]
    p = right / n
    return {
        "p": p,
        "error": np.sqrt(p * (1 - p) / n),
        "variance": p * (1 - p) / n,
        "of_one": np.sqrt(p * (1 - p)),
        "half_a_root": p * (1 - p) / np.sqrt(n),
        "factor_missing": np.sqrt(p / n),
        "missed": 1 - p,
    }


EXERCISES = {
    "accuracy": Numbers(accuracy_draw, accuracy_values),
    "steps": Numbers(steps_draw, steps_values),
    "error": Numbers(error_draw, error_values),
}
