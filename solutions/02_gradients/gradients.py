# %% [markdown]
# # 2 · Gradient and Jacobian: a slope for every direction
#
# On a curve there are two ways to go: right and left. On a hillside there are as many as there are
# points on a compass, and every one has a slope of its own. A neural network stands on a hillside
# with a million coordinates. Which way is up?
#
# The surprise of Section 1.2 is how little you need to know: on smooth ground, one number for each
# *coordinate* fixes the slope in *every* direction. These numbers are the gradient. In this
# assignment you will measure it, work it out by hand, stack several of them into a Jacobian, and
# use both to see what lies near a point, as you did with the tangent line.
#
# First run the next two cells and look.

# %%
import math
from collections.abc import Callable

import numpy as np

# %% A slope is an arrow picture=true
import matplotlib.pyplot as plt

# In every picture lines differ by their dashes, too, so that nobody needs colours to read it.
plt.rcParams["axes.prop_cycle"] = plt.cycler(
    color=["#0072b2", "#d55e00", "#007a5a", "#b0559c", "#7a5c00", "#333333"],
    linestyle=["-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)), (0, (1, 2, 4, 2))],
)

x = np.linspace(-5, 5, 200)
places = np.linspace(-5, 5, 19)
slopes = np.cos(places) + 0.3

plt.figure(figsize=(8, 3.5))
plt.plot(x, np.sin(x) + 0.3 * x, "k", linewidth=3, label="f(x) = sin x + 0.3 x")
color = np.where(slopes > 0, "tab:red", "tab:blue")
plt.quiver(places, -3 + 0 * places, slopes, 0 * slopes, color=color, scale=22, width=0.006)
plt.ylim(-4, 3)
plt.title("Below each point of the curve: its slope, drawn as an arrow")
plt.legend()
plt.show()

# %% [markdown]
# Two facts about a derivative, which the lecture asks you to remember, are in this picture
# (compare Fig. 1.1b): its **size** says how steep the curve is, and its **sign** says on which side
# the curve goes up. So every arrow points uphill. Where do the arrows shrink to nothing? Where do
# two neighbours point at each other, where away from each other? In two dimensions the arrows will
# be free to turn, and otherwise little will change.
#
# **How to work.** Replace each `raise NotImplementedError` by your code; then run
# `make grade A=02_gradients`, or the check cell below the exercise in the notebook. The pictures
# draw with *your* functions, so they wait until you have written these.
#
# **How long.** About 130 minutes. The line above each exercise, in the notebook its heading, says
# for how many minutes it is meant, and how difficult it is: ●○○ (1) easy, ●●○ (2) medium, ●●● (3)
# hard. A ★ is a *bonus*: its points come on top, and nobody needs them for full marks.
#
# **Predictions.** Each earns half a point for being made before you go on, *right or wrong*: it is
# shown as "answered". Under "Have you understood it?" you are asked again, with numbers of your
# own, and there the answer counts.
#
# **What comes in.** A point `x` has $N$ coordinates, counted from 0 in code: `x[0]`, `x[1]`, ...
# It comes as a list or an array, of whole numbers or others. `np.asarray(x, dtype=float)` makes an
# array of floats out of any of these; it is *the same array* if `x` was one already, so writing
# into it would write into somebody else's `x`. What came in must stay as it was.

# %% [markdown]
# ## Measuring a slope
#
# A computer cannot let $h$ go to zero. It can take two points close to each other and divide the
# difference in height by the distance. With $f(x)$ and $f(x+h)$ this gives the *forward
# difference*, and Eq. 1.3 says what is wrong with it:
#
# $$\frac{f(x+h) - f(x)}{h} \;\approx\; f^{(1)}(x) + \frac{h}{2}\,f^{(2)}(x).$$
#
# One point on either side is better. Subtract the series for $f(x-h)$ from the one for $f(x+h)$:
# all *even* terms cancel, the bending included. What is left is the **central difference**:
#
# $$\frac{f(x+h) - f(x-h)}{2h} \;\approx\; f^{(1)}(x) + \frac{h^2}{6}\,f^{(3)}(x).$$
#
# So the error shrinks with the *square* of $h$. For $f = \exp$ at $x = 1$ and $h = 10^{-3}$ it is
# $4.5 \cdot 10^{-7}$. Before you go on:


# %% Prediction 1: a very short step exercise="questions" minutes=2 difficulty=1
def question_1() -> str:
    """A computer measures the slope of exp at x = 1 by a central difference, first with h = 1e-3,
    then with h = 1e-12, a billion times shorter. The second error is

    "A": smaller, by a factor of about 10^18, the square of 10^9
    "B": smaller, by a factor of about 10^9
    "C": zero: with so short a step the slope comes out exactly
    "D": larger than the first

    Return one of the four letters, for instance: return "A"
    """
    ### BEGIN SOLUTION
    return "D"
    ### END SOLUTION


# %% [markdown]
# Now write the central difference, exactly as it stands above, with exactly the step `h` that you
# are given. `f` is a Python function; call it. What to watch: how far apart are the two points?


# %% The slope of a curve exercise="derivative" minutes=8 difficulty=1
def derivative(f: Callable, x: float, h: float = 1e-5) -> float:
    """Slope of f at x, measured by the central difference with step h.

    f  a function of one number
    x  the place: a number
    h  how far to go to either side, > 0

    Returns one number.
    By hand: f(x) = x^3 at x = 2 with h = 1 gives (27 - 1) / 2 = 13. (The true slope is 12, and
    the error is h^2 f'''/6 = 1, as promised.)
    """
    ### BEGIN SOLUTION
    return (f(x + h) - f(x - h)) / (2 * h)
    ### END SOLUTION


# %% How short should a step be? picture=true
import matplotlib.pyplot as plt

steps = 10.0 ** -np.arange(0, 14.5, 0.5)
central = [abs(derivative(np.exp, 1.0, h) - np.e) for h in steps]
forward = [abs((np.exp(1 + h) - np.e) / h - np.e) for h in steps]

plt.figure(figsize=(8, 3.5))
plt.loglog(steps, forward, "s--", label="forward difference")
plt.loglog(steps, central, marker="o", label="your central difference")
plt.axvline(1e-5, color="grey", linestyle=":")
plt.gca().invert_xaxis()
plt.xlabel("step h, shorter and shorter")
plt.ylabel("error")
plt.title("The slope of exp at 1. What was your first prediction?")
plt.legend()
plt.show()

# %% [markdown]
# Read the picture from the left. At first each line falls as Taylor promised: a tenth of the step
# makes a tenth of the error for one of them, and a hundredth for the other. Then both turn. The two
# heights agree in more and more of their 16 digits, their difference keeps fewer and fewer, and
# dividing by a tiny $h$ blows up what rounding did to the rest: an error of about $10^{-16}/h$.
# The two causes balance near $h = 10^{-5}$. There a central difference is at its best, and this is
# why `h` has this default.

# %% [markdown]
# ## A slope for each coordinate
#
# Let $f$ take a point with $N$ coordinates and give one number. Hold all coordinates but one still:
# what remains is a curve, and you know how to measure its slope. This is the **partial derivative**
# in that coordinate. Do so for each coordinate in turn, and you have the gradient:
#
# $$\nabla f(\mathbf{x}) = \left[ \frac{\partial f(\mathbf{x})}{\partial x_1}, \dots,
#   \frac{\partial f(\mathbf{x})}{\partial x_N} \right]^T, \qquad
#   \frac{\partial f(\mathbf{x})}{\partial x_k} \approx
#   \frac{f(\mathbf{x} + h\,\mathbf{e}_k) - f(\mathbf{x} - h\,\mathbf{e}_k)}{2h} \qquad (1.4)$$
#
# Here $\mathbf{e}_k$ is 1 in coordinate $k$ and 0 in all others. The $T$ says that the lecture
# thinks of a column; in code it is simply an array of $N$ numbers.
#
# Before you write it: the numbers are slopes along the axes, yet put together they make an arrow.
# Where does it point?


# %% Prediction 2: where does the gradient point? exercise="questions" minutes=2 difficulty=1
def question_2() -> str:
    """The valley f(x) = x[0]^2 + 9 x[1]^2 is lowest at the origin; its contour lines, along which
    f stays the same, are ellipses. You stand at (3, 1). The gradient there points

    "A": straight away from the lowest point, along (3, 1)
    "B": at right angles to the contour line on which you stand
    "C": along the contour line on which you stand
    "D": straight at the lowest point, along (-3, -1)

    Return one of the four letters, for instance: return "A"
    """
    ### BEGIN SOLUTION
    return "B"
    ### END SOLUTION


# %% [markdown]
# Now the gradient, with 2N calls of `f`. What to watch: each partial derivative starts again from
# the same point `x`; and an array of *whole numbers* cuts off what you write into it (try
# `a = np.array([1, 2]); a[0] = 1.5; print(a)`).


# %% The gradient exercise="gradient" minutes=15 difficulty=2
def gradient(f: Callable, x: list[float] | np.ndarray, h: float = 1e-5) -> np.ndarray:
    """Gradient of f at the point x (Eq. 1.4), by a central difference in each coordinate.

    f  a function of a point: takes an array of N numbers, gives one number
    x  the point: N numbers
    h  how far to go to either side, > 0

    Returns N numbers, shape (N,): entry k is the slope in coordinate k.
    By hand: f(x) = x[0]^2 + 3 x[0] x[1] at x = [1, 2] has the slopes 2*1 + 3*2 and 3*1: [8, 3].
    """
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=float)
    partials = []
    for step in h * np.eye(x.size):  # row k is h in coordinate k and 0 in all others
        partials.append((f(x + step) - f(x - step)) / (2 * h))
    return np.array(partials)
    ### END SOLUTION


# %% Your gradients in the valley picture=true
import matplotlib.pyplot as plt


def valley(x):
    return x[0] ** 2 + 9 * x[1] ** 2


across, along = np.linspace(-1, 5, 120), np.linspace(-2.5, 3.5, 100)
plt.figure(figsize=(8, 6))
heights = [[valley(np.array([u, v])) for u in across] for v in along]  # one point at a time
plt.contour(across, along, heights, levels=[1, 4, 9, 18, 36, 72], cmap="viridis")
for point in ([3, 1], [1, 1], [4, 0], [2, -0.6]):
    slope = gradient(valley, point)
    plt.plot(*point, "ko")
    plt.quiver(*point, *slope, angles="xy", scale_units="xy", scale=9, color="tab:red")
plt.plot([0, 3], [0, 1], "k:", label="straight away from the lowest point")
plt.plot(0, 0, "k*", markersize=12)
plt.gca().set_aspect("equal")
plt.title("Four gradients (at a ninth of their length). What was your second prediction?")
plt.legend(loc="upper left")
plt.show()

# %% [markdown]
# **Find the slip.** The lecture says of the gradient that "its direction points to the direction
# along which $f(\mathbf{x})$ increases". *The* direction? Stand at (3, 1), and count: in how many
# directions does the valley rise? On one side of the contour line it rises in all of them, on the
# other it falls. What is special about the gradient is that it points in the direction of
# **steepest** ascent, if steepness is height gained per length walked. And it has no direction at
# all in one place of this valley; in which?
#
# None of this follows from the two facts about curves, since on a line there is only one direction
# that goes up, so the steepest one needs no search. You will prove it at the ★.

# %% [markdown]
# ## A gradient by hand
#
# Near a minimum every smooth function looks like a quadratic one, so this one you will meet again
# and again:
#
# $$f(\mathbf{x}) = \tfrac12\,\mathbf{x}^T \mathbf{A}\,\mathbf{x} + \mathbf{b}^T\mathbf{x}
#   = \tfrac12 \sum_{i}\sum_{j} A_{ij}\,x_i x_j + \sum_i b_i x_i .$$
#
# Derive its gradient (Eq. 1.4) on paper. Take $N = 2$, write out the four products
# $A_{ij}\,x_i x_j$, and differentiate with respect to $x_1$. In which products does $x_1$ stand at
# the left of the pair, in which at the right, in which at both? Many books print
# $\mathbf{A}\mathbf{x} + \mathbf{b}$, in the belief that everybody's $\mathbf{A}$ is symmetric.
# Yours need not be.
#
# You have an instrument now: compare with your `gradient`, for an $\mathbf{A}$ that is not
# symmetric. (The makers of deep-learning libraries test their gradients in just this way.)


# %% The gradient of a quadratic function exercise="quadratic_gradient" minutes=15 difficulty=2
def quadratic_gradient(
    A: list[list[float]] | np.ndarray, b: list[float] | np.ndarray, x: list[float] | np.ndarray
) -> np.ndarray:
    """Gradient (Eq. 1.4) of f(x) = 1/2 x^T A x + b^T x, by its formula.

    A  N x N numbers, not necessarily symmetric
    b  N numbers
    x  the point: N numbers

    Returns N numbers, shape (N,).
    By hand: A = [[2, 4], [0, 6]], b = [1, -1] make f = x0^2 + 2 x0 x1 + 3 x1^2 + x0 - x1. At
    x = [1, 2] its slopes are 2*1 + 2*2 + 1 and 2*1 + 6*2 - 1, so the gradient is [7, 13].
    """
    ### BEGIN SOLUTION
    A = np.asarray(A, dtype=float)
    return (A + A.T) @ np.asarray(x, dtype=float) / 2 + np.asarray(b, dtype=float)
    ### END SOLUTION


# %% By formula and by measurement picture=true
import matplotlib.pyplot as plt

A, b = np.array([[1.0, 3.0], [-1.0, 2.0]]), np.array([-0.5, 0.5])


def bowl(x):
    return x @ A @ x / 2 + b @ x


grid = np.linspace(-2, 2, 41)
heights = [[bowl(np.array([u, v])) for u in grid] for v in grid]
plt.figure(figsize=(6, 6))
plt.contour(grid, grid, heights, levels=15, cmap="viridis")
for point in np.array([[1.0, 1.0], [-1.0, 1.0], [-0.5, -1.0], [-1.0, -0.2], [0.3, 0.2]]):
    measured, by_formula = gradient(bowl, point), quadratic_gradient(A, b, point)
    arrow = {"angles": "xy", "scale_units": "xy", "scale": 4}
    plt.quiver(*point, *measured, color="lightgrey", width=0.02, **arrow)
    plt.quiver(*point, *by_formula, color="tab:red", width=0.006, **arrow)
plt.gca().set_aspect("equal")
plt.title("Grey: measured. Red: your formula. A is not symmetric")
plt.show()

# %% [markdown]
# Each red arrow should lie inside a grey one, and cross its contour line at a right angle. Replace
# `quadratic_gradient(A, b, point)` by `A @ point + b` for a moment, to see what the short formula
# would have done.

# %% [markdown]
# ## Many functions of the same point
#
# A layer of a network takes $N$ numbers and gives $M$ of them: $\mathbf{f}: \mathbb{R}^N \to
# \mathbb{R}^M$, written `F` in code. Its derivative is the **Jacobian matrix**. The lecture writes
# it in three ways; here is the first. Move one coordinate, and all $M$ outputs move:
# $\partial\mathbf{f}/\partial x_k$ is a column of $M$ numbers. Put these columns side by side:
#
# $$\mathbf{J}(\mathbf{x}) = \frac{\partial \mathbf{f}(\mathbf{x})}{\partial \mathbf{x}}
#   = \left[ \frac{\partial \mathbf{f}(\mathbf{x})}{\partial x_1}, \dots,
#   \frac{\partial \mathbf{f}(\mathbf{x})}{\partial x_N} \right] \qquad (1.5)$$
#
# Most mistakes with Jacobians are mistakes of *orientation*: the right numbers in the wrong places.
# Two predictions, then.


# %% Prediction 3: the shape of a Jacobian exercise="questions" minutes=2 difficulty=1
def question_3() -> tuple[int, int]:
    """F takes 3 numbers and gives 2. Which shape does its Jacobian have, rows first?

    Return a pair of whole numbers, for instance: return (4, 5)
    """
    ### BEGIN SOLUTION
    return (2, 3)
    ### END SOLUTION


# %% Prediction 4: one entry of a Jacobian exercise="questions" minutes=2 difficulty=1
def question_4() -> float:
    """For F(x) = (x[0] x[1]^2, x[2]) at x = (2, 5, 7), what is J[0, 1]? (Python counts from 0: it
    is the entry in the first row and the second column.)

    Return the number, for instance: return 7
    """
    ### BEGIN SOLUTION
    return 20
    ### END SOLUTION


# %% [markdown]
# The second and the third way to write the same matrix: each *row* belongs to one output, and is
# that output's gradient, laid down.
#
# $$\mathbf{J}(\mathbf{x}) = \begin{bmatrix} \nabla f_1^T(\mathbf{x}) \\ \vdots \\
#   \nabla f_M^T(\mathbf{x}) \end{bmatrix} \qquad (1.6)
# \qquad\qquad
# \mathbf{J}(\mathbf{x}) = \begin{bmatrix}
#   \frac{\partial f_1(\mathbf{x})}{\partial x_1} & \cdots &
#   \frac{\partial f_1(\mathbf{x})}{\partial x_N} \\
#   \vdots & \ddots & \vdots \\
#   \frac{\partial f_M(\mathbf{x})}{\partial x_1} & \cdots &
#   \frac{\partial f_M(\mathbf{x})}{\partial x_N} \end{bmatrix} \qquad (1.7)$$
#
# A sentence to keep: *down a row goes the output, along a column number goes the input*, `J[i, j]`
# is output $i$, differentiated with respect to input $j$.
#
# First by columns, Eq. 1.5: you move coordinate $j$ to either side, and one pair of calls of `F`
# gives all of column $j$. `F` takes an array and gives an array. What to watch: how do you learn
# $M$? And with $M = 1$ the answer is still a matrix: one row.


# %% The Jacobian, column by column exercise="jacobian" minutes=15 difficulty=2
def jacobian(F: Callable, x: list[float] | np.ndarray, h: float = 1e-5) -> np.ndarray:
    """Jacobian of F at the point x (Eqs. 1.5 and 1.7), by central differences.

    F  a function of a point: takes an array of N numbers, gives an array of M numbers
    x  the point: N numbers
    h  how far to go to either side, > 0

    Returns M x N numbers, shape (M, N): entry [i, j] is the slope of output i in coordinate j.
    By hand: F(x) = (x[0] x[1], x[0] + x[1], 5 x[1]) at x = [2, 3] gives [[3, 2], [1, 1], [0, 5]].
    """
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=float)
    columns = []
    for step in h * np.eye(x.size):
        ahead, behind = np.asarray(F(x + step)), np.asarray(F(x - step))
        columns.append((ahead - behind) / (2 * h))
    return np.stack(columns, axis=1)
    ### END SOLUTION


# %% A bent grid, and your Jacobian at its knots picture=true
import matplotlib.pyplot as plt


def bend(x):
    return np.array([x[0] + 0.4 * np.sin(2 * x[1]), x[1] + 0.25 * x[0] ** 2])


ticks, fine = np.linspace(-1, 1, 5), np.linspace(-1, 1, 50)
plt.figure(figsize=(6, 6))
for tick in ticks:
    level = np.array([bend([u, tick]) for u in fine])
    upright = np.array([bend([tick, v]) for v in fine])
    plt.plot(*level.T, "-", color="lightgrey")
    plt.plot(*upright.T, "-", color="lightgrey")
for u in ticks:
    for v in ticks:
        J = jacobian(bend, [u, v])
        for column, color in ((J[:, 0], "tab:red"), (J[:, 1], "tab:blue")):
            start = bend(np.array([u, v]))
            plt.quiver(*start, *column, color=color, angles="xy", scale_units="xy", scale=4)
plt.gca().set_aspect("equal")
plt.title("Red: first columns, blue: second columns, a quarter of their length")
plt.show()

# %% [markdown]
# `bend` takes the straight lines of squared paper and bends them to the grey ones. At each knot the
# first column of your Jacobian says which way, and how far, the image goes when `x[0]` grows; the
# second says the same for `x[1]`. So columns touch the lines of the grid. What would you see if
# rows and columns were exchanged?
#
# Now by rows, Eq. 1.6. This time nothing is measured: somebody has worked out the gradients of all
# $M$ outputs and hands you a list of $M$ functions. What to watch: all of them are asked at the
# same point.


# %% The Jacobian, row by row exercise="jacobian_from_gradients" minutes=8 difficulty=1
def jacobian_from_gradients(gradients: list[Callable], x: list[float] | np.ndarray) -> np.ndarray:
    """Jacobian at the point x, put together from the gradients of the outputs (Eq. 1.6).

    gradients  M functions; each takes an array of N numbers (the point) and gives N numbers
    x          the point: N numbers

    Returns M x N numbers, shape (M, N).
    By hand: the outputs x[0] x[1] and 5 x[1] have the gradients (x[1], x[0]) and (0, 5). At
    x = [2, 3] that makes [[3, 2], [0, 5]].
    """
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=float)
    return np.array([gradient_of_output(x) for gradient_of_output in gradients], dtype=float)
    ### END SOLUTION


# %% [markdown]
# ## What lies near a point
#
# Now the tangent line of Eq. 1.2 can grow up. With $N$ coordinates a step
# $\Delta\mathbf{x}$ has $N$ parts; each changes the height by slope times step, and the changes add
# up, which is what the product $\nabla f^T \Delta\mathbf{x}$ does:
#
# $$f(\mathbf{x}_0 + \Delta\mathbf{x}) \;\approx\;
#   f(\mathbf{x}_0) + \nabla f(\mathbf{x}_0)^T \Delta\mathbf{x} \qquad (1.8)$$
#
# With $M$ outputs the same happens to each of them, row by row:
#
# $$\mathbf{f}(\mathbf{x}_0 + \Delta\mathbf{x}) \;\approx\;
#   \mathbf{f}(\mathbf{x}_0) + \mathbf{J}(\mathbf{x}_0)\,\Delta\mathbf{x} \qquad (1.9)$$
#
# **Find the slip.** Compare with the printed equations: each has the "$=$" that you met in Eq. 1.2.
# What was left out is of the size $\|\Delta\mathbf{x}\|^2$. For $f(\mathbf{x}) = x_1 x_2$ around
# (1, 1) and the step (0.1, 0.2), work out both sides of Eq. 1.8: 1.32 and 1.3. For which functions
# would "$=$" be right?
#
# One function for both: if `f0` is a number, `J` is the gradient; if `f0` is a list or array, `J`
# is the matrix. What to watch: a matrix may be square, so that a wrong product goes unnoticed.


# %% The tangent, grown up exercise="linearize" minutes=10 difficulty=2
def linearize(
    f0: float | list[float] | np.ndarray,
    J: list[float] | list[list[float]] | np.ndarray,
    dx: list[float] | np.ndarray,
) -> float | np.ndarray:
    """First-order approximation of f(x0 + dx), Eq. 1.8, or of F(x0 + dx), Eq. 1.9.

    f0  the value at x0: one number, or M numbers
    J   the derivative at x0: the gradient, N numbers, if f0 is one number; else the Jacobian, M x N
    dx  the step from x0: N numbers

    Returns one number, or M numbers: as many as f0.
    By hand: f0 = 5, J = [2, -1], dx = [0.5, 2] give 5 + 1 - 2 = 4, and f0 = [1, 2],
    J = [[2, -1], [4, 3]] with the same step give [1 + 1 - 2, 2 + 2 + 6] = [0, 10].
    """
    ### BEGIN SOLUTION
    return np.asarray(f0, dtype=float) + np.asarray(J, dtype=float) @ np.asarray(dx, dtype=float)
    ### END SOLUTION


# %% Three circles, bent and approximated picture=true
import matplotlib.pyplot as plt


def bend(x):
    return np.array([x[0] + 0.4 * np.sin(2 * x[1]), x[1] + 0.25 * x[0] ** 2])


x0 = np.array([0.5, 0.3])
f0, J0 = bend(x0), jacobian(bend, x0)
turn = np.linspace(0, 2 * np.pi, 100)

plt.figure(figsize=(7, 6))
for radius, color in ((0.8, "tab:blue"), (0.4, "tab:orange"), (0.2, "tab:green")):
    steps = radius * np.column_stack([np.cos(turn), np.sin(turn)])
    bent = np.array([bend(x0 + dx) for dx in steps])
    approximate = np.array([linearize(f0, J0, dx) for dx in steps])
    error = np.max(np.linalg.norm(bent - approximate, axis=1))
    plt.plot(*bent.T, color=color, label=f"radius {radius}: largest error {error:.3f}")
    plt.plot(*approximate.T, "--", color=color)
plt.plot(*f0, "ko")
plt.gca().set_aspect("equal")
plt.title("Solid: where circles around x0 really go. Dashed: Eq. 1.9")
plt.legend()
plt.show()

# %% [markdown]
# The dashed curves are ellipses: a matrix turns a circle into an ellipse, unless it is singular;
# then the ellipse is flat, a piece of a line or a point. How much smaller does the largest error
# become when the radius is halved, and which power of the radius is that?
# (You wrote an instrument for this question in the first assignment.)

# %% [markdown]
# ## ★ Any direction
#
# So far slopes were taken along the axes. Now walk along any vector $\mathbf{u} \ne \mathbf{0}$,
# and count height gained per *length walked*. The step of length $t$ in this direction is
# $\Delta\mathbf{x} = t\,\mathbf{u}/\|\mathbf{u}\|$, and Eq. 1.8 gives the slope at once:
#
# $$D_{\mathbf{u}} f(\mathbf{x}) = \frac{\nabla f(\mathbf{x})^T \mathbf{u}}{\|\mathbf{u}\|}
#   = \|\nabla f(\mathbf{x})\| \cos\alpha,$$
#
# where $\alpha$ is the angle between $\mathbf{u}$ and the gradient, and $\|\mathbf{u}\| =
# \sqrt{u_1^2 + \dots + u_N^2}$.


# %% Prediction 5: the steepest way exercise="questions" minutes=2 difficulty=1
def question_5() -> float:
    """At some point the gradient is (3, -4). Of all the directions in which you may go from there,
    the steepest one upwards has which slope?

    Return the number, for instance: return 2
    """
    ### BEGIN SOLUTION
    return 5
    ### END SOLUTION


# %% [markdown]
# The zero vector points nowhere. Asked for the slope in no direction, do not answer with a number
# that looks like one: `raise ValueError("...")`, with a sentence that helps whoever made the call.
# What to watch: a direction of length 2 is the same direction as one of length 1000 or 0.001.


# %% ★ The slope in a direction exercise="directional_derivative" minutes=12 difficulty=2 bonus=true
def directional_derivative(
    grad: list[float] | np.ndarray, direction: list[float] | np.ndarray
) -> float:
    """Slope along a direction, from the gradient (Eqs. 1.4 and 1.8).

    grad       the gradient at the point: N numbers
    direction  where to go: N numbers; the length of the way does not matter

    Returns one number, negative where the way goes down.
    Raises ValueError if the direction is the zero vector.
    By hand: grad = [1, 2] has the slope -2 along [0, -10], and (3 + 8) / 5 = 2.2 along [3, 4].
    """
    ### BEGIN SOLUTION
    direction = np.asarray(direction, dtype=float)
    length = math.hypot(*direction)  # also right where squares would be too small for a float
    if length == 0:
        raise ValueError("the zero vector has no direction: give one of any other length")
    return np.asarray(grad, dtype=float) @ (direction / length)
    ### END SOLUTION


# %% All directions at once picture=true
import matplotlib.pyplot as plt

degrees = np.arange(361)
turn = np.radians(degrees)
slopes = [directional_derivative([3, -4], [np.cos(t), np.sin(t)]) for t in turn]
uphill = np.degrees(np.arctan2(-4, 3)) % 360

plt.figure(figsize=(8, 3.5))
plt.plot(degrees, slopes, label="slope along the direction")
plt.axvline(uphill, color="tab:red", linestyle="--", label="direction of the gradient (3, -4)")
plt.axhline(0, color="grey", linestyle=":")
plt.xticks(range(0, 361, 45))
plt.xlabel("direction, in degrees from the first axis")
plt.title("What was your fifth prediction?")
plt.legend()
plt.show()

# %% [markdown]
# Here is the proof that was owed: a cosine is at most 1, and it is 1 where $\alpha = 0$. So the
# slope is largest along the gradient itself, the largest slope is $\|\nabla f\|$, and at a right
# angle to the gradient, along the contour line, it is zero. In which direction is it smallest?
# (Section 2 of the lecture begins with the answer.) The proof rests on measuring lengths by
# $\|\mathbf{u}\|$; whoever measures by the longest coordinate, say, finds another steepest way.

# %% [markdown]
# ## Have you understood it?
#
# The pictures have shown whether your predictions were right. A prediction about one example may be
# luck. The next two questions come with *numbers of your own*: your function gets them as
# arguments, as in an exercise. When you hand in, it is asked with numbers that no other student
# has, and then its answer is judged.


# %% Understood (1): the shape of a Jacobian exercise="questions" minutes=2 difficulty=1
def question_6(inputs: int, outputs: int) -> tuple[int, int]:
    """F takes so many numbers and gives so many. Which shape does its Jacobian have, rows first?

    inputs   how many inputs F has, inputs >= 1
    outputs  how many outputs F has, outputs >= 1

    Returns a pair of whole numbers.
    By hand: one number in and one number out make the shape (1, 1).
    """
    ### BEGIN SOLUTION
    return outputs, inputs
    ### END SOLUTION


# %% Understood (2): the steepest way exercise="questions" minutes=4 difficulty=2
def question_7(grad: list[float] | np.ndarray) -> float:
    """The gradient at some point is given. Of all the directions in which you may go from there,
    the steepest one upwards has which slope?

    grad  the gradient: N numbers

    Returns one number.
    By hand: grad = [0, -2] gives 2: walk against the second axis.
    """
    ### BEGIN SOLUTION
    return float(np.linalg.norm(grad))
    ### END SOLUTION


# %% [markdown]
# ## The figure: a field of gradients
#
# Draw what the first picture showed for a curve, now for a function of two coordinates: its
# contour lines, and at every point of a grid its gradient as an arrow.
#
# `ax` is a Matplotlib *Axes*: `ax.contour(x, y, Z)` draws contour lines, `ax.quiver(x, y, U, V)`
# arrows; write `ax.`, not `plt.`. Both want tables with **a row for each y and a column for each
# x**: `Z[q, p]` is the height at the point `(x[p], y[q])`. With $P = Q$ a table laid the other way
# round draws without complaint, and wrongly; so try it with $P \ne Q$. Draw the arrows with the
# lengths that they have: their size is half of the message. (`angles="xy"` in `ax.quiver` and
# `ax.set_aspect("equal")` make right angles look like right angles.)


# %% A field of gradients exercise="plot_gradient_field" minutes=15 difficulty=3
def plot_gradient_field(
    ax,
    f: Callable,
    grad: Callable,
    x: list[float] | np.ndarray,
    y: list[float] | np.ndarray,
) -> None:
    """Draw contour lines of f, and its gradient (Eq. 1.4) as an arrow at every grid point.

    ax    the Matplotlib Axes to draw on
    f     a function of one point: takes an array of 2 numbers, gives one number
    grad  its gradient: takes an array of 2 numbers, gives 2 numbers
    x, y  P and Q numbers in increasing order; the grid has the P * Q points (x[p], y[q])

    Draws contours (lines or filled) and a quiver, nothing normalised. Returns nothing.
    """
    ### BEGIN SOLUTION
    points = [[np.array([across, along]) for across in x] for along in y]
    heights = np.array([[f(point) for point in row] for row in points])
    arrows = np.array([[grad(point) for point in row] for row in points])
    ax.contour(x, y, heights, levels=12, cmap="viridis")
    ax.quiver(x, y, arrows[:, :, 0], arrows[:, :, 1], angles="xy")
    ax.set_aspect("equal")
    ax.set_xlabel("x[0]")
    ax.set_ylabel("x[1]")
    ### END SOLUTION


# %% Your figure: a valley, a pass, and hills picture=true
import matplotlib.pyplot as plt

landscapes = {
    "a valley": lambda p: p[0] ** 2 + 3 * p[1] ** 2,
    "a pass": lambda p: p[0] ** 2 - p[1] ** 2,
    "hills": lambda p: np.sin(1.5 * p[0]) * np.cos(1.5 * p[1]),
}

figure, axes = plt.subplots(1, 3, figsize=(13, 4))
for ax, (name, f) in zip(axes, landscapes.items(), strict=True):
    grid = np.linspace(-2, 2, 15)
    plot_gradient_field(ax, f, lambda p, f=f: gradient(f, p), grid, grid[2:-2])
    ax.set_title(name)
plt.show()

# %% [markdown]
# Find the points where the arrows vanish. In the valley they all point away from it, on the pass
# they come in along one axis and leave along the other, among the hills there is every kind. A
# gradient of zero alone does not say which kind you have found.
#
# ## One question to answer in words
#
# A friend reads Section 1.2 and asks you two things.
#
# - "At $x_0$ a curve has the derivative $-3$, and another one $0.1$. What do the **sign** and the
#   **size** say about the curves? And what does a derivative of 0 say, and what not?"
# - "And when $f$ has two coordinates: what do the **direction** and the **length** of the gradient
#   say?" Give the lecture's sentence in a form that is true, and say for which gradient it says
#   nothing.
#
# Answer in five or six sentences, without formulas if you can.

# %% [markdown] exercise="questions" minutes=12 manual=2
# ### BEGIN SOLUTION
# The sign says on which side of $x_0$ the curve goes up: to the right if positive, to the left if
# negative; so the first curve falls to the right, and the second one rises. The size says how
# steep it is, in height per length: the first one changes by about 3 per unit, thirty times as fast
# as the second. Both hold near $x_0$ only. A derivative of 0 says that the curve is level there to
# first order, and no more: it may be a lowest point, a highest one, or neither (as $x^3$ at 0).
# (1 point: sign, size, and that 0 does not decide.)
#
# The gradient points in the direction of *steepest* ascent; the function increases in every
# direction that makes less than a right angle with it, so "the direction along which $f$ increases"
# is one of many. Its length is the slope in that steepest direction, and the slope in any other is
# smaller; along the contour line it is 0. Where the gradient is the zero vector it has no
# direction: the point may be a minimum, a maximum or a pass. (1 point: *steepest*, length as slope
# in that direction, and the zero gradient.)
# ### END SOLUTION

# %% [markdown]
# ## What you take with you
#
# - A central difference errs like $h^2$, until rounding takes over; $h = 10^{-5}$ is a good start.
# - The gradient: one slope for each coordinate, and from these the slope in every direction. It
#   points along the steepest ascent, and is as long as the slope there.
# - `J[i, j]` is output `i` differentiated with respect to input `j`: rows are gradients (Eq. 1.6),
#   columns are what one input does to all outputs (Eq. 1.5).
# - Eqs. 1.8 and 1.9 are approximations, with an error like $\|\Delta\mathbf{x}\|^2$.
#
# Next: functions inside functions, and how their Jacobians multiply (Section 1.3).
