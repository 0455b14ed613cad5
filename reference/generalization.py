"""Chapter 2: hypothesis space, capacity, and generalization.

To choose a model is to choose the family of functions to search in:

    y = w x + b             Model 1, a degree-1 polynomial                              (Eq. 2.1)
    y = w1 x^2 + w2 x + b   Model 2, a degree-2 polynomial                              (Eq. 2.2)

Each family contains the one before (set w1 = 0; Model 1's w is Model 2's w2), so a larger degree
fits the *training* data at least as well, always. It need not do better on data it has not seen:
too small a capacity underfits, too large a one overfits, and the gap between training and
validation loss shows which. So fit on one part of the data, choose on the second, and report on the
third, which no choice has touched.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import comb

import numpy as np
from numpy.typing import ArrayLike

from reference.arrays import Array, Ints, floats, responses, vector

Data = tuple[ArrayLike, ArrayLike]  # (x, y), both (U,)
TIED = 1e-9  # losses that differ by no more, relative to the smaller, are equal up to rounding
NOTHING = 1e-13  # what rounding leaves of an error of zero, relative to the largest y


def polynomial_features(x: ArrayLike, degree: int) -> Array:
    """The columns x^0, x^1, ..., x^degree of Eq. 2.1, Eq. 2.2, Fig. 2.1.

    `x` is (U,). Gives (U, degree+1); the first k+1 columns span the family of degree k, which is
    how the families of Fig. 2.1 contain each other. ValueError if `degree` is negative or `x` is
    no vector.
    """
    if degree < 0:
        raise ValueError("degree must not be negative")
    return np.vander(vector("x", x), degree + 1, increasing=True)


def _least_squares(A: Array, y: Array) -> Array:
    """argmin |A w - y|, with columns scaled alike: x^9 and x^0 may differ by many powers of ten."""
    scale = np.linalg.norm(A, axis=0)
    scale[scale == 0] = 1
    w: Array = np.linalg.lstsq(A / scale, y, rcond=None)[0] / scale
    return w


def fit_polynomial(x: ArrayLike, y: ArrayLike, degree: int) -> Array:
    """The least-squares member of the family of Eq. 2.1 (degree 1), Eq. 2.2 (degree 2), ...

    `x`, `y` are (U,). Gives the coefficients (degree+1,), lowest power first: (b, w) in Eq. 2.1,
    (b, w2, w1) in Eq. 2.2. This closed form is what a network does not have. ValueError if `x` and
    `y` are no vectors of one length.

    Fitted in t = (x - centre) / width, which runs from -1 to 1, and multiplied out: the powers of
    years such as 1990 ... 2020 are nearly parallel columns, those of t are not.
    """
    x = vector("x", x)
    y = responses(y, x.size)
    centre, width = (x.max() + x.min()) / 2, (x.max() - x.min()) / 2 or 1.0
    inner = _least_squares(polynomial_features((x - centre) / width, degree), y)
    scaled = inner / width ** np.arange(degree + 1)  # of (x - centre)^j
    return np.array(
        [
            sum(comb(j, k) * (-centre) ** (j - k) * scaled[j] for j in range(k, degree + 1))
            for k in range(degree + 1)
        ],
        dtype=np.float64,
    )


def predict_polynomial(coefficients: ArrayLike, x: ArrayLike) -> Array:
    """The model's response, Eq. 2.1 and Eq. 2.2:  sum_k c_k x^k.

    `coefficients` is (degree+1,), lowest power first; `x` is (U,). Gives (U,).
    """
    coefficients = floats(coefficients)
    return polynomial_features(x, coefficients.size - 1) @ coefficients


def n_parameters(widths: Sequence[int]) -> int:
    """The number of parameters of a fully connected network; Eq. 2.1 is `widths` = [1, 1].

    `widths` = [inputs, hidden ..., outputs], at least two. A layer from n to m has n m weights and
    m biases. It measures capacity only between nested families. ValueError for fewer than two.
    """
    if len(widths) < 2:
        raise ValueError("widths need at least inputs and outputs")
    return sum((int(n) + 1) * int(m) for n, m in pairwise(widths))


def split(n: int, fractions: Sequence[float], rng: np.random.Generator) -> tuple[Ints, Ints, Ints]:
    """Train, validation and test indices (Section 2 of Chapter 2, for Fig. 2.2).

    `fractions` = (train, validation, test), with sum 1. A random partition of range(n) in which
    validation and test have round(fraction n) members, and train the rest. ValueError if these two
    together exceed n, which rounding can do (n = 3, fractions 0, 1/2, 1/2).
    """
    n_validation, n_test = (round(float(fraction) * n) for fraction in fractions[1:])
    if n_validation + n_test > n:
        raise ValueError("validation and test together are larger than the data set")
    validation, test, train = np.split(rng.permutation(n), [n_validation, n_validation + n_test])
    return train, validation, test


def mean_squared_error(y: ArrayLike, prediction: ArrayLike) -> float:
    """The loss on the axis of Fig. 2.2:  1/U sum_u (y_u - prediction_u)^2, both (U,).

    ValueError if the shapes differ: a (U,) less a (U, 1) would be (U, U).
    """
    y, prediction = floats(y), floats(prediction)
    if y.shape != prediction.shape:
        raise ValueError(f"y has shape {y.shape}, but prediction {prediction.shape}")
    return float(np.mean((y - prediction) ** 2))


def _loss(coefficients: Array, data: Data) -> float:
    x, y = data
    return mean_squared_error(y, predict_polynomial(coefficients, x))


def select_degree(train: Data, validation: Data, degrees: Iterable[int]) -> int:
    """The degree at the bottom of the validation curve of Fig. 2.2.

    `train` and `validation` are pairs (x, y) of (U,). Every degree is fitted on `train` alone, and
    the lowest error on `validation` wins. Ties go to the smallest degree, and a tie is one up to
    rounding: the constant and the line that are the same function err by nearly the same float.
    """
    losses = {d: _loss(fit_polynomial(*train, d), validation) for d in sorted(degrees)}
    largest = np.abs(floats(validation[1])).max()
    good = min(losses.values()) * (1 + TIED) + (NOTHING * largest) ** 2
    return int(next(degree for degree, loss in losses.items() if loss <= good))


def learning_curve(
    train: Data, validation: Data, degree: int, sizes: Sequence[int]
) -> tuple[Array, Array]:
    """Training and validation error against the size of the training set (cf. Fig. 2.2).

    Entry i is for a fit on the *first* `sizes[i]` training points, which are also those of the
    training error; the validation data are always all. Gives the pair (S,), (S,).
    """
    x, y = map(floats, train)
    losses = []
    for size in sizes:
        seen = x[:size], y[:size]
        coefficients = fit_polynomial(*seen, degree)
        losses.append((_loss(coefficients, seen), _loss(coefficients, validation)))
    train_losses, validation_losses = np.reshape(losses, (-1, 2)).T.copy()
    return train_losses, validation_losses


def early_stopping(validation_losses: ArrayLike, patience: int) -> int:
    """The epoch to go back to, at the turn of the validation curve of Fig. 2.2.

    `validation_losses` is (T,), T >= 1. Training stops once `patience` >= 1 epochs in a row brought
    no new strict minimum, or at the end; the best epoch until then is given, counted from 0.
    ValueError if there is no loss or no patience.
    """
    losses = floats(validation_losses)
    if losses.size == 0 or patience < 1:
        raise ValueError("at least one loss and a patience of at least 1 are needed")
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    return best


def fit_ridge(x: ArrayLike, y: ArrayLike, degree: int, lam: float) -> Array:
    """A fit held back, the cure for overfitting in Fig. 2.2 that keeps the family of Eq. 2.2.

    Minimises 1/U sum_u residual_u^2 + lam sum_{k>=1} w_k^2; the bias w_0 is free, so that shifting
    y shifts the fit. Times U, each penalty is the square of one more residual, sqrt(U lam) w_k - 0:
    least squares again. `x`, `y` are (U,), `lam` >= 0, else ValueError. Gives (degree+1,).
    """
    if lam < 0:
        raise ValueError("lam must not be negative")
    if lam == 0:
        return fit_polynomial(x, y, degree)
    powers = polynomial_features(x, degree)[:, 1:]
    y = responses(y, len(powers))
    centre, level = powers.mean(axis=0), y.mean()  # the best free bias makes the mean residual 0
    penalty = np.sqrt(y.size * lam) * np.eye(degree)
    A, r = np.vstack([powers - centre, penalty]), np.append(y - level, np.zeros(degree))
    slopes = _least_squares(A, r)
    return np.concatenate([[level - centre @ slopes], slopes])
