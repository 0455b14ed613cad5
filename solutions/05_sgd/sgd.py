# %% [markdown]
# # 5 · Mini-batches: ask everybody, or ask ten and move on?
#
# A country wants to know what its people think. It can ask *all* of them: exact, slow, and done
# once in ten years. Or it can ask a thousand of them, chosen at random: a little wrong, and done by
# Thursday.
#
# Gradient descent has the same choice. Every training example has an opinion on where the
# parameters should go, and the gradient of Section 2 is the mean of all these opinions: a census
# before every single step. With the 1.28 million training images of the ImageNet challenge that is
# a long wait for one small step. (The lecture says "an excess of 1.4 million": that is the
# challenge of 2012 with its validation and test images, which nobody trains on. ImageNet itself has
# about 14 million.) Section 3 of the lecture takes a poll instead, and Section 4 names what comes
# out: *stochastic gradient descent*. With refinements, it trains practically every neural network
# today.
#
# First run the next three cells and look.

# %%
from collections.abc import Callable

import numpy as np


# %% Examples for the pictures (given; nothing to do here)
def linear_examples(U: int, D: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """U examples of a linear law with D features and some noise: X is (U, D), y is (U,)."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(U, D))
    law = rng.normal(size=D + 1)
    return X, X @ law[:-1] + law[-1] + rng.normal(size=U)


# %% Census or polls? picture=true
import matplotlib.pyplot as plt

# In every picture lines differ by their dashes, too, so that nobody needs colours to read it.
plt.rcParams["axes.prop_cycle"] = plt.cycler(
    color=["#0072b2", "#d55e00", "#007a5a", "#b0559c", "#7a5c00", "#333333"],
    linestyle=["-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)), (0, (1, 2, 4, 2))],
)

X, y = linear_examples(400, 1, seed=5)
rng = np.random.default_rng(1)


def loss(w, b, chosen):
    return np.mean((w * X[chosen, 0] + b - y[chosen]) ** 2) / 2


def walk(batches, lr=0.3, h=1e-4):
    w, b = -0.5, 2.0
    path = [(w, b)]
    for chosen in batches:  # slopes by central differences, as in assignment 2
        slope_w = (loss(w + h, b, chosen) - loss(w - h, b, chosen)) / (2 * h)
        slope_b = (loss(w, b + h, chosen) - loss(w, b - h, chosen)) / (2 * h)
        w, b = w - lr * slope_w, b - lr * slope_b
        path.append((w, b))
    return np.array(path)


everybody = np.arange(400)
census = walk([everybody] * 3)
polls = walk([rng.integers(400, size=10) for _ in range(120)])

w_axis, b_axis = np.linspace(-1.5, 4, 60), np.linspace(-2, 2.5, 60)
height = [[loss(w, b, everybody) for w in w_axis] for b in b_axis]
plt.figure(figsize=(8, 4), layout="constrained")
plt.contour(w_axis, b_axis, height, levels=15, colors="lightgrey")
plt.plot(*census.T, "s-", label="3 steps, all 400 examples asked before each")
plt.plot(*polls.T, ".-", linewidth=1, label="120 steps, 10 examples asked before each")
plt.xlabel("w")
plt.ylabel("b")
plt.title("Both walks cost 1200 answers. Which one would you pay for?")
plt.legend()
plt.show()

# %% [markdown]
# The grey rings are the loss of a straight line $w x + b$ over 400 examples; its lowest point is in
# the middle of them. The restless walk arrives as well, and sooner. But look also at what it does
# *after* it has arrived, and ask yourself what would calm it down. (Change the 10 to 1, or the 120
# to 1000, and see.)
#
# **How to work.** As before: replace `raise NotImplementedError` in each function, then run
# `make grade A=05_sgd`, or the check cell below the exercise in the notebook. Pictures that come
# after an exercise use your functions, and stop with `NotImplementedError` until these are written.
#
# **How long.** About 120 minutes. The line above each exercise, in the notebook its heading, says
# for how many minutes it is meant, and how difficult it is: ●○○ (1) easy, ●●○ (2) medium, ●●● (3)
# hard. A ★ is a *bonus*: its points come on top, and nobody needs them for full marks.
#
# **Predictions.** Each earns half a point for being made before you go on, *right or wrong*: it is
# shown as "answered". Under "Have you understood it?" you are asked again, with numbers of your
# own, and there the answer counts.
#
# **What comes in.** $U$ examples: `X` is a table of shape $(U, D)$, one row $\mathbf{x}_u$ for each
# example, and `y` holds their $U$ desired responses. The model is the simplest that there is,
# $\mathbf{w} \cdot \mathbf{x}_u + b$, and `theta` $= (\mathbf{w}, b)$ holds all its $D + 1$
# parameters, *the bias last*: `theta[:-1]` is $\mathbf{w}$, `theta[-1]` is $b$. All of these may
# come as lists, with whole numbers or not; `np.asarray(X, dtype=float)` makes an array of any of
# them. Nothing that came in may be changed.

# %% [markdown]
# ## One opinion for each example
#
# The error metric of one example, and the loss of them all:
#
# $$\ell_u = \tfrac12 \bigl(\mathbf{w} \cdot \mathbf{x}_u + b - y_u\bigr)^2, \qquad
#   \mathcal{L} = \frac1U \sum_{u=1}^{U} \ell_u$$
#
# What does example $u$ want? That its own $\ell_u$ falls. So its opinion is the gradient of
# $\ell_u$ with respect to the *parameters*, and a step will go against it. The chain rule of
# Section 1.3 gives each entry in two factors: the derivative of the half square, at the error which
# the model makes on this example, times the derivative of $\mathbf{w} \cdot \mathbf{x}_u + b$ with
# respect to the parameter. What is the second factor for $w_1$? And for $b$?
#
# What to watch: how many columns does a row have? And in NumPy, a column $(U, 1)$ minus a row
# $(U,)$ is a whole square $(U, U)$, without a word of warning. When in doubt, print `.shape`.


# %% One opinion for each example exercise="per_example_gradients" minutes=15 difficulty=2
def per_example_gradients(
    theta: list[float] | np.ndarray, X: list[list[float]] | np.ndarray, y: list[float] | np.ndarray
) -> np.ndarray:
    """Derivatives of every l_u with respect to all parameters: the summands of Eq. 1.20.

    theta  D+1 numbers: w, then b
    X      U examples as rows, shape (U, D)
    y      U desired responses

    Returns a table of shape (U, D+1): row u is the gradient of l_u, its last entry belongs to b.
    By hand: w = (1, 2), b = -1, so theta = [1, 2, -1]. For the example (3, 1) with y = 2 the model
    says 3 + 2 - 1 = 4, which is 2 too much. X = [[3, 1]] and y = [2] give [[6, 2, 2]].
    """
    ### BEGIN SOLUTION
    theta, X, y = (np.asarray(values, dtype=float) for values in (theta, X, y))
    errors = X @ theta[:-1] + theta[-1] - y
    return np.column_stack([errors[:, np.newaxis] * X, errors])
    ### END SOLUTION


# %% [markdown]
# ## The census
#
# A derivative of a mean is the mean of the derivatives, so the gradient of the whole loss is the
# mean opinion, and a step against it is the lecture's
#
# $$w_i^{(t)} = w_i^{(t-1)} - \eta\, \frac1U \sum_{u=1}^{U}
#   \frac{\partial \ell_u}{\partial w_i} \Big|_{w_i = w_i^{(t-1)}} \qquad (1.20)$$
#
# **Find the slip.** The bar says where to take the derivative: at $w_i = w_i^{(t-1)}$. Now look at
# the example in the docstring above: can you compute its derivative with respect to $w_1$ when all
# you know is $w_1 = 1$? The derivative with respect to *one* parameter depends on *all* of them;
# after the bar belongs the whole current point, $\mathbf{w} = \mathbf{w}^{(t-1)}$. (A smaller one
# is in the line below the equation, which speaks of $\frac1U \sum_u \partial \ell / \partial w_i$.
# What is missing there?)
#
# What to watch: the mean is over the examples, not over the parameters.


# %% The census exercise="full_gradient" minutes=4 difficulty=1
def full_gradient(
    theta: list[float] | np.ndarray, X: list[list[float]] | np.ndarray, y: list[float] | np.ndarray
) -> np.ndarray:
    """Gradient of the loss L with respect to all parameters: the mean in Eq. 1.20.

    theta, X, y  as in per_example_gradients

    Returns D+1 numbers.
    By hand: on a second example, (0, 1) with y = 3, theta = [1, 2, -1] says 1, so its row is
    [0, -2, -2]. Together with the first one's, [6, 2, 2], the gradient is [3, 0, 0].
    """
    ### BEGIN SOLUTION
    return np.mean(np.asarray(per_example_gradients(theta, X, y)), axis=0)
    ### END SOLUTION


# %% 400 opinions and their mean picture=true
import matplotlib.pyplot as plt

X, y = linear_examples(400, 1, seed=5)
start = [-0.5, 2.0]
opinions = per_example_gradients(start, X, y)
mean = full_gradient(start, X, y)

plt.figure(figsize=(8, 3.5), layout="constrained")
plt.plot(*opinions.T, ".", markersize=4, label="the opinion of one example")
plt.quiver(0, 0, *mean, angles="xy", scale_units="xy", scale=1, width=0.006, label="their mean")
plt.xlabel("derivative with respect to w")
plt.ylabel("derivative with respect to b")
plt.title("The gradients of 400 single examples, where the two walks begin")
plt.legend()
plt.show()

# %% [markdown]
# Few of the examples agree with the mean, and many pull quite another way. And yet: would you have
# needed all 400 of them to find out where, roughly, the arrow points?

# %% [markdown]
# ## Choosing at random
#
# So ask a few. But which? Not the first ten: files are often sorted (all cats, then all dogs), and
# ten cats know nothing of dogs. Section 3 says *randomly select a subset*, the **mini-batch**
# $\mathcal{B} \subset \mathcal{D}$ with $|\mathcal{B}| \ll |\mathcal{D}|$.
#
# In practice one goes through all the examples in random order, one mini-batch after the other,
# until everyone was asked once. That is called an **epoch**; the next one starts with a new
# shuffle. If the batch size does not divide the number of examples, the last mini-batch of an epoch
# is smaller, and nobody is left out. Each mini-batch brings one update of the parameters.


# %% Prediction 1: how many updates? exercise="questions" minutes=2 difficulty=1
def question_1() -> int:
    """There are 1000 examples, and mini-batches of 64. Training runs for 5 epochs, each of which
    starts with a new shuffle and leaves nobody out. How many updates of the parameters are made?

    Return the number, for instance: return 320
    """
    ### BEGIN SOLUTION
    return 80
    ### END SOLUTION


# %% [markdown]
# Now write the shuffle of one epoch. It deals in *indices*, the numbers $0, \dots, n - 1$ of the
# examples, so that it works for any data.
#
# The randomness comes from `rng`, a NumPy generator, for instance `rng.permutation(n)` or
# `rng.choice`. Use the one you are given: whoever calls your function with the same seed must get
# the same batches again, which is what makes an experiment repeatable. (`np.random.shuffle` and its
# kin draw from one hidden, global source that any other code may have moved on in the meantime.)


# %% The mini-batches of one epoch exercise="minibatches" minutes=12 difficulty=2
def minibatches(n: int, batch_size: int, rng: np.random.Generator) -> list[np.ndarray]:
    """The mini-batches of one epoch, as Eq. 1.21 needs them: a random partition of 0 ... n-1.

    n           the number of examples, n >= 1
    batch_size  how many indices a batch holds, >= 1; if it is n or more, there is one batch of all
    rng         the generator to draw from

    Returns a list of arrays of indices. Every index stands in exactly one of them. All have
    batch_size entries, only the last may have fewer; none is empty.
    By hand: n = 5, batch_size = 2 may give [3, 0], [4, 1], [2], and next time something else.
    """
    ### BEGIN SOLUTION
    order = rng.permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]
    ### END SOLUTION


# %% Three epochs of your mini-batches picture=true
import matplotlib.pyplot as plt

rng = np.random.default_rng(3)
asked_in = np.zeros((3, 22))
for epoch in range(3):
    for number, batch in enumerate(minibatches(22, 5, rng)):
        asked_in[epoch, batch] = number

plt.figure(figsize=(8, 2.2), layout="constrained")
plt.imshow(asked_in, cmap="viridis")
plt.xticks(range(0, 22, 3))
plt.yticks(range(3), ["epoch 1", "epoch 2", "epoch 3"])
plt.xlabel("example")
plt.colorbar(label="mini-batch", ticks=range(5))
plt.title("22 examples in mini-batches of 5: one colour, one update")
plt.show()

# %% [markdown]
# Two examples of the same colour were asked together. Does any pair keep the same company in all
# three rows? How many examples have the last, the lightest colour, and are they always the same?
#
# Sometimes one wants just *one* mini-batch: a poll at this very point, with no memory of who was
# asked before. Everyone has the same chance, and nobody is asked twice.


# %% One poll exercise="sample_batch" minutes=6 difficulty=1
def sample_batch(n: int, batch_size: int, rng: np.random.Generator) -> np.ndarray:
    """One mini-batch B of Section 3: a random subset of 0 ... n-1, no index twice.

    n, batch_size, rng  as in minibatches, 1 <= batch_size

    Returns batch_size indices, all different. If batch_size is greater than n, there is no such
    subset: raises a ValueError.
    By hand: n = 5, batch_size = 3 may give [4, 0, 3].
    """
    ### BEGIN SOLUTION
    if batch_size > n:
        raise ValueError(f"cannot draw {batch_size} different indices out of {n}")
    return rng.permutation(n)[:batch_size]
    ### END SOLUTION


# %% [markdown]
# ## The poll instead of the census
#
# The estimate of the gradient is the mean over the mini-batch alone, and the step becomes
#
# $$w_i^{(t)} = w_i^{(t-1)} - \eta\, \frac{1}{|\mathcal{B}|} \sum_{u=1}^{|\mathcal{B}|}
#   \frac{\partial \ell_u}{\partial w_i} \Big|_{w_i = w_i^{(t-1)}} \qquad (1.21)$$
#
# **Find the slip.** Read the sum to the letter, from $u = 1$ to $|\mathcal{B}|$, for a mini-batch
# $\mathcal{B} = \{7, 2, 9\}$. Whom does it ask? Not whom we drew! What is meant is
#
# $$\frac{1}{|\mathcal{B}|} \sum_{u \in \mathcal{B}}
#   \frac{\partial \ell_u}{\partial \mathbf{w}} \Big|_{\mathbf{w} = \mathbf{w}^{(t-1)}} .$$
#
# A poll misses the truth by some amount, a different one each time. How fast does that amount
# shrink when you ask more people?


# %% Prediction 2: four times as many exercise="questions" minutes=2 difficulty=1
def question_2() -> float:
    """You poll 4 times as many examples as before (still few, compared with all there are). The
    typical distance between the mini-batch gradient and the full gradient is then divided by
    (about) which number?

    Return the number, for instance: return 10
    """
    ### BEGIN SOLUTION
    return 2
    ### END SOLUTION


# %% [markdown]
# What to watch, in the code: `X` and `y` must be picked by the *same* indices. Indices may repeat
# (if someone is asked twice, the answer counts twice). And the mean is over those who were asked.


# %% The poll exercise="batch_gradient" minutes=8 difficulty=1
def batch_gradient(
    theta: list[float] | np.ndarray,
    X: list[list[float]] | np.ndarray,
    y: list[float] | np.ndarray,
    batch: list[int] | np.ndarray,
) -> np.ndarray:
    """Gradient of the mean loss over one mini-batch: the mean in Eq. 1.21, over u in B.

    theta, X, y  as in per_example_gradients
    batch        B >= 1 indices of examples, in any order; one that is repeated counts each time

    Returns D+1 numbers.
    By hand: if three examples have the gradients [6, 2, 2], [0, -2, -2] and [1, 1, 1], then
    batch = [2, 0] gives [3.5, 1.5, 1.5].
    """
    ### BEGIN SOLUTION
    chosen = np.asarray(batch)
    return full_gradient(theta, np.asarray(X)[chosen], np.asarray(y)[chosen])
    ### END SOLUTION


# %% Polls of three sizes picture=true
import matplotlib.pyplot as plt

X, y = linear_examples(400, 1, seed=5)
start = [-0.5, 2.0]
rng = np.random.default_rng(4)

figure, axes = plt.subplots(1, 3, figsize=(9, 3.4), sharex=True, sharey=True, layout="constrained")
for ax, size in zip(axes, (4, 16, 64), strict=True):
    estimates = [batch_gradient(start, X, y, sample_batch(400, size, rng)) for _ in range(300)]
    ax.plot(*np.transpose(estimates), ".", markersize=3)
    ax.plot(*full_gradient(start, X, y), "k+", markersize=14)
    ax.set_title(f"300 polls of {size}")
figure.suptitle("Each dot is a mini-batch gradient, the cross is the full one. Your prediction?")
plt.show()

# %% [markdown]
# This cloud is the *stochastic* in the name. Two things about it. It is centred on the cross: a
# random mini-batch is right *on average*. And it is wide: any one poll may be far off.
#
# **Find the slip.** "The actual gradient cannot really be computed in mini-batch training, for we
# do not feed all data points." All at once, no. But one epoch does feed them all, and if the
# parameters are kept still meanwhile, the mini-batches' gradients add up to the full one, provided
# that each counts by its size:
#
# $$\sum_{\mathcal{B}} \frac{|\mathcal{B}|}{U}\; \Bigl(\text{mean over } \mathcal{B}\Bigr)
#   \;=\; \text{mean over all } U .$$
#
# The plain mean of the mini-batches' means is something else as soon as the last one is smaller.

# %% The mean of the means picture=true
import matplotlib.pyplot as plt

X, y = linear_examples(10, 1, seed=8)
start = [-0.5, 2.0]
rng = np.random.default_rng(6)

plain, weighted = [], []
for _ in range(100):
    parts = minibatches(10, 4, rng)
    means = [batch_gradient(start, X, y, part) for part in parts]
    plain.append(np.mean(means, axis=0))
    weighted.append(sum(len(part) * mean for part, mean in zip(parts, means, strict=True)) / 10)

plt.figure(figsize=(8, 3.4), layout="constrained")
plt.plot(*np.transpose(plain), "x", label="plain mean of the three mini-batches' means")
plt.plot(*np.transpose(weighted), "r.", markersize=12, label="each weighted by its size")
plt.plot(*full_gradient(start, X, y), "k+", markersize=16, label="full gradient")
plt.title("10 examples in mini-batches of 4, 4 and 2: 100 shuffles")
plt.legend()
plt.show()

# %% [markdown]
# ## The three steps, once
#
# Section 2.2 described one iteration of training in words, and Section 3 says that it is applied to
# one mini-batch at a time:
#
# 1. pass the input through the model and get the **predictions**;
# 2. use the desired responses to measure the error of the predictions: the mean **loss**;
# 3. use the error to **adjust** the parameters: Eq. 1.21.
#
# In gradient descent with a small $\eta$, each iteration lowers the loss (Eq. 1.17). Does it here?
# Take the smallest data set that can disagree, two examples and one parameter $x$:
#
# $$\ell_1 = \tfrac12 (x + 3)^2, \qquad \ell_2 = \tfrac12 (x - 1)^2, \qquad
#   \mathcal{L} = \tfrac12 (\ell_1 + \ell_2) .$$


# %% Prediction 3: one step, seen by all exercise="questions" minutes=2 difficulty=1
def question_3() -> float:
    """The parameter is x = -1.2, where the loss L of both examples together is 2.02. The mini-batch
    holds the second example alone, with l_2 = (x - 1)^2 / 2. Make one step by Eq. 1.21 with the
    learning rate 0.5. How large is L, the loss of both, after the step?

    First guess whether it rises or falls; then compute it by hand.

    Return the number, for instance: return 1.75
    """
    ### BEGIN SOLUTION
    return 2.405
    ### END SOLUTION


# %% [markdown]
# So write the three steps for the linear model. What to watch: the loss is that of the predictions
# which were made, *before* the update; once the parameters have moved, these predictions are
# history.


# %% The three steps exercise="train_step" minutes=12 difficulty=2
def train_step(
    theta: list[float] | np.ndarray,
    X: list[list[float]] | np.ndarray,
    y: list[float] | np.ndarray,
    batch: list[int] | np.ndarray,
    lr: float,
) -> tuple[np.ndarray, float, np.ndarray]:
    """One iteration of training on one mini-batch: Section 2.2, ending in Eq. 1.21.

    theta, X, y, batch  as in batch_gradient; batch holds B indices
    lr                  the learning rate, the eta of Eq. 1.21

    Returns three things: the B predictions for the examples in batch, in its order; the mean of
    l_u over the batch before the update, one number; the new theta, D+1 numbers.
    By hand: theta = [1, 2, -1], X = [[3, 1], [0, 1]], y = [2, 3], batch = [1] and lr = 0.5 give
    the predictions [1], the loss 2 and the new theta [1, 3, 0].
    """
    ### BEGIN SOLUTION
    theta, chosen = np.asarray(theta, dtype=float), np.asarray(batch)
    predictions = np.asarray(X)[chosen] @ theta[:-1] + theta[-1]
    loss = np.mean((predictions - np.asarray(y)[chosen]) ** 2) / 2
    return predictions, loss, theta - lr * np.asarray(batch_gradient(theta, X, y, chosen))
    ### END SOLUTION


# %% What the polls report, and the truth picture=true
import matplotlib.pyplot as plt

X, y = linear_examples(400, 1, seed=5)
rng = np.random.default_rng(2)
everybody = np.arange(400)

theta = np.array([-0.5, 2.0])
reported, truth = [], []
for _ in range(80):
    truth.append(train_step(theta, X, y, everybody, 0.0)[1])  # lr = 0: look, but do not move
    _, seen, theta = train_step(theta, X, y, sample_batch(400, 10, rng), 0.2)
    reported.append(seen)

plt.figure(figsize=(8, 3.5), layout="constrained")
plt.semilogy(reported, ".-", linewidth=0.5, label="the loss of the mini-batch, as train_step says")
plt.semilogy(truth, "k", label="the loss of all 400 examples")
plt.xlabel("update")
plt.title("Does every update lower the black line?")
plt.legend()
plt.show()

# %% [markdown]
# Eq. 1.14 asks for losses that never rise, and your function `is_minimizing` of assignment 4 would
# say *no* to the black line. The step goes down on the loss *of the mini-batch*, and for a small
# $\eta$ it does so surely; on the loss of all it goes down only on average, and only while the mean
# opinion is stronger than the noise of the poll.

# %% [markdown]
# ## Stochastic gradient descent
#
# Put the pieces in a loop. For every epoch a new shuffle; for every mini-batch of it one update by
# Eq. 1.21, each from where the one before has led. That is all of it.
#
# Before you let it run, a contest. 512 examples of 20 features, all parameters 0 at the start, and
# every contestant goes through the data twice: the same work, 1024 derivatives of single examples.
# All use the same learning rate, $\eta = 0.03$. Only the batch size differs. The lecture says "the
# bigger the mini-batch size is, the better".


# %% Prediction 4: the contest exercise="questions" minutes=2 difficulty=1
def question_4() -> int:
    """Same data, same learning rate 0.03, 2 epochs each. Which of the batch sizes 1, 8, 64, 512
    ends with the lowest loss over all 512 examples?

    Return the batch size, for instance: return 64
    """
    ### BEGIN SOLUTION
    return 8
    ### END SOLUTION


# %% [markdown]
# Here the gradient is *given*, as a Python function: `gradient(theta, batch)` returns the estimate
# for any model you like, so this one loop can train all of them. Call it once for each update, with
# the current parameters and the indices of the mini-batch.
#
# What to watch: keep *every* point, as the sequence $s_{min}$ of Section 2.2 does, and be careful
# with `theta -= ...`: it changes the array that you stored a moment ago.


# %% Stochastic gradient descent exercise="sgd" minutes=18 difficulty=3
def sgd(
    theta0: list[float] | np.ndarray,
    gradient: Callable,
    n: int,
    lr: float,
    batch_size: int,
    epochs: int,
    rng: np.random.Generator,
) -> np.ndarray:
    """Stochastic gradient descent: Eq. 1.21 with a new random partition in every epoch.

    theta0      D+1 numbers, the parameters at the start
    gradient    gradient(theta, batch) gives D+1 numbers; takes two arrays, is called once an update
    n           the number of examples; the batches hold the indices 0 ... n-1
    lr          the learning rate
    batch_size  as in minibatches; an epoch makes one update for each of its batches
    epochs      how many times to go through all examples, >= 0
    rng         the generator to draw from

    Returns a table of shape (1 + updates, D+1): theta0, then the parameters after each update.
    By hand: if gradient always gives [1, -2], then theta0 = [0, 0], n = 3, lr = 0.1,
    batch_size = 2, epochs = 1 gives [[0, 0], [-0.1, 0.2], [-0.2, 0.4]].
    """
    ### BEGIN SOLUTION
    theta = np.array(theta0, dtype=float)
    path = [theta]
    for _ in range(epochs):
        for batch in minibatches(n, batch_size, rng):
            theta = theta - lr * np.asarray(gradient(theta, batch))
            path.append(theta)
    return np.array(path)
    ### END SOLUTION


# %% The contest picture=true
import matplotlib.pyplot as plt

X, y = linear_examples(512, 20, seed=5)
everybody = np.arange(512)


def gradient(theta, batch):
    return batch_gradient(theta, X, y, batch)


plt.figure(figsize=(8, 4), layout="constrained")
for size in (1, 8, 64, 512):
    path = sgd(np.zeros(21), gradient, 512, 0.03, size, 2, np.random.default_rng(7))
    losses = [train_step(theta, X, y, everybody, 0.0)[1] for theta in path]
    plt.semilogy(size * np.arange(len(losses)), losses, label=f"batch size {size}")
plt.xlabel("examples asked")
plt.ylabel("loss over all examples")
plt.title("Equal work, equal learning rate. Who is lowest at the end?")
plt.legend()
plt.show()

# %% [markdown]
# **Find the slip.** "The bigger the mini-batch size is, the better." For *what*? Each of its
# gradients is better. But the biggest one made 2 good steps where the smallest made 1024 bad ones,
# and neither wins. The line of batch size 1 falls fastest at first, and then it stops falling,
# although it goes on making steps. What keeps it from coming down to where batch size 8 went?

# %% [markdown]
# ## ★ How wrong is a poll?
#
# Pollsters know the answer by heart. Let $\sigma^2$ be the variance of one entry of the single
# opinions, over all $U$ examples (the mean squared distance from *their* mean: divide by $U$). Draw
# $B$ of them without asking anyone twice. The variance of the mean of those $B$ is
#
# $$\frac{\sigma^2}{B} \cdot \frac{U - B}{U - 1} .$$
#
# The first factor is the one from the statistics course. The second is for a population that is not
# endless: what does it say when you ask everyone, $B = U$? And what about $B = 1$?
#
# A variance is a *squared* distance. What does the formula say about your second prediction?
#
# What to watch: each parameter has a variance of its own, so that $D$ columns give $D$ numbers. For
# a single example, $U = 1$, the fraction is $0/0$, but there is nothing left to chance: the
# variance is 0.


# %% ★ How far a poll strays exercise="batch_gradient_variance" minutes=10 difficulty=2 bonus=true
def batch_gradient_variance(
    gradients: list[list[float]] | np.ndarray, batch_size: int
) -> np.ndarray:
    """Variance of the mini-batch mean in Eq. 1.21, if the batch is drawn without replacement.

    gradients   U rows, one for each example, of D numbers each
    batch_size  B, the number of rows that the mini-batch holds, 1 <= B <= U

    Returns D numbers, one for each column: sigma^2 / B * (U - B) / (U - 1), and 0 if U = 1.
    By hand: the rows [1], [3], [5] have sigma^2 = 8/3, so batch_size = 2 gives [2/3]. Compare: the
    three possible pairs have the means 2, 3 and 4, and the variance of these is 2/3.
    """
    ### BEGIN SOLUTION
    gradients = np.asarray(gradients, dtype=float)
    count = len(gradients)
    if count == 1:
        return np.zeros(gradients.shape[1])
    correction = (count - batch_size) / (count - 1)
    return np.var(gradients, axis=0) / batch_size * correction
    ### END SOLUTION


# %% The formula and 500 polls of every size picture=true
import matplotlib.pyplot as plt

X, y = linear_examples(100, 1, seed=5)
start = [-0.5, 2.0]
opinions = per_example_gradients(start, X, y)
rng = np.random.default_rng(9)

sizes = [1, 2, 4, 8, 16, 32, 64, 90, 99]
measured = [
    np.var([batch_gradient(start, X, y, sample_batch(100, B, rng)) for _ in range(500)], axis=0)
    for B in sizes
]
promised = [batch_gradient_variance(opinions, B) for B in sizes]

plt.figure(figsize=(8, 3.5), layout="constrained")
for column, name in enumerate(["w", "b"]):
    plt.loglog(sizes, np.transpose(promised)[column], label=f"with respect to {name}: the formula")
    plt.loglog(sizes, np.transpose(measured)[column], "k.")
plt.xlabel("batch size, out of 100")
plt.ylabel("variance")
plt.title("The dots are measured. Where does the formula bend, and why there?")
plt.legend()
plt.show()

# %% [markdown]
# ## Have you understood it?
#
# The pictures have shown whether your predictions were right. A prediction about one example may be
# luck. The next two questions come with *numbers of your own*: your function gets them as
# arguments, as in an exercise. When you hand in, it is asked with numbers that no other student
# has, and then its answer is judged.


# %% Understood (1): how many updates? exercise="questions" minutes=3 difficulty=1
def question_5(n: int, batch_size: int, epochs: int) -> int:
    """How many updates of the parameters does SGD make with these numbers? Each epoch starts with
    a new shuffle and leaves no example out.

    n           the number of examples, n >= 1
    batch_size  how many examples a mini-batch holds, batch_size >= 1
    epochs      how many times all examples are asked, epochs >= 1

    Returns a whole number.
    By hand: 6 examples in mini-batches of 2 make 3 updates an epoch, so 4 epochs make 12.
    """
    ### BEGIN SOLUTION
    return -(-n // batch_size) * epochs
    ### END SOLUTION


# %% Understood (2): what precision costs exercise="questions" minutes=3 difficulty=2
def question_6(times: float) -> float:
    """The typical distance between the mini-batch gradient and the full gradient is to be divided
    by `times`. How many times as many examples must a mini-batch hold? (They are still few,
    compared with all there are.)

    times  a number, times > 1

    Returns one number.
    By hand: a poll that is to be as precise as before, times = 1, asks 1 times as many.
    """
    ### BEGIN SOLUTION
    return times**2
    ### END SOLUTION


# %% [markdown]
# ## A figure that is fair
#
# Whoever plots the loss against *updates* makes big mini-batches look good, since each of their
# updates is allowed more work. A fair horizontal axis counts the work: how many derivatives of
# single examples were computed so far. The losses span several powers of ten, so the vertical axis
# is logarithmic. And every line needs a name.
#
# `ax` is a Matplotlib *Axes*, the area to draw on: use `ax.plot` and the like, not `plt.plot`.
# What to watch: the curves have different lengths.


# %% Loss against work exercise="plot_loss_curves" minutes=8 difficulty=1
def plot_loss_curves(
    ax,
    evaluations: list[list[float] | np.ndarray],
    losses: list[list[float] | np.ndarray],
    labels: list[str],
) -> None:
    """Compare several runs of training by Eq. 1.21 at equal work.

    ax           the Matplotlib Axes to draw on
    evaluations  one list or array for each run: after how many per-example derivatives ...
    losses       ... the loss had which value, just as many numbers
    labels       the name of each run

    Draws one line for each run, evaluations to the right and losses upwards, with its label, on a
    logarithmic vertical axis, and a legend. Returns nothing.
    """
    ### BEGIN SOLUTION
    for x, loss, label in zip(evaluations, losses, labels, strict=True):
        ax.plot(x, loss, label=label)
    ax.set_yscale("log")
    ax.set_xlabel("per-example gradient evaluations")
    ax.set_ylabel("loss")
    ax.legend()
    ### END SOLUTION


# %% The contest again, each with a learning rate of its own picture=true
import matplotlib.pyplot as plt

X, y = linear_examples(512, 20, seed=5)
everybody = np.arange(512)


def gradient(theta, batch):
    return batch_gradient(theta, X, y, batch)


evaluations, losses, labels = [], [], []
for size, lr in [(1, 0.005), (8, 0.03), (64, 0.3), (512, 1.0)]:
    path = sgd(np.zeros(21), gradient, 512, lr, size, 2, np.random.default_rng(7))
    evaluations.append(size * np.arange(len(path)))
    losses.append([train_step(theta, X, y, everybody, 0.0)[1] for theta in path])
    labels.append(f"batch size {size}, learning rate {lr:g}")

figure, ax = plt.subplots(figsize=(8, 4), layout="constrained")
plot_loss_curves(ax, evaluations, losses, labels)
plt.show()

# %% [markdown]
# A bigger mini-batch *bears a larger step*, because its gradient can be trusted more. Give each its
# own learning rate, and three of the four come out nearly level, over a wide range of sizes. Only
# the census is late: its step cannot grow any further (Eq. 1.17 and the largest stable learning
# rate of assignment 4 forbid it), however exact the gradient is.
#
# ## One question to answer in words
#
# "The bigger the mini-batch, the better." Better for *what*, and at what *cost*? Say by how much
# the thing you name improves when the mini-batch grows from $B$ to $4B$, and what these $4B$ could
# have been used for instead. Then say in a sentence or two when you would choose a big mini-batch,
# and when a small one.

# %% [markdown] exercise="questions" minutes=15 manual=2
# ### BEGIN SOLUTION
# Better for the *precision of one gradient*: its variance is $\sigma^2/B \cdot (U-B)/(U-1)$, so its
# typical error falls like $1/\sqrt{B}$, until it is 0 for $B = U$. From $B$ to $4B$ the error is
# only halved. The updates then jitter less around the minimum, and they bear a larger $\eta$.
# (1 point for saying that it is the estimate which gets better, and like $1/\sqrt{B}$ or by half.)
#
# The cost: four times the work and memory for one update. At equal work one could have made four
# updates instead, and these usually bring more as long as one is far from the minimum: with equal
# $\eta$ and two epochs the batch sizes 64 and 512 were far behind 8. Past a certain size $\eta$
# cannot be raised any further, and then all that is added is waste. (1 point for the cost in work
# for each update, or the lost updates.)
#
# So: small when far from the minimum, when time or memory is short, or with many examples that say
# the same; big near the minimum, where the noise of the estimate is what keeps the loss from
# falling (or a smaller $\eta$), and when the hardware computes many examples at once as fast as
# one. Batch size 1 at a fixed $\eta$ stops at a plateau: its noise carries it away as far as its
# steps bring it back.
# ### END SOLUTION

# %% [markdown]
# ## What you take with you
#
# - The gradient of a loss is a mean over examples; any random few of them estimate it without bias.
# - The error of the estimate falls like $1/\sqrt{B}$, its cost grows like $B$.
# - One update may raise the loss. Judge training by the loss of all, at equal work.
# - Take a new shuffle in every epoch, leave nobody out, and draw from the generator you were given.
#
# Next: all of this makes the loss *on the training data* small. Is that what we wanted? (Chapter 2)
