# %% [markdown]
# # 1 · Taylor: how far can you see from one point?
#
# Stand on a curve with your eyes shut. You can feel how high you are, how steep the ground is under
# your feet, how it bends, how its bending changes, and nothing else. How much of the curve can you
# draw from that?
#
# Section 1.1 of the lecture answers: *the more derivatives you feel, the farther you can see.* That
# is not always so, and finding out when it is not is half of the fun. The other half is practical:
# training a neural network means standing at one point of a landscape nobody can see as a whole,
# feeling the slope, and stepping. Everything in this course walks on Eq. 1.2, which you are about
# to write.
#
# First run the next two cells and look.

# %%
import math
from collections.abc import Callable

import numpy as np

# %% A sine wave, seen from one point picture=true
import matplotlib.pyplot as plt

# In every picture lines differ by their dashes, too, so that nobody needs colours to read it.
plt.rcParams["axes.prop_cycle"] = plt.cycler(
    color=["#0072b2", "#d55e00", "#007a5a", "#b0559c", "#7a5c00", "#333333"],
    linestyle=["-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)), (0, (1, 2, 4, 2))],
)

x = np.linspace(-9, 9, 400)
seen = {
    "order 1": x,
    "order 3": x - x**3 / 6,
    "order 5": x - x**3 / 6 + x**5 / 120,
    "order 7": x - x**3 / 6 + x**5 / 120 - x**7 / 5040,
}

plt.figure(figsize=(8, 3.5), layout="constrained")
plt.plot(x, np.sin(x), "k", linewidth=3, label="sin x")
for label, y in seen.items():
    plt.plot(x, y, label=label)
plt.plot(0, 0, "ko")
plt.ylim(-2.5, 2.5)
plt.title("All four polynomials know the sine at the black dot, and nowhere else")
plt.legend(loc="upper left")
plt.show()

# %% [markdown]
# The dot is $x_0 = 0$. Each polynomial was built from derivatives of the sine *at the dot alone*,
# and yet each holds on to the wave for longer than the one before. (Where does order 7 let go?
# Guess where order 9 would, then add a line to the cell and see.)
#
# **How to work.** Each exercise below is one short function: replace `raise NotImplementedError`
# by your code, then run `make grade A=01_taylor`, or the check cell under it in the notebook. A
# picture that comes after an exercise uses *your* functions; until you have written them it stops
# with `NotImplementedError`, which is no cause for alarm.
#
# **How long.** About 120 minutes. The line above each exercise, in the notebook its heading, says
# for how many minutes it is meant, and how difficult it is: ●○○ (1) easy, ●●○ (2) medium, ●●● (3)
# hard. A ★ is a *bonus*: its points come on top, and nobody needs them for full marks.
#
# **What comes in.** $\Delta x$, in code `dx`, is a *step*: how far you go from $x_0$, to the right
# if positive, to the left if negative. It is one number, or a whole list or array of them, integers
# or not. `np.asarray(dx, dtype=float)` makes one kind of thing out of all of these, on which `+`,
# `*` and `**` work entry by entry. What goes out has as many entries as came in; nothing that came
# in may be changed.

# %% [markdown]
# ## The tangent line
#
# Go a small step $\Delta x$ away from $x_0$. If the slope stayed what it is at $x_0$, the height
# would change by slope times step:
#
# $$f(x_0 + \Delta x) \;\approx\; f(x_0) + f^{(1)}(x_0)\,\Delta x \qquad (1.2)$$
#
# **Find the slip.** The lecture prints "$=$" where you see "$\approx$". Take $f(x) = x^2$,
# $x_0 = 1$ and $\Delta x = 0.1$, and work out both sides by hand: 1.21 and 1.2. So "$=$" is wrong
# here; for which functions would it be right? (Eqs. 1.3, 1.8, 1.9, 1.15 and 1.16 have the same
# slip. Keep a list; there are more to find.)
#
# (A *slip* is a small mistake. The lecture's notes say themselves that they were never reviewed;
# you will find their slips, one after the other.)
#
# Before you write the code, two predictions about $f(x) = e^x$ around $x_0 = 0$. Predictions are
# for thinking, so decide before you compute: a wrong one that surprised you is worth more than a
# right one that did not. So each earns half a point for being made, *right or wrong*, and is shown
# as "answered" until the end. The pictures tell you how good it was. Later you are asked again,
# with numbers of your own, and then the answer counts.


# %% Predictions (1): on which side is the tangent? exercise="questions" minutes=2 difficulty=1
def question_1() -> str:
    """Take a small step to the right, and one of the same length to the left. Compared with the
    curve of exp, where is its tangent line at x0 = 0?

    "A": above the curve on both sides
    "B": below the curve on both sides
    "C": below the curve on the right, above it on the left
    "D": above the curve on the right, below it on the left

    Return one of the four letters, for instance: return "A"
    """
    ### BEGIN SOLUTION
    return "B"
    ### END SOLUTION


# %% Predictions (2): half the step exercise="questions" minutes=2 difficulty=1
def question_2() -> float:
    """You shorten the step to half of its length: 0.02, then 0.01. The error of the tangent, the
    distance between it and the curve of exp, is then divided by (about) which whole number?

    Return the number, for instance: return 10
    """
    ### BEGIN SOLUTION
    return 4
    ### END SOLUTION


# %% [markdown]
# Now the code. Notice what `linear_approx` is *not* given: neither $f$ nor $x_0$. Two numbers felt
# at one point are enough to draw a line. What to watch: steps to the left, and many steps at once.


# %% The tangent line exercise="linear_approx" minutes=8 difficulty=1
def linear_approx(
    f0: float, df0: float, dx: float | list[float] | np.ndarray
) -> float | np.ndarray:
    """First-order Taylor approximation of f(x0 + dx), Eq. 1.2.

    f0   the number f(x0)
    df0  the number f'(x0)
    dx   the step from x0: a number, or a list or array of P numbers

    Returns a number, or P numbers: one for each step.
    By hand: height 2, slope 3, half a step to the left: f0 = 2, df0 = 3, dx = -0.5 give 0.5.
    """
    ### BEGIN SOLUTION
    dx = np.asarray(dx, dtype=float)
    return f0 + df0 * dx
    ### END SOLUTION


# %% [markdown]
# ## The parabola
#
# Slopes change. The second derivative says how fast, and with it the line becomes a parabola:
#
# $$f(x_0 + \Delta x) \;\approx\; f(x_0) + f^{(1)}(x_0)\,\Delta x +
#   f^{(2)}(x_0)\,\frac{(\Delta x)^2}{2} \qquad (1.3)$$
#
# Why the 2? Differentiate $c\,(\Delta x)^2$ twice with respect to $\Delta x$: you get $2c$. For the
# parabola to bend exactly as $f$ does, $2c$ must be $f^{(2)}(x_0)$.
#
# What to watch: which factors are squared, and which are halved? In Python a power is `**`; the
# sign `^` means something else.


# %% The parabola exercise="quadratic_approx" minutes=8 difficulty=1
def quadratic_approx(
    f0: float, df0: float, d2f0: float, dx: float | list[float] | np.ndarray
) -> float | np.ndarray:
    """Second-order Taylor approximation of f(x0 + dx), Eq. 1.3.

    f0, df0, d2f0  the numbers f(x0), f'(x0), f''(x0)
    dx             the step from x0: a number, or a list or array of P numbers

    Returns a number, or P numbers: one for each step.
    By hand: f0 = 2, df0 = 3, d2f0 = 4 and dx = -0.5 give 2 - 1.5 + 0.5 = 1.
    """
    ### BEGIN SOLUTION
    dx = np.asarray(dx, dtype=float)
    return f0 + df0 * dx + d2f0 * dx**2 / 2
    ### END SOLUTION


# %% Figure 1.1b and c, drawn by your functions picture=true
import matplotlib.pyplot as plt

dx = np.linspace(-2, 2, 100)
line = linear_approx(1, 1, dx)
parabola = quadratic_approx(1, 1, 1, dx)

plt.figure(figsize=(8, 3.5), layout="constrained")
plt.plot(dx, np.exp(dx), "k", linewidth=3, label="exp, for which f = f' = f'' = 1 at 0")
plt.plot(dx, line, label="first order, Eq. 1.2")
plt.plot(dx, parabola, label="second order, Eq. 1.3")
plt.plot(0, 1, "ko")
plt.title("What was your first prediction?")
plt.legend()
plt.show()

# %% [markdown]
# Look at the sides of the *parabola*, too: it does not behave as the line does. Which term that
# Eq. 1.3 leaves out explains this, and what is that term's sign on either side?

# %% [markdown]
# ## Every order
#
# Go on in the same way, matching one derivative after the other, and you get the **Taylor
# polynomial** of order $K$:
#
# $$T_K(\Delta x) = f(x_0) + f^{(1)}(x_0)\,\Delta x + f^{(2)}(x_0)\,\frac{(\Delta x)^2}{2} + \dots +
#   f^{(K)}(x_0)\,\frac{(\Delta x)^K}{K!}
#   = \sum_{k=0}^{K} f^{(k)}(x_0)\,\frac{(\Delta x)^k}{k!} \qquad (1.1)$$
#
# The factorial is the 2 of Eq. 1.3 again: $(\Delta x)^k$, differentiated $k$ times, is $k!$.
#
# The lecture says of this series that "a function can be approximated to an arbitrary accuracy by
# increasing the order", and that "adding more terms can obviously result in better approximation".
# *Obviously* is a word to stop at. Here is a function as smooth as one could wish, a gentle bell:
#
# $$f(x) = \frac{1}{1 + x^2}, \qquad \text{around } x_0 = 0:\quad
#   T_K(\Delta x) = 1 - (\Delta x)^2 + (\Delta x)^4 - (\Delta x)^6 + \dots$$
#
# up to the power $K$.


# %% Predictions (3): the best order exercise="questions" minutes=2 difficulty=1
def question_3() -> int:
    """Around x0 = 0, which of the orders 0, 2, 4, 8, 16 comes closest to the true value of
    1/(1 + x^2) at the step dx = 1.5? (That value is 1/3.25, about 0.31.)

    Return the order, for instance: return 8
    """
    ### BEGIN SOLUTION
    return 0
    ### END SOLUTION


# %% [markdown]
# Now the polynomial itself. Its order is the number of derivatives *less one*, since the list
# starts with order zero, $f(x_0)$ itself. A list of one number is fine: then $T_0$ is that number,
# whatever the step. What to watch: $0! = 1$, and with $P$ steps you add up $K+1$ terms *for each
# step*.
#
# There are many good ways: a sum with `math.factorial`, a running product
# ($\Delta x^k/k!$ is the one before it, times $\Delta x / k$), or Horner's rule from the last
# derivative to the first.


# %% The Taylor polynomial exercise="taylor_polynomial" minutes=15 difficulty=2
def taylor_polynomial(
    derivatives: list[float] | np.ndarray, dx: float | list[float] | np.ndarray
) -> float | np.ndarray:
    """Taylor polynomial T_K of order K at the step dx, Eq. 1.1.

    derivatives  K+1 numbers: f(x0), f'(x0), f''(x0), ..., the K-th derivative at x0; K >= 0
    dx           the step from x0: a number, or a list or array of P numbers

    Returns a number, or P numbers: one for each step.
    By hand: derivatives [1, 2, 6, 12] at dx = 2 give 1 + 2*2 + 6*4/2 + 12*8/6 = 33.
    """
    ### BEGIN SOLUTION
    dx = np.asarray(dx, dtype=float)
    total = np.zeros_like(dx)
    weight = np.ones_like(dx)  # dx^k / k!, here for k = 0
    for k, derivative in enumerate(derivatives):
        total = total + derivative * weight
        weight = weight * dx / (k + 1)
    return total
    ### END SOLUTION


# %% [markdown]
# ## How wrong is it?
#
# An approximation without its error is a rumour. So measure: for every step $\Delta x_p$ and every
# order $k = 0, \dots, K$,
#
# $$E_{p,k} = \bigl|\, f(x_0 + \Delta x_p) - T_k(\Delta x_p) \,\bigr|$$
#
# This is a table with a row for each step and a column for each order. Here you are given $f$
# itself, a Python function that takes a number or an array; call it, since nothing else knows the
# truth. What to watch: $f$ wants the *place*, the polynomial wants the *step*.


# %% The errors of all orders exercise="taylor_errors" minutes=15 difficulty=2
def taylor_errors(
    f: Callable,
    derivatives: list[float] | np.ndarray,
    x0: float,
    dx: list[float] | np.ndarray,
) -> np.ndarray:
    """Errors of the Taylor polynomials (Eq. 1.1) of orders 0 ... K, at P steps.

    f            the function itself; takes a number or an array
    derivatives  K+1 numbers: f(x0), f'(x0), ..., the K-th derivative at x0
    x0           the point at which the derivatives were taken
    dx           P steps from x0: a list or array

    Returns a table of shape (P, K+1): row p, column k is |f(x0 + dx[p]) - T_k(dx[p])|.
    By hand: f(x) = x^2 around x0 = 1 has derivatives [1, 2, 2]; the step 3 leads to f(4) = 16,
    while T_0 = 1, T_1 = 7, T_2 = 16, so dx = [3] gives [[15, 9, 0]].
    """
    ### BEGIN SOLUTION
    dx = np.asarray(dx, dtype=float)
    truth = f(x0 + dx)
    columns = []
    for k in range(len(derivatives)):
        columns.append(np.abs(truth - taylor_polynomial(derivatives[: k + 1], dx)))
    return np.stack(columns, axis=1)
    ### END SOLUTION


# %% The bell and its polynomials picture=true
import matplotlib.pyplot as plt

orders = np.arange(17)
bell_derivatives = [(-1) ** (k // 2) * math.factorial(k) if k % 2 == 0 else 0 for k in range(17)]
dx = np.linspace(0.02, 2, 100)
errors = taylor_errors(lambda x: 1 / (1 + x**2), bell_derivatives, 0, dx)

plt.figure(figsize=(8, 3.5), layout="constrained")
for k in (0, 2, 4, 8, 16):
    plt.semilogy(dx, errors[:, k], label=f"order {k}")
plt.axvline(1.5, color="grey", linestyle=":")
plt.ylim(1e-12, 1e4)
plt.xlabel("step")
plt.title("Errors for 1/(1 + x^2), each line an order. Which is lowest at the dotted step?")
plt.legend()
plt.show()

# %% [markdown]
# All lines meet at one step. Left of it each further order helps; right of it each one does harm.
# What the lecture should say of Eq. 1.1 is this:
#
# $$f(x_0 + \Delta x) = T_K(\Delta x) + R_K(\Delta x)$$
#
# with a **remainder** $R_K$. For a *fixed order*, $R_K$ shrinks like $|\Delta x|^{K+1}$ as the step
# shrinks: that much every smooth function promises. For a *fixed step*, $R_K$ goes to 0 with
# growing $K$ only if the series converges there *and* converges to $f$. Inside the radius of
# convergence (for the bell: 1) it converges, beyond it the series runs away; exactly on it, either
# may happen, as a picture below shows. A function that its series reaches all around $x_0$ is
# *analytic*. The last question below asks you for a smooth function that is not.

# %% [markdown]
# ## Reading the order off an experiment
#
# If an error shrinks like a power of the step, $E \approx C\,|\Delta x|^{p}$, then
#
# $$\log E \approx \log C + p\,\log |\Delta x| :$$
#
# on logarithmic axes it is a straight line, and its slope is the order $p$ of the error. Fit the
# line to all the points, by least squares: the slope that minimises the sum of squared vertical
# distances. `np.polyfit` can do it, or this formula, with $u = \log$ step and $v = \log$ error:
#
# $$p = \frac{\sum_i (u_i - \bar u)(v_i - \bar v)}{\sum_i (u_i - \bar u)^2}$$
#
# What to watch: which of the two belongs on the horizontal axis? This is the engineer's way to
# catch a wrong derivative: the tangent's error must show a slope of 2, and one wrong digit in
# $f^{(1)}$ turns that into 1.


# %% The observed order exercise="observed_order" minutes=12 difficulty=2
def observed_order(errors: list[float] | np.ndarray, steps: list[float] | np.ndarray) -> float:
    """Slope of the least-squares line through the points (log step, log error).

    errors  P positive numbers, P >= 2
    steps   P positive numbers, the steps at which the errors were made

    Returns one number.
    By hand: when the steps 1, 1/2, 1/4 make the errors 3, 3/8, 3/64, each halving divides the error
    by 8 = 2^3, so the order is 3.
    """
    ### BEGIN SOLUTION
    slope, _ = np.polyfit(np.log(steps), np.log(errors), deg=1)
    return slope
    ### END SOLUTION


# %% The order of the error, for exp picture=true
import matplotlib.pyplot as plt

steps = 0.5 ** np.arange(1, 8)
errors = taylor_errors(np.exp, [1, 1, 1, 1], 0, steps)

plt.figure(figsize=(8, 3.5), layout="constrained")
for k in range(4):
    slope = observed_order(errors[:, k], steps)
    plt.loglog(steps, errors[:, k], marker="o", label=f"order {k}: slope {slope:.2f}")
plt.xlabel("step, halved from point to point")
plt.ylabel("error")
plt.title("What was your second prediction? Look at order 1")
plt.legend()
plt.show()

# %% [markdown]
# Compare each slope with its order, and both with the first term that is left out.

# %% [markdown]
# ## Have you understood it?
#
# Two pictures have shown whether your predictions were right. A prediction about one example may be
# luck. The next two questions come with *numbers of your own*: your function gets them as
# arguments, as in an exercise. When you hand in, it is asked with numbers that no other student
# has, and then its answer is judged.


# %% Understood (1): how fast an error falls exercise="questions" minutes=4 difficulty=1
def question_4(order: int, divisor: float) -> float:
    """The step, which is short, is divided by `divisor`. By (about) which number is the error of
    the Taylor polynomial of this order divided, for exp around x0 = 0?

    order    the order of the Taylor polynomial, order >= 0
    divisor  a number, divisor > 1

    Returns one number.
    By hand: the constant, order 0, errs in proportion to the step, so order 0 and divisor 3 give 3.
    """
    ### BEGIN SOLUTION
    return divisor ** (order + 1)
    ### END SOLUTION


# %% Understood (2): the best order for the bell exercise="questions" minutes=4 difficulty=2
def question_5(orders: list[int], dx: float) -> int:
    """Which of these orders comes closest to the bell 1/(1 + x^2) around x0 = 0, at this step?

    orders  all different and even, to choose from, in any order; at least one
    dx      the step from x0, a number: shorter or longer than 1, to either side

    Returns one of the orders.
    By hand: [4, 2, 6] and dx = 0.1 give 6: T_6 differs from 1/1.01 by less than 1e-8.
    """
    ### BEGIN SOLUTION
    return max(orders) if abs(dx) < 1 else min(orders)
    ### END SOLUTION


# %% [markdown]
# ## As cheap as possible
#
# Each further term costs work, and a derivative. So ask for the *cheapest* polynomial which is good
# enough: the smallest order $k$ with
#
# $$\bigl|\, f(x_0 + \Delta x) - T_k(\Delta x) \,\bigr| \le \text{tol}.$$
#
# If none of the orders you have derivatives for is good enough, say so: return `None`, and not a
# number that looks like an answer. What to watch: begin at order 0; an error of *exactly* `tol` is
# good enough; and do not take for granted that errors fall from each order to the next.


# %% The smallest sufficient order exercise="smallest_order" minutes=12 difficulty=2
def smallest_order(
    f: Callable, derivatives: list[float] | np.ndarray, x0: float, dx: float, tol: float
) -> int | None:
    """Smallest order k whose Taylor polynomial (Eq. 1.1) errs by at most tol at the step dx.

    f, derivatives, x0  as in taylor_errors
    dx                  one step from x0: a number
    tol                 the largest error allowed, >= 0

    Returns an order from 0 to K, or None if each of these orders errs by more than tol.
    By hand: f(x) = x^2 around 1, step 3, has the errors 15, 9, 0 at the orders 0, 1, 2. Then
    tol = 10 gives 1, and tol = 0.5 gives 2; without the last derivative tol = 0.5 gives None.
    """
    ### BEGIN SOLUTION
    truth = f(x0 + dx)
    for k in range(len(derivatives)):
        if abs(truth - taylor_polynomial(derivatives[: k + 1], dx)) <= tol:
            return k
    return None
    ### END SOLUTION


# %% More terms, better? picture=true
import matplotlib.pyplot as plt

log_derivatives = [0] + [(-1) ** (k - 1) * math.factorial(k - 1) for k in range(1, 13)]

plt.figure(figsize=(8, 3.5), layout="constrained")
for step in (0.5, 1.0, 1.5):
    errors = taylor_errors(np.log, log_derivatives, 1, [step])[0]
    enough = smallest_order(np.log, log_derivatives, 1, step, tol=0.1)
    plt.semilogy(errors, marker="o", label=f"step {step}: an error of 0.1 needs order {enough}")
plt.axhline(0.1, color="grey", linestyle=":")
plt.xlabel("order")
plt.title("Errors for log x around x0 = 1, by order")
plt.legend()
plt.show()

# %% [markdown]
# **Find the slip.** "Adding more terms can obviously result in better approximation." Which of the
# three lines does the sentence fit, and which does it not? On the highest one the error falls from
# 0.584 to 0.541 between the orders 1 and 2, and from there it only grows, without end. A better
# sentence: *more terms help, in the long run, where the series converges.* And a rule for practice:
# if the step is too long, no order rescues it; take a shorter one. Gradient descent does just this.

# %% [markdown]
# ## ★ A promise without knowing f
#
# So far you measured errors with $f$ at hand. Often one only knows that its next derivative is not
# larger than some $M$ between $x_0$ and $x_0 + \Delta x$. That is enough (Lagrange):
#
# $$|R_K(\Delta x)| \;\le\; M\,\frac{|\Delta x|^{K+1}}{(K+1)!},
#   \qquad M \ge \max |f^{(K+1)}| \text{ between } x_0 \text{ and } x_0 + \Delta x .$$
#
# The tangent is the case $K = 1$: it errs by at most $M (\Delta x)^2 / 2$. Does that agree with
# your second prediction? What to watch: a bound on a size is never negative, also for a step to the
# left. And the remainder of order $K$ speaks of the *next* derivative, the first one that $T_K$
# does not know.


# %% ★ Lagrange's bound exercise="lagrange_bound" minutes=10 difficulty=2 bonus=true
def lagrange_bound(max_derivative: float, dx: float, order: int) -> float:
    """Lagrange's bound on the remainder that Eq. 1.1 leaves out at the step dx.

    max_derivative  M >= 0, a bound on the size of the (K+1)-th derivative along the step
    dx              one step from x0: a number
    order           K >= 0, the order of the Taylor polynomial

    Returns one number, never negative.
    By hand: M = 12, dx = -0.5 and order 2 give 12 * 0.125 / 6 = 0.25.
    """
    ### BEGIN SOLUTION
    bound = max_derivative
    for k in range(1, order + 2):
        bound = bound * abs(dx) / k
    return bound
    ### END SOLUTION


# %% The promise and the truth picture=true
import matplotlib.pyplot as plt

orders = np.arange(11)
truth = taylor_errors(np.exp, [1] * 11, 0, [-2])[0]
# exp is its own derivative, and at most 1 on the left of 0
promise = [lagrange_bound(1, -2, k) for k in orders]

plt.figure(figsize=(8, 3.5), layout="constrained")
plt.semilogy(orders, promise, "s--", label="the bound")
plt.semilogy(orders, truth, marker="o", label="the true error")
plt.xlabel("order")
plt.title("exp from 0 to -2: the truth stays below the promise")
plt.legend()
plt.show()

# %% [markdown]
# ## The figure of the lecture
#
# Now draw Fig. 1.1b and c yourself, for any function: the curve of $f$, its first- and its
# second-order approximation, and the one point at which they must agree. A good figure explains
# itself: every curve carries a label, and a legend shows the labels.
#
# `ax` is a Matplotlib *Axes*, one drawing area: write `ax.plot(...)`, not `plt.plot(...)`, which
# draws wherever Matplotlib happens to be. What to watch: `x` holds *places*, your approximations
# want *steps*. Here `f` takes a single number, so call it once for each place.


# %% Figure 1.1 exercise="plot_taylor" minutes=15 difficulty=1
def plot_taylor(
    ax,
    f: Callable,
    derivatives: list[float] | np.ndarray,
    x0: float,
    x: list[float] | np.ndarray,
) -> None:
    """Draw f and its approximations of first and second order around x0, as in Fig. 1.1b, c.

    ax           the Matplotlib Axes to draw on
    f            the function itself; takes one number
    derivatives  f(x0), f'(x0), f''(x0), and perhaps more, which are not needed here
    x0           the point at which the derivatives were taken
    x            P places, in increasing order

    Draws three labelled lines over x (f, Eq. 1.2, Eq. 1.3), a marker at the point (x0, f(x0)) and a
    legend. Returns nothing.
    """
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=float)
    f0, df0, d2f0 = derivatives[:3]
    ax.plot(x, [f(place) for place in x], label="f")
    ax.plot(x, linear_approx(f0, df0, x - x0), "--", label="first order")
    ax.plot(x, quadratic_approx(f0, df0, d2f0, x - x0), ":", label="second order")
    ax.plot([x0], [f(x0)], "o", label="$x_0$")
    ax.set_xlabel("x")
    ax.legend()
    ### END SOLUTION


# %% Your figure, at three points of one wave picture=true
import matplotlib.pyplot as plt

figure, axes = plt.subplots(1, 3, figsize=(12, 3.5), sharey=True, layout="constrained")
for ax, x0 in zip(axes, (0.4, 1.6, 2.6), strict=True):
    plot_taylor(ax, np.sin, [np.sin(x0), np.cos(x0), -np.sin(x0)], x0, np.linspace(-1, 4, 100))
    ax.set_ylim(-2, 2)
plt.show()

# %% [markdown]
# In the middle picture the line is nearly flat, although the curve bends most there; on the right
# the line is steep and falls. *Sign and size of the slope*: on these two facts, and on Eq. 1.2,
# stands gradient descent (Section 2).
#
# ## One question to answer in words
#
# The corrected statement above names two conditions. The bell fails the first: outside the radius
# of convergence its series runs away. Now find a function which fails **the second**. It is smooth
# (has all derivatives, everywhere), its Taylor series around some $x_0$ converges for every step,
# and yet the series reaches the function nowhere but at $x_0$.
#
# Name one; say what its Taylor polynomials look like; and say in two or three sentences what all
# this means for the claim that raising the order gives "arbitrary accuracy". (Hint: can a function
# be so flat at one point that *none* of its derivatives there notices that it leaves zero?)

# %% [markdown] exercise="questions" minutes=12 manual=2
# **Your answer** (2 points, read by your instructor):
#
# ### BEGIN SOLUTION
# The function $f(x) = e^{-1/x^2}$ with $f(0) = 0$, around $x_0 = 0$. Each of its derivatives is
# $e^{-1/x^2}$ times a polynomial in $1/x$, and since the exponential goes to zero faster than any
# power of $1/x$ grows, all derivatives at 0 are 0. So every $T_K$ is the zero polynomial: the
# series converges for every step, to 0. But $f(0.5) = e^{-4} \approx 0.018$: the error at that step
# is the same for every order, all of $f$ is remainder. (1 point for a right function with its
# Taylor polynomials; any other one, such as this one added to $\sin x$, is as good.)
#
# So raising the order guarantees nothing at a fixed step. What is guaranteed is the other limit: at
# a fixed order, the error falls faster than $|\Delta x|^K$ as the step goes to 0, also for this
# $f$. "Arbitrary accuracy" needs $R_K \to 0$, that is, a function that is analytic at $x_0$ and a
# step inside the radius of convergence. (1 point for saying what does hold, or what is needed.)
# ### END SOLUTION

# %% [markdown]
# ## What you take with you
#
# - Eqs. 1.1-1.3 are approximations, with a remainder that you can measure and bound.
# - Shorter steps always help in the end; more terms only sometimes.
# - An approximation of order $K$ errs like $|\Delta x|^{K+1}$: halve a tangent's step, and see.
#
# Next: a function of many variables has a slope in each of them (Section 1.2).
