# %% [markdown]
# # 3 · The chain rule: how a nudge travels
#
# A machine has many wheels. You turn the first one a little, and somewhere at the back the last one
# turns, too. How far? You do not have to understand the machine as a whole. It is enough to know,
# for any two wheels that touch, how far one turns the other. Then *multiply along a path*; and
# where the way forks and meets again, *add over the paths*.
#
# This is all there is to the chain rule (Section 1.3). The machine that we build it for is a neural
# network (Section 2.1): at its end stands the loss, at the front turn thousands of parameters, and
# each of them has to be told which way to move. What you write here is what every deep-learning
# library does when you ask it for a gradient.
#
# Run the next two cells and look.

# %%
from collections.abc import Callable

import numpy as np

# %% A nudge on its way through three functions picture=true
import matplotlib.pyplot as plt

# In every picture lines differ by their dashes, too, so that nobody needs colours to read it.
plt.rcParams["axes.prop_cycle"] = plt.cycler(
    color=["#0072b2", "#d55e00", "#007a5a", "#b0559c", "#7a5c00", "#333333"],
    linestyle=["-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)), (0, (1, 2, 4, 2))],
)

x = np.linspace(0.9, 1.1, 9)
stages = np.array([x, x**2, np.sin(x**2), 3 * np.sin(x**2) ** 2])
names = ["x", "h = x²", "g = sin h", "f = 3 g²"]

plt.figure(figsize=(8, 3.5))
plt.plot(stages, [3, 2, 1, 0], color="tab:blue")
for row, values in enumerate(stages):
    plt.plot(values, np.full(9, 3 - row), "k.")
    plt.text(3, 3 - row, f"{names[row]}\nwidth {np.ptp(values):.2f}", va="center")
plt.xlim(0, 3.6)
plt.ylim(-0.5, 3.5)
plt.yticks([])
plt.title("Nine values of x, a little apart, fall through h, then g, then f")
plt.show()

# %% [markdown]
# Each thread is one value of $x$ on its way down. From row to row the bundle is spread or squeezed:
# by how much, each time? Divide the widths: about 2, then 0.53, then 5. These are the derivatives
# of $h$, $g$ and $f$, each *at the place where the bundle passes through that function*; and their
# product is the factor from top to bottom. Change 0.9 and 1.1 into 1.4 and 1.6 and look again: the
# three functions are the same, but the factors are not. (What happened to the bundle at $g$?)
#
# **How to work.** Replace `raise NotImplementedError` by your code, one short function after the
# other, then run `make grade A=03_chain_rule`, or the check cell under it in the notebook. Pictures
# after an exercise use *your* functions, and stop with `NotImplementedError` until these are there.
#
# **How long.** About 120 minutes. The line above each exercise, in the notebook its heading, says
# for how many minutes it is meant, and how difficult it is: ●○○ (1) easy, ●●○ (2) medium, ●●● (3)
# hard. A ★ is a *bonus*: its points come on top, and nobody needs them for full marks.
#
# **Predictions.** Each earns half a point for being made before you go on, *right or wrong*: it is
# shown as "answered". Under "Have you understood it?" you are asked again, with numbers of your
# own, and there the answer counts.
#
# **What comes in.** Numbers may be integers or not; vectors and matrices may be lists or arrays.
# `np.asarray(v, dtype=float)` makes an array of floats of any of them. Nothing that comes in may be
# changed. Functions come in, too: where you are given `g`, you do not know its formula; you call
# it.

# %% [markdown]
# ## Along a chain, multiply
#
# The lecture writes the derivative of the composition $(f \circ g \circ h)(x) = f(g(h(x)))$ as
#
# $$\frac{df}{dx} = \frac{df}{dg}\,\frac{dg}{dh}\,\frac{dh}{dx} \qquad (1.10)$$
#
# (it says *augmented* functions; the usual word is *composed*).
#
# **Find the slip.** Nothing here is false, if you know how to read it. But try to *compute* with
# it. A derivative is a function, too: its value depends on where you are. Where is each factor to
# be taken? And does the letter $f$ mean the same thing on both sides? Written out in full:
#
# $$\frac{d}{dx}\, f(g(h(x))) \;=\; f'\bigl(g(h(x))\bigr)\;\, g'\bigl(h(x)\bigr)\;\, h'(x) .$$
#
# On the left stands the slope of the whole machine, on the right that of its outermost function.
# And each factor is taken where the bundle of threads passed: what went *into* a function is also
# what goes into its derivative.
#
# Before you write code, work through this once with a pencil. Here are some values of three
# functions and their derivatives:
#
# | at  | $h$ | $g$ | $f$ | $h'$ | $g'$ | $f'$ |
# |-----|-----|-----|-----|------|------|------|
# | 2   | 5   | 4   | 7   | 3    | 4    | 1    |
# | 5   | 2   | 7   | 9   | -1   | 10   | 3    |
# | 7   | 6   | 5   | 8   | 5    | 6    | -2   |


# %% Prediction 1: the slope of a composition exercise="questions" minutes=2 difficulty=1
def question_1() -> float:
    """What is the derivative of f(g(h(x))) with respect to x at x = 2, by the table above?

    Return the number, for instance: return 10
    """
    ### BEGIN SOLUTION
    return -60
    ### END SOLUTION


# %% [markdown]
# Now the code. You are given the three derivatives `df`, `dg`, `dh`, and of the functions
# themselves only `g` and `h`. Why is `f` not needed? What to watch: every function is called with
# one number.


# %% The chain rule exercise="chain_derivative" minutes=10 difficulty=1
def chain_derivative(
    df: Callable, dg: Callable, dh: Callable, g: Callable, h: Callable, x: float
) -> float:
    """Derivative of f(g(h(x))) with respect to x, Eq. 1.10, each factor at its own point.

    df, dg, dh  the derivatives of f, g and h; each takes one number and returns one
    g, h        the functions g and h themselves; each takes one number and returns one
    x           the point: a number

    Returns one number.
    By hand: f(v) = v^2, g(u) = u^3, h(x) = x + 1 at x = 1. Here h = 2 and g = 8, and the factors
    are f'(8) = 16, g'(2) = 12, h'(1) = 1: the answer is 192. (The composition is (x + 1)^6, whose
    derivative 6 (x + 1)^5 is 192 at 1.)
    """
    ### BEGIN SOLUTION
    u = h(x)
    return df(g(u)) * dg(u) * dh(x)
    ### END SOLUTION


# %% Is it the slope? picture=true
import matplotlib.pyplot as plt

x = np.linspace(-2, 2, 401)
y = np.exp(np.sin(x**2))
slopes = [chain_derivative(np.exp, np.cos, lambda t: 2 * t, np.sin, np.square, at) for at in x]

plt.figure(figsize=(8, 3.5))
plt.plot(x, np.gradient(y, x), color="lightgrey", linewidth=6, label="rise over run, no rule used")
plt.plot(x, slopes, label="your chain_derivative")
plt.plot(x, np.exp(x) * np.cos(x) * 2 * x, ":", label="all three factors at x")
plt.ylim(-9, 9)
plt.title("The slope of exp(sin(x²))")
plt.legend()
plt.show()

# %% [markdown]
# The grey band knows no calculus: it divides small rises by small runs. That is how to test any
# derivative you will ever write (assignment 2 was about it). The dotted line is Eq. 1.10 read
# carelessly. It agrees with the band at a few places: an easy check point would not have caught it.

# %% [markdown]
# ## Where the way forks, add
#
# Fig. 1.2 of the lecture is a small machine with a fork in it: $x$ goes into two functions, and $h$
# takes both of their values. Such a drawing is a **computational graph**: a node for each value, an
# arrow from each value to those computed from it. (The lecture says *graphical model*. That is the
# name of something else, a picture of which random variables depend on which.)
#
# ```text
#             y1
#           ↗    ↘
#         x        h  →  L
#           ↘    ↗
#             y2
# ```
#
# In a formula: $\mathcal{L}\bigl(h(y_1(x),\, y_2(x))\bigr)$. First run it *forward*: a value goes
# in at $x$, and a value comes out at $\mathcal{L}$. What to watch: `h` takes two arguments, and
# knows which is the first.


# %% The graph, forward exercise="graph_forward" minutes=5 difficulty=1
def graph_forward(x: float, y1: Callable, y2: Callable, h: Callable, L: Callable) -> float:
    """The value of L in the graph of Fig. 1.2 (whose derivative is Eq. 1.11).

    x          a number
    y1, y2, L  functions of one number
    h          a function of two numbers: of the value of y1 and of the value of y2

    Returns one number.
    By hand: y1 = x + 1, y2 = 2 x, h = y1 - y2, L = 10 h. At x = 3: y1 = 4, y2 = 6, h = -2, L = -20.
    """
    ### BEGIN SOLUTION
    return L(h(y1(x), y2(x)))
    ### END SOLUTION


# %% [markdown]
# Now nudge $x$ by a small $\Delta x$. Then $y_1$ moves by about $y_1'(x)\,\Delta x$ and, *at the
# same time*, $y_2$ by about $y_2'(x)\,\Delta x$. How far does $h$ move when both of its arguments
# do? That is Eq. 1.8, the tangent plane: its moves **add**,
#
# $$\Delta h \;\approx\; \frac{\partial h}{\partial y_1}\,\Delta y_1 +
#   \frac{\partial h}{\partial y_2}\,\Delta y_2 .$$
#
# Put the pieces together and divide by $\Delta x$:
#
# $$\frac{d\mathcal{L}}{dx} \;=\; \frac{d\mathcal{L}}{dh}
#   \left[ \frac{\partial h}{\partial y_1}\,\frac{dy_1}{dx} +
#   \frac{\partial h}{\partial y_2}\,\frac{dy_2}{dx} \right] \qquad (1.11)$$
#
# One term for each path from $x$ to $\mathcal{L}$; along a path the rates are multiplied.
#
# **Find the slip.** The lecture prints a curly $\partial$ in all six places. A *partial* derivative
# says: this argument moves, *the others are held*. Which of the six are of that kind? Only the two
# of $h$, the one function with more than one argument. On the left $x$ moves and nothing is held:
# this is a *total* derivative. And again no points are printed: $dy_k/dx$ belongs at $x$,
# $\partial h/\partial y_k$ at $(y_1(x), y_2(x))$, $d\mathcal{L}/dh$ at the value of $h$.
#
# Now a prediction. Take the diamond $y_1 = x^2$, $\;y_2 = 3x$, $\;h = y_1 y_2$,
# $\;\mathcal{L} = h^2$.


# %% Prediction 2: the slope of a diamond exercise="questions" minutes=2 difficulty=1
def question_2() -> float:
    """What is dL/dx at x = 1 for the diamond y1 = x^2, y2 = 3 x, h = y1 * y2, L = h^2?

    Use Eq. 1.11; then find a second way, without any fork, to check it.
    Return the number, for instance: return 10
    """
    ### BEGIN SOLUTION
    return 54
    ### END SOLUTION


# %% [markdown]
# Nothing limits a fork to two ways. With $K$ of them Eq. 1.11 has $K$ terms:
#
# $$\frac{d\mathcal{L}}{dx} = \frac{d\mathcal{L}}{dh}
#   \sum_{k=1}^{K} \frac{\partial h}{\partial y_k}\,\frac{dy_k}{dx} .$$
#
# Here the derivatives come as plain numbers: somebody has taken them at the right points already.
# What to watch: *multiply, then add*. With the same numbers, is a sum of products the product of
# the sums? And contributions have signs: paths may work against each other.


# %% A sum over paths exercise="graph_gradient" minutes=8 difficulty=1
def graph_gradient(
    dL_dh: float, dh_dy: list[float] | np.ndarray, dy_dx: list[float] | np.ndarray
) -> float:
    """dL/dx for the graph of Fig. 1.2 with K paths, Eq. 1.11.

    dL_dh  a number, the derivative of L with respect to h
    dh_dy  K numbers, the partial derivatives of h with respect to y1 ... yK; K >= 1
    dy_dx  K numbers, the derivatives of y1 ... yK with respect to x

    Returns one number.
    By hand: dL_dh = 2, dh_dy = [3, -1], dy_dx = [5, 4] give 2 * (15 - 4) = 22.
    """
    ### BEGIN SOLUTION
    return dL_dh * np.dot(dh_dy, dy_dx)
    ### END SOLUTION


# %% Does your slope fit the diamond? picture=true
import matplotlib.pyplot as plt


def diamond(at):
    return graph_forward(at, lambda t: t**2, lambda t: 3 * t, lambda a, b: a * b, lambda s: s**2)


x = np.linspace(0.6, 1.25, 100)

plt.figure(figsize=(8, 3.5))
plt.plot(x, [diamond(at) for at in x], "k", linewidth=3, label="L, your graph_forward")
for at in (0.8, 1.0, 1.15):
    slope = graph_gradient(2 * 3 * at**3, [3 * at, at**2], [2 * at, 3])
    step = np.array([-0.2, 0, 0.2])
    plt.plot(
        at + step, diamond(at) + slope * step, marker="o", markevery=[1], label=f"slope at {at}"
    )
plt.xlabel("x")
plt.title("Slopes from your graph_gradient. Does each line touch the curve?")
plt.legend()
plt.show()

# %% [markdown]
# ## The same with matrices
#
# Multiply, then add: that is what a product of matrices does. So Eq. 1.11 can be written as
#
# $$\frac{d\mathcal{L}}{dx} = \frac{d\mathcal{L}}{dh}
#   \begin{bmatrix}
#     \dfrac{\partial h}{\partial y_1} & \dfrac{\partial h}{\partial y_2}
#   \end{bmatrix}
#   \begin{bmatrix} \dfrac{dy_1}{dx} \\[1ex] \dfrac{dy_2}{dx} \end{bmatrix} \qquad (1.12)$$
#
# **Find the slip.** The lecture calls the row in the middle "the gradient of $h$". Look at Eq. 1.4:
# is a gradient a row? It is a column; the row is $\nabla h^T$, in other words the *Jacobian* of
# $h$, with as many rows as $h$ has outputs: one. Read like this, all three factors are Jacobians,
# and nothing is special about a single $x$. Let there be $N$ inputs: then the last factor has a
# column for each, and the result is a row with $N$ entries, one derivative for each input.
#
# $$\underbrace{(1 \times 1)}_{d\mathcal{L}/dh}\;
#   \underbrace{(1 \times K)}_{\partial h / \partial \mathbf{y}}\;
#   \underbrace{(K \times N)}_{\partial \mathbf{y} / \partial \mathbf{x}} \;=\;
#   (1 \times N)$$
#
# What to watch: `@` multiplies matrices, `*` multiplies entry by entry; and a row of one entry,
# `[[22]]`, is still a matrix of shape (1, 1), not a number.


# %% The sum over paths as a product exercise="graph_gradient_matrix" minutes=8 difficulty=2
def graph_gradient_matrix(
    dL_dh: list[list[float]] | np.ndarray,
    dh_dy: list[list[float]] | np.ndarray,
    dy_dx: list[list[float]] | np.ndarray,
) -> np.ndarray:
    """The Jacobian of L with respect to the N inputs of the graph, Eq. 1.12.

    dL_dh  the Jacobian of L with respect to h, shape (1, 1)
    dh_dy  the Jacobian of h with respect to y1 ... yK, shape (1, K)
    dy_dx  the Jacobian of y1 ... yK with respect to the inputs, shape (K, N)

    Returns a matrix of shape (1, N).
    By hand: [[2]], [[3, -1]], [[5, 0], [4, 1]] give 2 * [[15 - 4, 0 - 1]] = [[22, -2]].
    """
    ### BEGIN SOLUTION
    return np.asarray(dL_dh) @ dh_dy @ dy_dx
    ### END SOLUTION


# %% [markdown]
# ## One rule for everything
#
# Eqs. 1.10, 1.11 and 1.12 are now one and the same rule:
#
# $$\textit{the Jacobian of a composition is the product of the Jacobians,}\qquad
#   J_L\, J_{L-1} \cdots J_2\, J_1 ,$$
#
# with the *last* function on the *left*: just as in $f(g(h(x)))$ the function which acts first is
# written last. A chain of numbers may be multiplied in any order, a chain of matrices may not: $AB$
# and $BA$ are different matrices, if they exist at all. What you may choose is where to put the
# brackets. The result is the same; is the *work* the same as well?
#
# Think of a network: the loss is one number, so the leftmost Jacobian is a row. (To multiply an
# $a \times b$ matrix with a $b \times c$ matrix takes $a\,b\,c$ multiplications of numbers.)


# %% Prediction 3: from which side? exercise="questions" minutes=2 difficulty=1
def question_3() -> str:
    """J3 has shape (1, 1000), J2 and J1 have shape (1000, 1000). The product J3 J2 J1 can be worked
    out from the left, as (J3 J2) J1, or from the right, as J3 (J2 J1).
    How many multiplications of numbers do the two ways take?

    "A": the same number
    "B": about twice as many from the right as from the left
    "C": about 500 times as many from the right as from the left
    "D": about 500 times as many from the left as from the right

    Return one of the four letters, for instance: return "A"
    """
    ### BEGIN SOLUTION
    return "C"
    ### END SOLUTION


# %% [markdown]
# In the next function the list is written as the formula is: the outermost Jacobian first. What to
# watch: a list of a single matrix is a chain, too. Its product is that matrix.


# %% The Jacobian of a composition exercise="compose_jacobians" minutes=12 difficulty=2
def compose_jacobians(jacobians: list[list[list[float]] | np.ndarray]) -> np.ndarray:
    """Product of a chain of Jacobians, the general form of Eq. 1.12.

    jacobians  a list of at least one matrix, outermost first: J_L, ..., J_2, J_1; each has as many
               columns as the next one has rows

    Returns the matrix J_L ... J_2 J_1: as many rows as J_L, as many columns as J_1.
    By hand: [[1, 2]] and [[3, 0], [4, 5]] give [[3 + 8, 0 + 10]] = [[11, 10]].
    """
    ### BEGIN SOLUTION
    product = np.asarray(jacobians[0], dtype=float)
    for jacobian in jacobians[1:]:
        product = product @ jacobian
    return product
    ### END SOLUTION


# %% A small circle on its way through three maps picture=true
import matplotlib.pyplot as plt

maps = [
    lambda p: np.array([p[0] + 0.5 * np.sin(p[1]), p[1]]),
    lambda p: np.array([p[0], p[1] + 0.6 * p[0] ** 2]),
    lambda p: np.array([p[0] * p[1], p[0] - p[1]]),
]
jacobians_of_maps = [
    lambda p: [[1, 0.5 * np.cos(p[1])], [0, 1]],
    lambda p: [[1, 0], [1.2 * p[0], 1]],
    lambda p: [[p[1], p[0]], [1, -1]],
]
angle = np.linspace(0, 2 * np.pi, 200)

figure, axes = plt.subplots(1, 3, figsize=(12, 3.5))
for ax, radius in zip(axes, (0.5, 0.2, 0.05), strict=True):
    circle = radius * np.array([np.cos(angle), np.sin(angle)])
    centre, image, chain = np.array([1.0, 0.5]), circle + np.array([[1.0], [0.5]]), []
    for step, jacobian in zip(maps, jacobians_of_maps, strict=True):
        chain.insert(0, jacobian(centre))  # outermost first, each at its own point
        centre, image = step(centre), step(image)
    ellipse = centre[:, None] + compose_jacobians(chain) @ circle
    ax.plot(*image, "k", linewidth=3, label="the circle, mapped")
    ax.plot(*ellipse, "--", label="the product of Jacobians")
    ax.set_title(f"radius {radius}")
axes[2].legend(loc="upper right")
plt.show()

# %% [markdown]
# Three maps of the plane, one after the other, bend a circle into the black curve. One matrix, the
# product of three, makes the dashed ellipse of it: the first-order approximation (Eq. 1.9) of the
# whole chain. The smaller the circle, the better they agree, as you know from assignment 1.
#
# What was your third prediction? Count for other widths, too:

# %% Two ways to multiply the same chain picture=true
import matplotlib.pyplot as plt

width = np.array([10, 30, 100, 300, 1000])

plt.figure(figsize=(8, 3.5))
plt.loglog(width, width**2 + width**2, marker="o", label="from the left: (row · square) · square")
plt.loglog(width, width**3 + width**2, "s-", label="from the right: row · (square · square)")
plt.xlabel("width of the layers")
plt.ylabel("multiplications")
plt.title("The same product; what differs is where the brackets stand")
plt.legend()
plt.show()

# %% [markdown]
# Going from the loss backwards keeps every product a row. This is the whole idea of
# **back-propagation** (Lecture 5): for *all* its parameters together, the gradient of one loss
# costs only a few times as much as computing the loss itself.

# %% [markdown]
# ## What it is for: a network
#
# Section 2.1 says what a neural network is: a composition of layers,
#
# $$\mathbf{y} = \mathbf{f}(\mathbf{x})
#   = (\varphi_L \circ \varphi_{L-1} \circ \cdots \circ \varphi_1)(\mathbf{x}) . \qquad (1.13)$$
#
# Here $\varphi_l$ is the whole layer number $l$, with parameters $\mathbf{W}_l$ and $\mathbf{b}_l$
# of its own. It takes the values $\mathbf{a}$ of the layer before it, and makes
#
# $$\varphi_l(\mathbf{a}) = \phi_l(\mathbf{W}_l\,\mathbf{a} + \mathbf{b}_l),$$
#
# where $\phi_l$, in code `phi`, is the layer's *activation*, for instance tanh.
#
# **Find the slip.** The lecture says that the network has two types of variables, "all the
# parameters", $\Theta$, and "the input variables", and that Eq. 1.13 "emphasizes" both. Do you see
# $\Theta$ in it? Printed in full it is $\mathbf{y} = \mathbf{f}(\mathbf{x}; \Theta)$. Then: "The
# *latter* will be utilized to explain stochastic gradient descent while the *former* is the subject
# of the training process." The last word before that sentence is *parameters*. So which of the two
# would be trained, read to the letter, and which one is? (Read on to the next paragraph of the
# lecture.)
#
# **How complex is it?** The lecture's first page asks you to write down the relation of input and
# output for a three-layer network with breadths greater than 3 "and see how complex it gets". Take
# four inputs and three layers of four neurons. Layer by layer the network takes 96 multiplications
# and additions and 12 activations for its four outputs. But write *one* output as one formula in
# the inputs, with every intermediate value replaced by what it stands for: it takes 168 and 21, and
# with a fourth layer 680 and 85. The network computes every value once and uses it four times. So
# its graph grows by the same 32 operations with each layer, and its formula grows fourfold.
#
# Why do we need activations at all? Leave them out and see. Take two layers with one neuron each
# and $\phi(z) = z$: the first with $W_1 = 2$, $b_1 = 2$, the second with $W_2 = 3$, $b_2 = -5$.


# %% Prediction 4: two layers without activation exercise="questions" minutes=2 difficulty=1
def question_4() -> float:
    """The two layers above do the same as a single layer W x + b without activation.
    What is the b of that single layer?

    Return the number, for instance: return 10
    """
    ### BEGIN SOLUTION
    return 1
    ### END SOLUTION


# %% [markdown]
# So layers without activation collapse into one: their Jacobians are constant, and a product of
# constant matrices is a constant matrix. The bends of the activations keep the layers apart.
#
# Now the network itself. What to watch: the list of layers begins with the one that acts *first*
# (the right end of Eq. 1.13), as one reads a network from its input; every layer takes what the one
# before it has made; and `phi` takes the *whole vector* of its layer: for some activations, such as
# softmax, each entry of the result depends on all entries.


# %% A network, forward exercise="network" minutes=15 difficulty=3
def network(x: list[float] | np.ndarray, layers: list[tuple]) -> np.ndarray:
    """The output of a network of layers phi(W x + b), Eq. 1.13.

    x       N numbers, the input
    layers  a list of at least one layer, the first layer first; each is (W, b, phi) with W a matrix
            with a row for each neuron, b a number for each neuron, and phi a function that takes
            and returns a vector with an entry for each neuron

    Returns M numbers, one for each neuron of the last layer, shape (M,).
    By hand: x = [1, 2] and a layer W = [[1, 1], [1, -1]], b = [0, 3], phi(z) = 2 z make [6, 4];
    a second layer W = [[2, 1]], b = [-9], phi(z) = z^2 makes [(12 + 4 - 9)^2] = [49].
    """
    ### BEGIN SOLUTION
    a = x
    for W, b, phi in layers:
        a = phi(np.asarray(W) @ a + b)
    return a
    ### END SOLUTION


# %% One network, two kinds of variables picture=true
import matplotlib.pyplot as plt


def with_first_weight(weight):
    first = ([[weight], [3.0], [-2.0]], [0.5, -2.0, -3.0], np.tanh)
    return [first, ([[1.5, 1.0, 1.0]], [0.0], lambda z: z)]


sweep = np.linspace(-3, 3, 200)

figure, axes = plt.subplots(1, 2, figsize=(12, 3.5), sharey=True)
for weight in (-2, 0, 2):
    y = [network([x], with_first_weight(weight))[0] for x in sweep]
    axes[0].plot(sweep, y, label=f"its first weight is {weight}")
for x in (-1, 0.5, 1):
    y = [network([x], with_first_weight(weight))[0] for weight in sweep]
    axes[1].plot(sweep, y, label=f"its input is {x}")
axes[0].set_xlabel("the input x")
axes[1].set_xlabel("the first weight")
axes[0].set_title("a function of its input ...")
axes[1].set_title("... and of its parameters")
axes[0].legend()
axes[1].legend()
plt.show()

# %% [markdown]
# The same network twice. On the left the parameters stand still and the input moves: that is how a
# trained network is *used*. On the right an input stands still and a parameter moves: that is how
# it is *trained*. What the world hands us we cannot change; so the loss is minimised over the
# parameters, **not over the inputs**, and not over the predictions either.

# %% [markdown]
# ## ★ A neuron learns about its parameters
#
# **Find the slip.** Section 2.1 says that the long formula of a network "complicates the
# differentiation of the loss", and "makes solving for the optimal parameters almost impossible".
# One of these two is really hard, the other is not. Which? A footnote of the lecture half takes the
# first one back ("This complexity will be alleviated by the chain rule"). Look at what you have
# written: to *differentiate* a composition, however deep, takes one product after another. It is
# the equation "gradient $= 0$" that has no formula for its solution, and this already for one
# neuron, as soon as it bends. So we differentiate, and walk (Section 2.2).
#
# "We cannot have a closed-form solution for the parameters like we have in linear regression and
# classification", the lecture goes on. For *regression*, and for classification by least squares,
# there is one. Logistic regression, the usual linear classifier, is a single neuron that bends: it
# has none, either.
#
# Here is that neuron, with weights $\mathbf{w}$ and bias $b$. For $U$ examples
# $(\mathbf{x}_u, y_u)$:
#
# $$z_u = \mathbf{x}_u^T \mathbf{w} + b, \qquad a_u = \tanh(z_u), \qquad
#   \mathcal{L}(\mathbf{w}, b) = \frac{1}{U} \sum_{u=1}^{U} \tfrac12\, (a_u - y_u)^2 .$$
#
# As a graph: $w_d$ goes into every $z_u$, and all the $a_u$ meet in the loss. A fork with $U$ ways!
# One path for each example, three rates along each:
#
# $$\frac{\partial \mathcal{L}}{\partial w_d} = \sum_{u=1}^{U}
#   \frac{\partial \mathcal{L}}{\partial a_u}\,\frac{da_u}{dz_u}\,\frac{\partial z_u}{\partial w_d},
#   \qquad
#   \frac{\partial \mathcal{L}}{\partial b} = \sum_{u=1}^{U}
#   \frac{\partial \mathcal{L}}{\partial a_u}\,\frac{da_u}{dz_u}\,
#   \frac{\partial z_u}{\partial b} .$$
#
# You need one fact from calculus, $\tanh'(z) = 1 - \tanh^2(z)$. First, a prediction about it.


# %% Prediction 5: sure, and wrong exercise="questions" minutes=2 difficulty=1
def question_5() -> str:
    """There is one example, with y = -1. The neuron has z = 20, so that it predicts a = 1 (to 17
    digits): the largest error that it can make, a - y = 2. How large is the derivative of the loss
    with respect to the bias b?

    "A": about 0
    "B": about 1
    "C": about 2
    "D": about 20

    Return one of the four letters, for instance: return "A"
    """
    ### BEGIN SOLUTION
    return "A"
    ### END SOLUTION


# %% [markdown]
# What to watch: which factor does the $\tfrac12$ cancel, and where does the $1/U$ go? Sum over the
# examples, never over the inputs. The result is a *pair*: a vector as long as $\mathbf{w}$, and a
# number.


# %% ★ The gradient of a neuron exercise="neuron_gradient" minutes=20 difficulty=3 bonus=true
def neuron_gradient(
    X: list[list[float]] | np.ndarray,
    y: list[float] | np.ndarray,
    w: list[float] | np.ndarray,
    b: float,
) -> tuple[np.ndarray, float]:
    """Gradient of the loss (1/U) * sum of (tanh(x_u . w + b) - y_u)^2 / 2, by Eqs. 1.10 and 1.11.

    X  U examples with D inputs each, shape (U, D): a row x_u for each example
    y  U numbers, the desired outputs
    w  D numbers, the weights
    b  a number, the bias

    Returns a pair: the derivatives with respect to w, D numbers, and the one with respect to b, a
    number.
    By hand: X = [[2, 1]], y = [3], w = [1, -2], b = 0. Then z = 0, a = 0 and tanh'(0) = 1, so the
    error is -3, and the pair is ([-6, -3], -3).
    """
    ### BEGIN SOLUTION
    a = np.tanh(np.asarray(X) @ w + b)
    slopes = (a - y) * (1 - a**2)  # of each example's loss with respect to its z
    return np.mean(slopes[:, None] * X, axis=0), np.mean(slopes)
    ### END SOLUTION


# %% A neuron that follows your gradient picture=true
import matplotlib.pyplot as plt

rng = np.random.default_rng(5)
X = rng.uniform(-2, 2, size=(60, 1))
y = np.tanh(3 * X[:, 0] - 1.5) + rng.normal(scale=0.1, size=60)
grid = np.linspace(-2, 2, 100)
w, b = np.array([-0.5]), 0.0

plt.figure(figsize=(8, 3.5))
plt.plot(X[:, 0], y, ".", color="grey")
for step in range(301):
    if step in (0, 5, 20, 300):
        plt.plot(grid, np.tanh(grid * w[0] + b), label=f"after {step} steps")
    dw, db = neuron_gradient(X, y, w, b)
    w, b = w - 0.5 * dw, b - 0.5 * db
plt.xlabel("input")
plt.title("300 small steps against the gradient: the next assignment, in two lines")
plt.legend()
plt.show()

# %% [markdown]
# A neuron that is *sure and wrong* hardly hears its error: the factor $1 - a^2$ on the path is
# nearly 0, and a product is as small as its smallest factors let it be. Was that your fifth
# prediction? In deep networks many such factors stand on each path: gradients *vanish*.

# %% [markdown]
# ## Have you understood it?
#
# The pictures have shown whether your predictions were right. A prediction about one example may be
# luck. The next two questions come with *numbers of your own*: your function gets them as
# arguments, as in an exercise. When you hand in, it is asked with numbers that no other student
# has, and then its answer is judged.


# %% Understood (1): from which side? exercise="questions" minutes=5 difficulty=2
def question_6(width: int) -> tuple[int, int]:
    """J3 has the shape (1, n), J2 and J1 have the shape (n, n), with n = `width`. How many
    multiplications of numbers does J3 J2 J1 take from the left, as (J3 J2) J1, and how many from
    the right, as J3 (J2 J1)?

    Returns a pair of whole numbers: from the left, from the right.
    By hand: matrices with a single entry, n = 1, take 2 multiplications from either side.
    """
    ### BEGIN SOLUTION
    return 2 * width**2, width**3 + width**2
    ### END SOLUTION


# %% Understood (2): two layers without activation exercise="questions" minutes=5 difficulty=2
def question_7(W1: float, b1: float, W2: float, b2: float) -> tuple[float, float]:
    """Two layers of one neuron each have no activation: the first makes W1 x + b1, and the second
    makes W2 a + b2 of that. They do the same as a single layer W x + b. Which?

    Returns a pair of numbers: W, b.
    By hand: W1 = 1, b1 = 0, W2 = 5, b2 = 7 give (5, 7), since the first layer changes nothing.
    """
    ### BEGIN SOLUTION
    return W1 * W2, W2 * b1 + b2
    ### END SOLUTION


# %% [markdown]
# ## Seeing the paths
#
# The best way to understand a derivative over several paths is to look at what each path
# contributes, and at their sum. Draw this, over a range of $x$.
#
# `ax` is a Matplotlib *Axes*: write `ax.plot(...)`, not `plt.plot(...)`. What to watch: one row of
# `contributions` is one path; each line needs a name of its own; and at each place $x$ the total is
# the sum over the *paths*. Draw the paths first and their sum last, so that it lies on top.


# %% The paths and their sum exercise="plot_paths" minutes=10 difficulty=1
def plot_paths(
    ax, x: list[float] | np.ndarray, contributions: list[list[float]] | np.ndarray
) -> None:
    """Draw what each path contributes to a derivative, and the total derivative (Eq. 1.11).

    ax             the Matplotlib Axes to draw on
    x              P places, in increasing order
    contributions  shape (K, P): row k holds the contribution of path k at each place

    Draws K labelled lines over x, then one more labelled line, their sum, and a legend. Returns
    nothing.
    By hand: x = [0, 1] and contributions [[1, 2], [3, -1]] have the sum [4, 1].
    """
    ### BEGIN SOLUTION
    for number, contribution in enumerate(contributions, start=1):
        ax.plot(x, contribution, label=f"path {number}")
    ax.plot(x, np.sum(contributions, axis=0), "k", linewidth=3, label="sum of the paths")
    ax.set_xlabel("x")
    ax.legend()
    ### END SOLUTION


# %% Paths that help and paths that cancel picture=true
import matplotlib.pyplot as plt

x = np.linspace(0, 6, 200)
product = [2 * x * np.cos(x), -(x**2) * np.sin(x)]
circle = [-2 * np.cos(x) * np.sin(x), 2 * np.sin(x) * np.cos(x)]

figure, axes = plt.subplots(1, 2, figsize=(12, 3.5))
plot_paths(axes[0], x, product)
plot_paths(axes[1], x, circle)
axes[0].set_title("y1 = x², y2 = cos x, h = y1 y2")
axes[1].set_title("y1 = cos x, y2 = sin x, h = y1² + y2²")
plt.show()

# %% [markdown]
# On the left you may know the two lines by another name: the *product rule* is the chain rule on a
# diamond. On the right both paths swing, and their sum is zero everywhere. Why did that have to be?
#
# ## One question to answer in words
#
# A graph has three paths: $y_1 = x^2$, $\;y_2 = 3x$, $\;y_3 = 5 - x$ meet in
# $h = y_1 + y_2\, y_3$, and $\mathcal{L} = h^2$. At $x = 2$ a classmate's program says
# $d\mathcal{L}/dx = 572$.
#
# Which path did the program drop? Say how one sees it (the numbers that you compared); describe an
# experiment that would show it without any calculus; and name a value of $x$ at which the program
# would have given the right answer all the same. What follows for testing gradients?

# %% [markdown] exercise="questions" minutes=15 manual=2
# ### BEGIN SOLUTION
# At $x = 2$: $y = (4, 6, 3)$ and $h = 22$, so $d\mathcal{L}/dh = 44$, $\partial h/\partial y =
# (1,\, y_3,\, y_2) = (1, 3, 6)$ and $dy/dx = (4, 3, -1)$. The contributions of the paths are $44
# \cdot 4 = 176$, $44 \cdot 9 = 396$ and $44 \cdot (-6) = -264$; their sum, the right answer, is
# 308. The program's 572 is $176 + 396$: it is too large by 264, just what the third path takes
# away. So the path through $y_3$ was dropped. (1 point: the path, with the contributions or with
# the difference $308 - 572 = -264$ as the reason.)
#
# Experiment: nudge $x$ in the whole machine and divide rise by run:
# $\bigl(\mathcal{L}(2.001) - \mathcal{L}(1.999)\bigr) / 0.002 \approx 308$. To find the path, nudge
# one $y_k$ at a time, by what the nudge of $x$ would do to it, while the others are held: for $y_3$
# the change is not zero, but the program says so. Where the third path contributes nothing the
# program is right: $-2h \cdot 3x = 0$ at $x = 0$ (and where $h = 15x - 2x^2 = 0$, at $x = 7.5$). So
# test a gradient at several generic points, never at 0 only. (1 point: an experiment and one such
# point.)
# ### END SOLUTION

# %% [markdown]
# ## What you take with you
#
# - Multiply along a path, add over paths; each factor at the point where its function is working.
# - In matrices: the Jacobian of a composition is the product of the Jacobians, outermost on the
#   left. Start from the loss, and every product stays a row.
# - A network is a function of its inputs and of its parameters; training differentiates with
#   respect to the parameters.
# - A gradient with a lost path can look right at many points. Compare it with rise over run.
#
# Next: you have a gradient; now walk down (Section 2.2).
