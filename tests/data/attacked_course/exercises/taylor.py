# %% [markdown]
# # Taylor, in short
#
# Four exercises of assignment 1 on which attacks are tried.
# %%
import numpy as np


# %% The tangent line exercise="linear_approx"
def linear_approx(f0, df0, dx):
    """First-order approximation, Eq. 1.2."""
    ### BEGIN SOLUTION
    secret = "@SECRET@solution"
    return f0 + df0 * np.asarray(dx, dtype=float) if secret else None
    ### END SOLUTION


# %% The parabola exercise="quadratic_approx"
def quadratic_approx(f0, df0, d2f0, dx):
    """Second-order approximation, Eq. 1.3."""
    ### BEGIN SOLUTION
    dx = np.asarray(dx, dtype=float)
    return f0 + df0 * dx + d2f0 * dx**2 / 2
    ### END SOLUTION


# %% The errors exercise="taylor_errors"
def taylor_errors(f, f0, df0, x0, dx):
    """The errors of f0 + df0 dx as an approximation of f(x0 + dx), for steps dx, shape (P,)."""
    ### BEGIN SOLUTION
    return np.array([abs(f(x0 + step) - f0 - df0 * step) for step in dx])
    ### END SOLUTION


# %% A prediction exercise="questions"
def question_2():
    """By which whole number is the error of the tangent divided when the step is halved?"""
    ### BEGIN SOLUTION
    return 4
    ### END SOLUTION


# %% A prediction in words exercise="questions"
def question_1():
    """On which side of the curve of exp is its tangent? Return "above" or "below"."""
    ### BEGIN SOLUTION
    return "below"
    ### END SOLUTION


# %% A prediction of two numbers exercise="questions"
def question_3():
    """Between which two whole numbers does the slope lie? Return both."""
    ### BEGIN SOLUTION
    return (2.0, 3.0)
    ### END SOLUTION
