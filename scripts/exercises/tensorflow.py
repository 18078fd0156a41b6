"""Exercises on TensorFlow: a network's parameters, the shapes of its weights, and a sum in place of a mean."""

from __future__ import annotations

import numpy as np

from nnref import Network, categorical_crossentropy_from_logits_prime
from scripts.practice.draws import choice, integer
from scripts.practice.exercise import Drawn, Named, Numbers


def parameters_draw(random: np.random.Generator) -> Named:
    return {
        "n0": integer(random, 2, 9),
        "n1": integer(random, 4, 12),
        "n2": integer(random, 3, 9),
        "n3": integer(random, 2, 6),
    }


def parameters_values(drawn: Drawn) -> Named:
    sizes = [drawn[f"n{layer}"] for layer in range(4)]
    network = Network(sizes, initializer="zeros")
    first, second, third = (W.size + b.size for W, b in zip(network.weights, network.biases, strict=True))
    kernels = sum(W.size for W in network.weights)
    return {
        "first": first,
        "second": second,
        "third": third,
        "parameters": network.parameters.size,
        "kernels": kernels,
        "one_bias_each": kernels + 3,
        "biased_inputs": network.parameters.size + sizes[0],
        "without_output": first + second,
        "units": sum(sizes),
    }


def shapes_draw(random: np.random.Generator) -> Named:
    n_in = integer(random, 3, 9)
    return {"n_in": n_in, "n_out": integer(random, 2, 9, without=[n_in])}


def nothing_more(_: Drawn) -> Named:
    return {}


def sum_draw(random: np.random.Generator) -> Named:
    return {"n": choice(random, [8, 16, 20, 32, 40, 64]), "eta": choice(random, [0.1, 0.2, 0.4, 0.5, 0.8])}


def sum_values(drawn: Drawn) -> Named:
    n, eta = drawn["n"], drawn["eta"]
    labels, logits = [0] * n, [[0.0, 0.0]] * n
    of_mean = categorical_crossentropy_from_logits_prime(labels, logits)[0, 0]
    of_sum = categorical_crossentropy_from_logits_prime(labels, logits, reduction="sum")[0, 0]
    rate = eta * of_mean / of_sum
    return {"rate": rate, "times": eta * n, "root": eta / np.sqrt(n), "twice": rate / n}


EXERCISES = {
    "parameters": Numbers(parameters_draw, parameters_values),
    "shapes": Numbers(shapes_draw, nothing_more),
    "sum": Numbers(sum_draw, sum_values),
}
