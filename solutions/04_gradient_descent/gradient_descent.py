# %% [markdown]
# # 4 · Gradient descent: down the mountain, in fog
#
# You stand on a mountainside in thick fog, and want to get down into the valley. You see nothing.
# But your feet feel which way the ground falls, and how steeply. So you take a step that way, stop,
# feel again, and take the next one.
#
# That is all of it. Section 2 of the lecture calls it *gradient descent*, and nearly every neural
# network in the world has been trained by it, or by a child of it. What makes it worth an
# assignment are three questions that the fog asks: **which way** do I step, **how far**, and **when
# do I stop?** The second is the one that goes wrong.
#
# First run the next two cells and look.

# %%
from collections.abc import Callable

import numpy as np

# %% A walk down a valley, seen from above and from the side picture=true
import matplotlib.pyplot as plt

# In every picture lines differ by their dashes, too, so that nobody needs colours to read it.
plt.rcParams["axes.prop_cycle"] = plt.cycler(
    color=["#0072b2", "#d55e00", "#007a5a", "#b0559c", "#7a5c00", "#333333"],
    linestyle=["-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)), (0, (1, 2, 4, 2))],
)

bend = np.array([1.0, 8.0])  # the valley is f(x) = (x_1^2 + 8 x_2^2) / 2
point = np.array([-4.0, 1.2])
walk = [point]
for _ in range(20):
    point = point - 0.2 * bend * point
    walk.append(point)
walk = np.array(walk)

across, along = np.linspace(-4.5, 2, 80), np.linspace(-1.6, 1.6, 60)
height = (across**2 + 8 * along[:, None] ** 2) / 2
figure, (above, side) = plt.subplots(1, 2, figsize=(11, 3.5))
above.contour(across, along, height, levels=[0.1, 0.5, 1.5, 3, 5, 8, 12], colors="lightgrey")
above.plot(walk[:, 0], walk[:, 1], marker="o", markersize=4)
above.set_aspect("equal")  # so that a right angle looks like one
above.set_title("From above: every step goes straight downhill")
side.plot(walk**2 @ bend / 2, marker="o", markersize=4)
side.set_xlabel("step")
side.set_title("From the side: the height after each step")
plt.show()

# %% [markdown]
# Follow the walker on the left. Straight downhill is at a right angle to the contour line (why?
# Assignment 2 knows), and yet it hardly ever points at the lowest place. The way down is a zigzag,
# and still the height on the right falls from step to step. Could it all be done in fewer steps?
# That is where we are heading.
#
# **How to work.** Each exercise is one short function: replace `raise NotImplementedError` by your
# code, then run `make grade A=04_gradient_descent`, or the check cell under it in the notebook. A
# picture that follows an exercise uses *your* functions; until they are written it stops with
# `NotImplementedError`, and that is fine.
#
# **How long.** About 120 minutes. The line above each exercise, in the notebook its heading, says
# for how many minutes it is meant, and how difficult it is: ●○○ (1) easy, ●●○ (2) medium, ●●● (3)
# hard. A ★ is a *bonus*: its points come on top, and nobody needs them for full marks.
#
# **Predictions.** Each earns half a point for being made before you go on, *right or wrong*: it is
# shown as "answered". Under "Have you understood it?" you are asked again, with numbers of your
# own, and there the answer counts.
#
# **What comes in.** A point `x` is a list or an array of $N$ numbers, integers or not;
# `np.asarray(x, dtype=float)` makes one kind of thing of all of these, and `np.array(x,
# dtype=float)` makes a fresh copy, which you may change. Nothing that came in may be changed:
# whoever called your function still needs the point where the walk began.

# %% [markdown]
# ## Why walk at all?
#
# For linear regression there is a formula for the best parameters. For a network, a function of a
# function of a function (Eq. 1.13), nobody has one. So instead of asking *where is the minimum?* we
# ask again and again *what is a little better than this?* In a network that means: pass the input
# through, measure the error with the desired response, adjust the parameters; repeat.
#
# Until Assignment 5 we leave the network out. $x$ stands for whatever we are free to adjust, and
# $\mathcal{L} = f(x)$ is the one number, the *loss*, that we want to be small.
#
# **Find the slip.** Just before Eq. 1.19 the lecture writes the loss as a function $f : \mathbf{y}
# \in \mathbb{R}^M \rightarrow \mathcal{L}$ of the *predictions* $\mathbf{y}$. But nobody can adjust
# predictions: what moves is $\Theta$, the parameters, and they are the $\mathbf{x}$ of the update.
# Just after it, "something similar could be derived for minimizing vector-valued functions": which
# of the two vectors (1, 2) and (2, 1) is the smaller one? Something must first make *one number* of
# the vector, and then we are back at Eq. 1.19.

# %% [markdown]
# ## One step
#
# In fog you know $f$ only through its tangent (Eq. 1.2, with a new number):
#
# $$f(x_0 + \Delta x) \;\approx\; f(x_0) + f^{(1)}(x_0)\,\Delta x \qquad (1.15)$$
#
# The height is to change by something negative. The slope $f^{(1)}(x_0)$ may have either sign, so
# let $\Delta x$ have *the other one*. The simplest choice is to make it proportional to the slope:
# $\Delta x = -\eta\, f^{(1)}(x_0)$ with some $\eta > 0$, the **learning rate**. (Optimization calls
# it the *step size*, though the step itself is $\eta$ times the slope.) It is a
# **hyper-parameter**: a number that no training finds, because it has to be there before training
# starts. Then
#
# $$f\bigl(x_0 - \eta f^{(1)}(x_0)\bigr) \;\approx\; f(x_0) + f^{(1)}(x_0)
#   \bigl(-\eta f^{(1)}(x_0)\bigr) \qquad (1.16)$$
#
# (the lecture prints "$=$" in both, a slip you know from Assignment 1), and the rule of the walk is
#
# $$x_i = x_{i-1} - \eta\, f^{(1)}(x_{i-1}). \qquad (1.18)$$
#
# Two predictions first. Decide before you compute: a prediction earns its half point right or
# wrong, and a surprise is worth more than that. What you have understood is asked later, with
# numbers of your own.


# %% Prediction 1: down in one step exercise="questions" minutes=2 difficulty=1
def question_1() -> float:
    """The loss is f(x) = x^2, and you stand at x0 = 1. With which learning rate does a single step
    of Eq. 1.18 end exactly at the minimum?

    Return the number, for instance: return 0.1
    """
    ### BEGIN SOLUTION
    return 0.5
    ### END SOLUTION


# %% [markdown]
# With several variables the derivative becomes the gradient. This is how the lecture prints it:
#
# $$\mathbf{x}_i = \mathbf{x}_{i-1} - \eta\, \nabla f(\mathbf{x}_i) \qquad (1.19)$$
#
# Think of yourself in the fog, at the place $\mathbf{x}_{i-1}$, about to do what it says.


# %% Prediction 2: the indices of Eq. 1.19 exercise="questions" minutes=2 difficulty=1
def question_2() -> str:
    """Which index in the printed Eq. 1.19 is wrong?

    "A": the i of the x on the left should be i-1
    "B": the i-1 of the first x on the right should be i
    "C": the i inside the gradient should be i-1
    "D": none; Eq. 1.19 says the same as Eq. 1.18, for several variables

    Return one of the four letters, for instance: return "A"
    """
    ### BEGIN SOLUTION
    return "C"
    ### END SOLUTION


# %% [markdown]
# Now take the step. `grad` is a Python function: give it a point of $N$ numbers, and it returns the
# $N$ numbers of the gradient there. Call it; nothing else knows the ground. What to watch: the
# sign; the gradient *where you stand*; and the point that comes in must be the same as before when
# your function has returned.


# %% One step exercise="gd_step" minutes=6 difficulty=1
def gd_step(x: list[float] | np.ndarray, grad: Callable, lr: float) -> np.ndarray:
    """One step of gradient descent, Eq. 1.18 and 1.19: from x_{i-1} to x_i.

    x     the current point: a list or array of N numbers
    grad  the gradient of f as a function: takes a point (N,), returns (N,)
    lr    the learning rate, eta > 0

    Returns the next point, N numbers. x itself stays as it is.
    By hand: f(x) = x_1^2 + x_2^2 has the gradient 2x; from x = [1, 2], where it is [2, 4], the
    rate 0.25 leads to [1 - 0.5, 2 - 1] = [0.5, 1].
    """
    ### BEGIN SOLUTION
    return np.asarray(x) - lr * grad(x)
    ### END SOLUTION


# %% [markdown]
# The printed Eq. 1.19 has $\mathbf{x}_i$ on both sides: to take the step, you would have to know
# where it ends. What you wrote is
#
# $$\mathbf{x}_i = \mathbf{x}_{i-1} - \eta\, \nabla f(\mathbf{x}_{i-1}) \qquad
#   (1.19\text{, corrected}).$$
#
# The printed rule is not nonsense. It is an equation to be *solved* for $\mathbf{x}_i$, and is
# called implicit descent. But it is another walk: for $f(x) = x^2$, from 1, with $\eta = 1.5$, ours
# leads to $-2, 4, -8, \dots$ and the printed one to $0.25, 0.0625, \dots$ Check the first number of
# each by hand.

# %% [markdown]
# ## The whole walk
#
# Repeat the step, and keep every place you came by: that is the sequence
# $s_{min} = \{\mathbf{x}_0, \mathbf{x}_1, \dots, \mathbf{x}_t\}$ of the lecture, here as a table
# with a row for each place. What to watch: $t$ steps make $t + 1$ places. And if you move *one*
# array along and append it to a list again and again, the list holds the same array $t + 1$ times:
# every row will show where the walk ended.


# %% The whole walk exercise="gradient_descent" minutes=10 difficulty=2
def gradient_descent(
    x0: list[float] | np.ndarray, grad: Callable, lr: float, steps: int
) -> np.ndarray:
    """The places of a walk by gradient descent (Eq. 1.19), from x0 on.

    x0        the starting point: a list or array of N numbers
    grad, lr  as in gd_step
    steps     how many steps to take, >= 0

    Returns a table of shape (steps+1, N): row 0 is x0, row i the place after i steps.
    By hand: f(x) = x^2 / 2 has the gradient x; from x0 = [8] three steps with the rate 0.5 give
    [[8], [4], [2], [1]].
    """
    ### BEGIN SOLUTION
    path = [np.asarray(x0)]
    for _ in range(steps):
        path.append(gd_step(path[-1], grad, lr))
    return np.stack(path)
    ### END SOLUTION


# %% Two valleys and three walkers picture=true
import matplotlib.pyplot as plt


def ground(x):
    return x**4 / 4 - 2 * x**2 + x / 2


def ground_slope(x):
    return x**3 - 4 * x + 0.5


x = np.linspace(-2.8, 2.8, 200)
plt.figure(figsize=(8, 3.5))
plt.plot(x, ground(x), "lightgrey", linewidth=3)
for start in (-2.7, 0.05, 0.2):
    path = gradient_descent([start], ground_slope, lr=0.06, steps=40)
    plt.plot(
        path, ground(path), marker="o", markersize=4, label=f"from {start}, to {path[-1, 0]:.2f}"
    )
plt.title("Same ground, same learning rate, forty steps")
plt.legend()
plt.show()

# %% [markdown]
# Two of the walkers started almost at the same place. **Find the slip:** the lecture repeats
# Eq. 1.18 "until the loss is minimized". What is true is that the walk comes to rest where the
# gradient is zero: at the bottom of *some* valley, not of the deepest one. And a walker who starts
# where the ground is level does not move at all, even on a hilltop.

# %% [markdown]
# ## Is it going down?
#
# What we hoped for is a sequence of losses that never increases:
#
# $$\mathcal{L}_t \leq \dots \leq \mathcal{L}_2 \leq \mathcal{L}_1 \leq \mathcal{L}_0
#   \qquad (1.14)$$
#
# A program that trains for days should check this from time to time. Before you write the check, a
# prediction. The loss is $\mathcal{L}(x) = x^2$ again, the walk begins at $x_0 = 1$, and somebody
# was in a hurry and chose $\eta = 1.05$.


# %% Prediction 3: in a hurry exercise="questions" minutes=2 difficulty=1
def question_3() -> str:
    """With L(x) = x^2, x0 = 1 and the learning rate 1.05, what does the walker do?

    "A": walks towards 0 from the right, faster than with a small learning rate
    "B": jumps from one side of 0 to the other, and comes closer with each jump
    "C": jumps to and fro between the same two places for ever
    "D": jumps from one side of 0 to the other, and gets farther away with each jump

    Return one of the four letters, for instance: return "A"
    """
    ### BEGIN SOLUTION
    return "D"
    ### END SOLUTION


# %% [markdown]
# Now the check. Equal losses are fine (look at the signs of Eq. 1.14). With one loss, or none,
# there is nothing to increase. And a loss may be NaN, "not a number", what a computer says when it
# has lost its way; then nothing at all can be said of the sequence, so the answer is `False`. What
# to watch: NaN does not compare. Each of `nan <= 1`, `nan > 1` and `nan == nan` is false; so do not
# take for granted that what does not rise falls.


# %% Is it going down? exercise="is_minimizing" minutes=10 difficulty=2
def is_minimizing(losses: list[float] | np.ndarray) -> bool:
    """Whether the losses never increase, Eq. 1.14.

    losses  T >= 0 numbers, L_0 first; some may be NaN or infinite

    Returns True if no loss is larger than the one before it, else False; and False whenever any
    loss is NaN.
    By hand: [3, 2, 2, 1] gives True; [3, 1, 2] gives False, for 2 is larger than 1.
    """
    ### BEGIN SOLUTION
    losses = np.asarray(losses)
    rises = losses[1:] > losses[:-1]
    return not (rises.any() or np.isnan(losses).any())
    ### END SOLUTION


# %% Five learning rates, and your third prediction picture=true
import matplotlib.pyplot as plt

plt.figure(figsize=(8, 3.5))
for lr in (0.05, 0.5, 0.95, 1.0, 1.05):
    losses = gradient_descent([1], lambda x: 2 * x, lr, steps=12)[:, 0] ** 2
    verdict = "never increases" if is_minimizing(losses) else "increases"
    plt.plot(losses, marker="o", markersize=4, label=f"rate {lr}: {verdict}")
plt.xlabel("step")
plt.ylabel("loss")
plt.title("Walks down x^2 from 1")
plt.legend()
plt.show()

# %% [markdown]
# Only four lines? The rates 0.05 and 0.95 have the very same losses, though one walker creeps and
# the other jumps across the minimum every time: by which factor is $x$ multiplied in each? And look
# at the rate 1.0: Eq. 1.14 holds, for the losses are all equal, but the walker is not a bit nearer
# than before. "Never increases" does not mean "reaches the minimum".

# %% [markdown]
# ## What the tangent promises, and what the ground keeps
#
# Why did we believe the loss would fall? Because of this, as the lecture prints it:
#
# $$f\bigl(x_0 + \eta f^{(1)}(x_0)\bigr) - f(x_0) = -\eta\,\bigl(f^{(1)}(x_0)\bigr)^2 \leq 0
#   \qquad (1.17)$$
#
# It "guarantees that we are moving in the direction reducing" $f$. Let us see. Take $f(x) = x^2$,
# $x_0 = 1$ and $\eta = 0.1$, and work out both sides with a pencil.


# %% Prediction 4: the signs of Eq. 1.17 exercise="questions" minutes=2 difficulty=1
def question_4() -> str:
    """The printed Eq. 1.17 was meant to follow from Eq. 1.16. Which sign in it is wrong?

    "A": the + in front of eta, on the left side
    "B": the - in front of f(x0), on the left side
    "C": the - in front of eta, on the right side
    "D": the sign <=, which should be >=

    Return one of the four letters, for instance: return "B"
    """
    ### BEGIN SOLUTION
    return "A"
    ### END SOLUTION


# %% [markdown]
# And with the right sign there is still "$=$" where "$\approx$" belongs. One side is what the
# tangent at $x$ *promises* for the step, $-\eta f'(x)^2$. The other is what the ground *keeps*: how
# $f$ changes on the way from $x$ to the place where the step of Eq. 1.18 ends. Compute the two, and
# you can watch them part. What to watch: here $x$ is one number; `f` and `df`, the function and its
# derivative, both come in; the actual change is a difference of two heights, new minus old.


# %% Promise and change exercise="predicted_and_actual_change" minutes=8 difficulty=1
def predicted_and_actual_change(
    f: Callable, df: Callable, x: float, lr: float
) -> tuple[float, float]:
    """What one step of Eq. 1.18 is predicted to change (Eqs. 1.15-1.17), and what it does change.

    f, df  the function and its derivative; each takes one number
    x      the current point: one number
    lr     the learning rate, eta > 0

    Returns two numbers: the change that the tangent at x predicts for the step, and the change of f
    itself.
    By hand: f(x) = x^2 at x = 1 with the rate 0.1. The slope is 2, so the promise is -0.1 * 4 =
    -0.4; the step leads to 0.8, and 0.64 - 1 = -0.36. The answer is (-0.4, -0.36).
    """
    ### BEGIN SOLUTION
    slope = df(x)
    return -lr * slope**2, f(x - lr * slope) - f(x)
    ### END SOLUTION


# %% The longer the step, the less is kept picture=true
import matplotlib.pyplot as plt

rates = np.linspace(0, 1.2, 60)
pairs = [predicted_and_actual_change(lambda x: x**2, lambda x: 2 * x, 1, lr) for lr in rates]
promised, kept = np.transpose(pairs)

plt.figure(figsize=(8, 3.5))
plt.plot(rates, promised, "--", label="promised by the tangent")
plt.plot(rates, kept, "-", label="kept by the ground")
plt.axhline(0, color="grey", linestyle=":")
plt.xlabel("learning rate")
plt.title("The change of x^2 in one step from x = 1")
plt.legend()
plt.show()

# %% [markdown]
# Twice the rate, twice the promise, without end. The ground keeps it for small steps only; the loss
# falls most at the rate 0.5 (your first prediction), not at all at 1, and beyond that you climb
# (your third). So what the lecture means is
#
# $$f\bigl(x_0 - \eta f^{(1)}(x_0)\bigr) - f(x_0) \;\approx\; -\eta\,\bigl(f^{(1)}(x_0)\bigr)^2
#   \leq 0 \qquad (1.17\text{, corrected})$$
#
# and "guarantees" is too much said. What is true, for an $f$ whose slope changes by at most $L$ per
# unit of length (for a quadratic, $L$ is its largest second derivative in any direction), is
#
# $$f(\mathbf{x}_i) - f(\mathbf{x}_{i-1}) \;\leq\; -\eta\,\Bigl(1 - \frac{\eta L}{2}\Bigr)\,
#   \|\nabla f(\mathbf{x}_{i-1})\|^2 .$$
#
# This is the promise again, times a share $1 - \eta L / 2$ that is safe whatever the ground looks
# like. The share is positive as long as $0 < \eta < 2/L$. For $x^2$ we have $L = 2$: compare with
# the picture.

# %% [markdown]
# ## How far may I step?
#
# Near a minimum almost every function looks like a bowl, $f(\mathbf{x}) = \frac12
# \mathbf{x}^T \mathbf{H} \mathbf{x}$, with the minimum at 0. $\mathbf{H}$, the *Hessian*, holds its
# second derivatives; it is symmetric, and all its eigenvalues $\lambda$ are positive. The gradient
# is $\mathbf{H}\mathbf{x}$, so a step of Eq. 1.19 is
#
# $$\mathbf{x}_i = \mathbf{x}_{i-1} - \eta\,\mathbf{H}\,\mathbf{x}_{i-1},
#   \qquad\text{and along each eigenvector:}\quad a_i = (1 - \eta\lambda)\,a_{i-1}.$$
#
# The part $a$ of the point along an eigenvector shrinks if $-1 < 1 - \eta\lambda < 1$. Work out
# what that means for $\eta$; it must hold for *every* eigenvector. So which of the eigenvalues
# decides, and where is the limit? What to watch: eigenvalues of a symmetric matrix are a job for
# `np.linalg.eigvalsh`; the entries on the diagonal are something else, unless all others are zero.


# %% The largest stable learning rate exercise="max_stable_lr" minutes=8 difficulty=2
def max_stable_lr(H: list[list[float]] | np.ndarray) -> float:
    """The learning rate below which gradient descent (Eq. 1.19) converges on the bowl x^T H x / 2.

    H  the Hessian, N rows of N numbers: symmetric, with positive eigenvalues

    Returns one number, the limit itself.
    By hand: H = [[2, 0], [0, 10]] has the eigenvalues 2 and 10. The first allows rates below 1, the
    second only those below 0.2, so the answer is 0.2.
    """
    ### BEGIN SOLUTION
    return 2 / np.linalg.eigvalsh(H)[-1]
    ### END SOLUTION


# %% Below the limit, near it, and beyond picture=true
import matplotlib.pyplot as plt

H = np.array([[2.0, 1.0], [1.0, 5.0]])
grid = np.linspace(-3, 3, 60)
points = np.stack(np.meshgrid(grid, grid), axis=-1)
height = np.sum(points @ H * points, axis=-1) / 2

figure, axes = plt.subplots(1, 3, figsize=(12, 3.8), sharey=True)
for ax, share in zip(axes, (0.3, 0.95, 1.08), strict=True):
    path = gradient_descent([-2.5, 1.2], lambda x: H @ x, share * max_stable_lr(H), steps=14)
    ax.contour(grid, grid, height, levels=10, colors="lightgrey")
    ax.plot(path[:, 0], path[:, 1], marker="o", markersize=4)
    ax.set_title(f"{share} times the limit")
plt.show()

# %% [markdown]
# The steepest direction sets the limit, whereas the flattest one makes you wait: there a step
# changes little. A long narrow valley (one eigenvalue large, one small) is the hard case, and you
# have seen its zigzag in the first picture. What was the limit there?

# %% [markdown]
# ## Have you understood it?
#
# The pictures have shown whether your predictions were right. They were about one loss; here it is
# $a x^2$, with any $a > 0$. The next two questions come with *numbers of your own*: your function
# gets them as arguments, as in an exercise. When you hand in, it is asked with numbers that no
# other student has, and then its answer is judged.


# %% Understood (1): one step, as a factor exercise="questions" minutes=4 difficulty=2
def question_5(a: float, lr: float) -> float:
    """Gradient descent walks down the loss L(x) = a x^2. By which number does each step multiply
    the place x? (It may be negative.)

    a, lr  numbers > 0: the loss and the learning rate

    Returns one number.
    By hand: a = 0.5 and lr = 1 give 0, since the slope at x is x, and one step ends at 0.
    """
    ### BEGIN SOLUTION
    return 1 - 2 * a * lr
    ### END SOLUTION


# %% Understood (2): the limit exercise="questions" minutes=4 difficulty=2
def question_6(a: float) -> float:
    """Below which learning rate does the walk down the loss L(x) = a x^2 converge to 0?

    a  a number > 0

    Returns the limit, one number.
    By hand: a = 0.5 gives 2: beyond this rate the walker ends farther away after each step.
    """
    ### BEGIN SOLUTION
    return 1 / a
    ### END SOLUTION


# %% [markdown]
# ## When do I stop?
#
# "Until the loss is minimized" is no instruction: in the fog nobody sees how low the valley is.
# What one can feel is that the ground has become level. So: stop as soon as the *length* of the
# gradient,
#
# $$\|\nabla f(\mathbf{x})\|_2 = \sqrt{g_1^2 + \dots + g_N^2},$$
#
# is at most some tolerance. And since that may never happen, take no more than so many steps, and
# say honestly which of the two it was.
#
# What to watch: feel *before* each step, so whoever starts on level ground does not move; the steps
# are counted, not the calls of `grad`; and the last permitted step may be the one that gets you
# there.


# %% Until the ground is level exercise="descend_until" minutes=15 difficulty=3
def descend_until(
    x0: list[float] | np.ndarray, grad: Callable, lr: float, tol: float, max_steps: int
) -> tuple[np.ndarray, int, bool]:
    """Gradient descent (Eq. 1.19) that stops before a step once the gradient is short enough.

    x0, grad, lr  as in gradient_descent
    tol           level enough: the Euclidean length of the gradient is at most tol
    max_steps     the largest number of steps to take, >= 0

    Returns three things: the point where it stopped (N numbers), the number of steps taken, and
    whether the ground is level enough at that point (True or False).
    By hand: gradient x, from [8], rate 0.5: the places are 8, 4, 2, 1, and so are the lengths of
    the gradient. With tol 1.5 the answer is ([1], 3, True); with at most 2 steps ([2], 2, False).
    """
    ### BEGIN SOLUTION
    x = np.asarray(x0)
    steps = 0
    while True:
        g = grad(x)
        level = bool(np.linalg.norm(g) <= tol)
        if level or steps == max_steps:
            return x, steps, level
        x = x - lr * g
        steps += 1
    ### END SOLUTION


# %% What a learning rate costs picture=true
import matplotlib.pyplot as plt

H = np.array([[2.0, 1.0], [1.0, 5.0]])
shares = np.linspace(0.02, 0.99, 60)
taken = [
    descend_until([-2.5, 1.2], lambda x: H @ x, share * max_stable_lr(H), 1e-3, 1000)[1]
    for share in shares
]

plt.figure(figsize=(8, 3.5))
plt.semilogy(shares, taken)
plt.xlabel("learning rate, as a share of the limit")
plt.title("Steps until the gradient is shorter than 0.001")
plt.show()

# %% [markdown]
# Small steps are safe and slow; steps near the limit are slow, too, since the walker jumps to and
# fro across the valley. "$\eta$ quite small", as the Remark of the lecture has it, is good advice
# against climbing, but not the smaller the better. How many steps would a rate of 0?

# %% [markdown]
# ## ★ Feel your way
#
# Of a network nobody knows the Hessian, and the steepness of the ground changes on the way. But one
# can *try* a step before taking it: if it did not keep at least a share $c$ of what Eq. 1.17
# promised, try a shorter one. This is Armijo's condition, with $\mathbf{g} = \nabla
# f(\mathbf{x})$:
#
# $$f(\mathbf{x} - \eta\,\mathbf{g}) \;\leq\; f(\mathbf{x}) - c\,\eta\,\|\mathbf{g}\|_2^2$$
#
# Try $\eta$, then $\beta\eta$, then $\beta^2\eta$, and so on, and return the first that meets it.
# What to watch: the promise on the right shrinks together with the step; trying is not walking, so
# $\mathbf{x}$ stays where it is; and a step that keeps *exactly* the share $c$ is good enough.


# %% ★ A learning rate by trying exercise="backtracking_lr" minutes=15 difficulty=3 bonus=true
def backtracking_lr(
    f: Callable, grad: Callable, x: list[float] | np.ndarray, lr: float, c: float, beta: float
) -> float:
    """The first of the rates lr, beta lr, beta^2 lr, ... that keeps a share c of Eq. 1.17.

    f     the function: takes a point of N numbers, returns one number
    grad  its gradient: takes a point (N,), returns (N,)
    x     the current point: N numbers
    lr    the rate to try first
    c     the share of the promise that must be kept, 0 < c < 1
    beta  the factor by which a rate is shortened, 0 < beta < 1

    Returns the learning rate, one number; takes no step.
    By hand: f(x) = x^2 at [1], lr = 1, c = 0.25, beta = 0.5. The rate 1 leads to -1, and 1 <= 1 - 1
    is false; the rate 0.5 leads to 0, and 0 <= 1 - 0.5 is true. The answer is 0.5.
    """
    ### BEGIN SOLUTION
    g, height = grad(x), f(x)
    while f(x - lr * g) > height - c * lr * np.sum(g**2):
        lr = lr * beta
    return lr
    ### END SOLUTION


# %% Ground that changes under your feet picture=true
import matplotlib.pyplot as plt


def gorge(x):
    return np.sum(np.asarray(x) ** 4) / 4


def gorge_slope(x):
    return np.asarray(x, dtype=float) ** 3


point = np.array([3.0])
walk = [point]
for _ in range(15):
    point = gd_step(point, gorge_slope, backtracking_lr(gorge, gorge_slope, point, 10, 0.3, 0.5))
    walk.append(point)

plt.figure(figsize=(8, 3.5))
plt.semilogy([gorge(p) for p in walk], marker="o", label="rates found by trying")
for lr in (0.02, 0.05, 0.1):
    losses = [gorge(p) for p in gradient_descent([3], gorge_slope, lr, 15)]
    plt.semilogy(losses, label=f"rate {lr} all the way")
plt.xlabel("step")
plt.title("Loss on the way down x^4 / 4, steep at the start and flat at the end")
plt.ylim(1e-9, 100)
plt.legend(loc="lower left")
plt.show()

# %% [markdown]
# A fixed rate that survives the steep start is far too small for the flat end, where $L$ is small.
# Somebody who tries adapts. What does the trying cost, though? Count the calls of `f`.

# %% [markdown]
# ## The figure of the lecture
#
# Last, Fig. 1.3: the curve of the loss, and on it the places of a walk, one after the other. From
# such a figure one reads everything at a glance: creeping, jumping, running away.
#
# As in Assignment 1, draw on the `ax` that comes in (`ax.plot(...)`, not `plt.plot(...)`), and call
# `f` with a single number, once for each place. What to watch: `x` are the places of the *curve*,
# from left to right; `path` are the places of the *walk*, in the order in which it came by, which
# may be any. A place is drawn at its height, that is, on the curve.


# %% Figure 1.3 exercise="plot_descent" minutes=12 difficulty=1
def plot_descent(
    ax, f: Callable, path: list[float] | np.ndarray, x: list[float] | np.ndarray
) -> None:
    """Draw f and the places of a walk on it, as in Fig. 1.3.

    ax    the Matplotlib Axes to draw on
    f     the function; takes one number
    path  T+1 places x_0, x_1, ..., x_T in the order of the walk (Eq. 1.18): numbers
    x     P places, in increasing order

    Draws f as a line over x, and a point (x_i, f(x_i)) for each of the T+1 places of the path, in
    their order (a line that joins them shows it). Returns nothing.
    """
    ### BEGIN SOLUTION
    ax.plot(x, [f(place) for place in x], label="f")
    ax.plot(path, [f(place) for place in path], "o-", label="$x_0, x_1, \\dots$")
    ax.set_xlabel("x")
    ax.set_ylabel("loss")
    ax.legend()
    ### END SOLUTION


# %% Your figure: a small, a large and a too large rate picture=true
import matplotlib.pyplot as plt

x = np.linspace(-1.6, 1.6, 100)
figure, axes = plt.subplots(1, 3, figsize=(12, 3.5), sharey=True)
for ax, lr in zip(axes, (0.1, 0.9, 1.05), strict=True):
    walk = gradient_descent([1.0], lambda x: 2 * x, lr, steps=4)[:, 0]
    plot_descent(ax, lambda x: x**2, walk, x)
    ax.set_title(f"rate {lr}")
plt.show()

# %% [markdown]
# ## One question to answer in words
#
# The Remark at the end of Section 2 says: "Since we are relying on first-order approximations, it
# is justifiable to expect $\eta$ to be quite small."
#
# Explain why, so that a friend who knows derivatives but has never heard of gradient descent
# understands it. Say what goes wrong with a large $\eta$, and which of the equations 1.15-1.17
# breaks down there; say *small compared to what*; and say what is lost if $\eta$ is far too small.
# Five sentences are enough. (Look once more at your picture of promise and change.)

# %% [markdown] exercise="questions" minutes=15 manual=2
# ### BEGIN SOLUTION
# The step was chosen to go down *the tangent* at $x_0$ (Eqs. 1.15 and 1.16), and the tangent is
# close to $f$ only near $x_0$: its error grows like the square of the step, about
# $\frac12 f''\,\eta^2 f'(x_0)^2$, but the promised gain $\eta f'(x_0)^2$ of Eq. 1.17 grows only
# like the step itself. So for small $\eta$ the promise wins and the loss falls, while for large
# $\eta$ the error wins: the step shoots across the valley, and may end higher than it began. (1
# point for: Eqs. 1.15-1.17 are approximations, good for short steps only, so that a long step may
# raise the loss.)
#
# Small means small compared to the curvature: if the slope changes by at most $L$ per unit of
# length, every $\eta$ below $2/L$ goes down, for a bowl $2/\lambda_{max}$; for $x^2$ this is 1, and
# with 1.05 the walk runs away. So 0.1 may be tiny for one loss and ruinous for another. Much
# smaller than that is safe, but each step gains little, and the walk takes very many of them. (1
# point for: the scale is set by the curvature, *and* too small costs steps.)
# ### END SOLUTION

# %% [markdown]
# ## What you take with you
#
# - A step against the gradient *where you stand* goes down, if it is short enough.
# - Short enough is a matter of curvature: $\eta < 2/L$. Beyond it the walk climbs; far below it the
#   walk takes for ever.
# - It comes to rest where the gradient is zero, at the bottom of some valley. Watch the loss, and
#   the length of the gradient, instead of trusting that all goes well.
#
# Next: the loss of a real training set is a mean over very many examples, and so is its gradient.
# Must one really look at all of them before each step? (Sections 3 and 4.)
