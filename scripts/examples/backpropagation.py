"""A 2-2-2 network with every number: forward, backward, one weight by its two paths, and one step."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from nnref import Network, mean_squared_error, sigmoid_prime
from nnref._arrays import FloatArray
from scripts.examples.sigmoid_tail import section

X = np.array([[1.0, 2.0]])
Y = np.array([[0.0, 1.0]])
WEIGHTS = (np.array([[0.8, 0.4], [-0.2, -0.9]]), np.array([[1.2, 0.5], [-1.1, -0.6]]))
BIASES = (np.array([0.5, 0.4]), np.array([-0.3, -0.2]))
SOURCE, TARGET = 2, 1  # the weight that the page follows: from input 2 to hidden unit 1
ETA = 0.5
UNITS = (1, 2)


def network() -> Network:
    """The network of the page: sigmoid hidden units, linear outputs, squared error."""
    made = Network([2, 2, 2], hidden="sigmoid", output="linear", rng=0)
    for own, given in zip([*made.weights, *made.biases], [*WEIGHTS, *BIASES], strict=True):
        own[:] = given
    return made


def steps() -> str:
    """Four parts, each a section that the page includes by its name."""
    parts = {"forward": forward(), "backward": backward(), "paths": paths(), "step": step()}
    return "\n".join(section(name, text) for name, text in parts.items())


def forward() -> str:
    made = network()
    z, a = made.forward(X)
    hidden, y_hat = a[1][0], a[2][0]
    x, y = X[0], Y[0]
    (W1, W2), (b1, b2) = WEIGHTS, BIASES
    sums = [rf"z_{j}^{{1}} &= {total(x, W1[:, j - 1])} {signed(b1[j - 1])} = {z[0][0, j - 1]:.4g}" for j in UNITS]
    bends = [rf"a_{j}^{{1}} &= \sigma({z[0][0, j - 1]:.4g}) \approx {four(hidden[j - 1])}" for j in UNITS]
    outputs = [
        rf"\hat{{y}}_{k} &\approx {total(hidden, W2[:, k - 1], digits=4)} {signed(b2[k - 1])}"
        + "\\\\\n"
        + rf"&\approx {four(y_hat[k - 1])}"
        for k in UNITS
    ]
    errors = [half_square(k) for k in UNITS]
    terms = [
        rf"E_{k} &\approx \frac{{1}}{{2}} ({four(y_hat[k - 1])} - {y[k - 1]:g})^{{2}} \approx {four(errors[k - 1])}"
        for k in UNITS
    ]
    return rf"""The inputs are $x = ({x[0]:g}, {x[1]:g})$, the targets $y = ({y[0]:g}, {y[1]:g})$, and the twelve parameters

{aligned([rf"W^{{1}} &= {matrix(W1)}", rf"b^{{1}} &= {matrix(b1[np.newaxis])}"])}

{aligned([rf"W^{{2}} &= {matrix(W2)}", rf"b^{{2}} &= {matrix(b2[np.newaxis])}"])}

**Forward.** The hidden layer first. Unit $j$ reads column $j$ of $W^{{1}}$:

{aligned(sums + bends)}

The outputs are linear, so $\hat{{y}} = z^{{2}}$:

{aligned(outputs)}

With two outputs the mean of the squares is $L = E_1 + E_2$, where
$E_k = \frac{{1}}{{2}} (\hat{{y}}_k - y_k)^{{2}}$. This sum is the lecture's $E_{{\text{{total}}}}$:

{aligned(terms)}

$$
% eq: example_2_2_2
L \approx {four(errors[0])} + {four(errors[1])} {equals(errors, float(made.loss(X, Y)))}
$$

This is the number to bring down.
"""


def backward() -> str:
    made = network()
    z, a = made.forward(X)
    gradients = made.backward(X, Y)
    hidden, y_hat, y = a[1][0], a[2][0], Y[0]
    delta1, delta2 = (delta[0] for delta in gradients.deltas)
    W2 = WEIGHTS[1]
    dW1, dW2 = (matrix(gradient, digits=4) for gradient in gradients.weights)
    db1, db2 = (matrix(gradient[np.newaxis], digits=4) for gradient in gradients.biases)
    arrived, slopes = delta2 @ W2.T, sigmoid_prime(z[0][0])
    last = [
        rf"\delta_{k}^{{2}} &= \hat{{y}}_{k} - y_{k} \approx {four(y_hat[k - 1])} - {y[k - 1]:g} "
        + equals((y_hat[k - 1], -y[k - 1]), delta2[k - 1])
        for k in UNITS
    ]
    back = [
        rf"&\sum_{{j=1}}^{{2}} w_{{{i}j}}^{{2}} \delta_j^{{2}} \\"
        + "\n"
        + rf"&\approx {total(W2[i - 1], delta2, right=4)} \\"
        + "\n"
        + rf"&\approx {four(arrived[i - 1])}"
        for i in UNITS
    ]
    slope = [
        rf"\sigma'(z_{i}^{{1}}) &\approx {four(hidden[i - 1])} \cdot (1 - {four(hidden[i - 1])}) \approx {four(slopes[i - 1])}"
        for i in UNITS
    ]
    product = [
        rf"\delta_{i}^{{1}} &\approx {four(arrived[i - 1])} \cdot {four(slopes[i - 1])} \approx {four(delta1[i - 1])}"
        for i in UNITS
    ]
    return rf"""**Backward, the outputs.** The factor $\frac{{2}}{{K}}$ is $1$ here, and each output's $\delta$ is its error:

{aligned(last)}

Output 1 is too high, output 2 too low.

**Backward, the hidden units.** What comes back to unit $i$ reads row $i$ of $W^{{2}}$:

{aligned(back)}

The slope of the sigmoid needs no new exponential, because $\sigma'(z) = \sigma(z) (1 - \sigma(z))$:

{aligned(slope)}

Multiply the two:

{aligned(product)}

**The gradients.** Each is an activation times a $\delta$, row by column:

$$
% eq: example_2_2_2
\grad{{\frac{{\partial L}}{{\partial W^{{2}}}}}} = (a^{{1}})^{{\top}} \delta^{{2}} \approx {dW2}
$$

$$
% eq: example_2_2_2
\grad{{\frac{{\partial L}}{{\partial W^{{1}}}}}} = x^{{\top}} \delta^{{1}} \approx {dW1}
$$

For a bias the activation is $1$, so its slope is the $\delta$ itself:

$$
% eq: example_2_2_2
\begin{{aligned}}
\grad{{\frac{{\partial L}}{{\partial b^{{2}}}}}} &= \delta^{{2}} \approx {db2} \\
\grad{{\frac{{\partial L}}{{\partial b^{{1}}}}}} &= \delta^{{1}} \approx {db1}
\end{{aligned}}
$$

Twelve parameters, twelve slopes.
"""


def paths() -> str:
    """The chosen weight's derivative as the sum over its two paths."""
    made = network()
    z, _ = made.forward(X)
    gradients = made.backward(X, Y)
    x = X[0, SOURCE - 1]
    slope = float(sigmoid_prime(z[0][0, TARGET - 1]))
    delta2, row = gradients.deltas[1][0], WEIGHTS[1][TARGET - 1]
    products = [float(delta2[k - 1] * row[k - 1] * slope * x) for k in UNITS]
    found = gradients.weights[0][SOURCE - 1, TARGET - 1]
    lines = [
        rf"\delta_{k}^{{2}} w_{{{TARGET}{k}}}^{{2}} \sigma'(z_{TARGET}^{{1}}) x_{SOURCE}"
        + rf" &\approx {four(delta2[k - 1])} \cdot {row[k - 1]:g} \cdot {four(slope)} \cdot {x:g} \\"
        + "\n"
        + rf"&\approx {four(products[k - 1])}"
        for k in UNITS
    ]
    weight = rf"w_{{{SOURCE}{TARGET}}}^{{1}}"
    return rf"""Follow ${weight}$ of the first figure along its two paths. Each is one product, from the loss back to the
weight, first through output 1 and then through output 2:

{aligned(lines)}

The paths add up:

$$
% eq: example_2_2_2
\grad{{\frac{{\partial L}}{{\partial {weight}}}}}
\approx {four(products[0])} {signed(products[1], digits=4)} {equals(products, found)}
$$

That is the entry in row {SOURCE}, column {TARGET} of $\frac{{\partial L}}{{\partial W^{{1}}}}$ above.
"""


def step() -> str:
    """The chosen weight's update, and what the update of all twelve parameters does to the loss."""
    made = network()
    before = float(made.loss(X, Y))
    weights, biases, _ = made.backward(X, Y)
    old, slope = WEIGHTS[0][SOURCE - 1, TARGET - 1], weights[0][SOURCE - 1, TARGET - 1]
    for own, gradient in zip([*made.weights, *made.biases], [*weights, *biases], strict=True):
        own -= ETA * gradient
    after, new = float(made.loss(X, Y)), made.weights[0][SOURCE - 1, TARGET - 1]
    return rf"""With $\eta = {ETA:g}$ the weight that we followed goes from ${old:g}$ to

$$
% eq: example_2_2_2
w_{{\text{{new}}}} \approx {old:g} - {ETA:g} \cdot {factor(slope)} {equals((old, -ETA * round(slope, 4)), new)}
$$

All twelve parameters step at once, each with its own slope. The loss falls from ${four(before)}$ to ${four(after)}$.
"""


def half_square(k: int) -> float:
    """The share of output k in the loss, which is the mean of two squares."""
    y_hat = network().predict(X)[0]
    return float(mean_squared_error(Y[0, k - 1 : k], y_hat[k - 1 : k])) / 2


def aligned(lines: list[str]) -> str:
    body = " \\\\\n".join(lines)
    return f"$$\n% eq: example_2_2_2\n\\begin{{aligned}}\n{body}\n\\end{{aligned}}\n$$"


def total(left: FloatArray, right_: FloatArray, *, digits: int | None = None, right: int | None = None) -> str:
    """A sum of products, written out."""
    products = (
        rf"{shown(u, digits, first=first)} \cdot {factor(v, right)}"
        for first, u, v in zip((True, False), left, right_, strict=True)
    )
    return " + ".join(products)


def shown(value: float, digits: int | None, *, first: bool) -> str:
    text = f"{value:g}" if digits is None else four(value)
    return text if first or value >= 0 else f"({text})"


def factor(value: float, digits: int | None = 4) -> str:
    """A number after a multiplication sign."""
    text = f"{value:g}" if digits is None else four(value)
    return f"({text})" if value < 0 else text


def signed(value: float, *, digits: int | None = None) -> str:
    """A number as a further term."""
    text = f"{abs(value):g}" if digits is None else four(abs(value))
    return f"- {text}" if value < 0 else f"+ {text}"


def matrix(values: FloatArray, *, digits: int | None = None) -> str:
    rows = (" & ".join(f"{v:g}" if digits is None else four(v) for v in row) for row in values)
    return r"\begin{bmatrix} " + r" \\ ".join(rows) + r" \end{bmatrix}"


def equals(terms: Iterable[float], value: float) -> str:
    """The value of a sum, behind the sign that is true of the numbers as they are shown."""
    exact = abs(sum(round(term, 4) for term in terms) - round(value, 4)) < 1e-9
    return ("= " if exact else r"\approx ") + four(value)


def four(value: float) -> str:
    """Four decimals."""
    return f"{value:.4f}"
