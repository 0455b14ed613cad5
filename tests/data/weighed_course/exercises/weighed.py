# %% [markdown]
# # Answers to be weighed
#
# Exercises whose checks do much with what comes back.
# %%
import numpy as np


# %% Twice exercise="twice"
def twice(x):
    """Twice the numbers x."""
    ### BEGIN SOLUTION
    return 2 * np.asarray(x, dtype=float)
    ### END SOLUTION


# %% A shuffle exercise="shuffled"
def shuffled(n, rng):
    """The numbers 0 ... n-1 in any order, as a list."""
    ### BEGIN SOLUTION
    return rng.permutation(n).tolist()
    ### END SOLUTION


# %% Distances exercise="ordered"
def ordered(x):
    """The numbers x in ascending order, an array."""
    ### BEGIN SOLUTION
    return np.sort(np.asarray(x, dtype=float))
    ### END SOLUTION


# %% Sums exercise="added"
def added(h, count, x):
    """The sum of h(a, b=1.0) over all a in x; count(3) tells how many there are at most."""
    ### BEGIN SOLUTION
    return float(sum(h(a, b=1.0) for a in x))
    ### END SOLUTION


# %% A slope exercise="slope"
def slope(f, x):
    """The derivative of f at x, a number, by differences."""
    ### BEGIN SOLUTION
    return (f(x + 1e-6) - f(x - 1e-6)) / 2e-6
    ### END SOLUTION


# %% A picture exercise="plot"
def plot(ax, f, x):
    """Draw f over x, and mark its lowest point."""
    ### BEGIN SOLUTION
    y = [f(one) for one in x]
    ax.plot(x, y, label="f")
    lowest = int(np.argmin(y))
    ax.scatter([x[lowest]], [y[lowest]])
    ### END SOLUTION
