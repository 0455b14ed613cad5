# %% [markdown]
# # Toy
#
# A small assignment on which the engine itself is tested.
# %%
import numpy as np
# %% A picture picture=true
import matplotlib.pyplot as plt

plt.plot([0, 1], [0, 1])
plt.show()
# %% [markdown]
# ## Twice
# %% Twice exercise="double"
def double(x):
    """Return 2 x, shaped like x."""
    ### BEGIN SOLUTION
    return 2 * np.asarray(x)
    ### END SOLUTION
# %% Both sides exercise="both_sides"
def both_sides(f, x):
    """Return f(x) + f(-x)."""
    ### BEGIN SOLUTION
    return f(x) + f(-x)
    ### END SOLUTION
# %% A draw exercise="draw_one"
def draw_one(n, rng):
    """Return a random index below n."""
    ### BEGIN SOLUTION
    return int(rng.integers(n))
    ### END SOLUTION
# %% A figure exercise="plot_line"
def plot_line(ax, x):
    """Draw x against x on ax, with a marker at the first point."""
    ### BEGIN SOLUTION
    ax.plot(x, x, label="the identity")
    ax.plot(x[0], x[0], "o")
    ax.legend()
    ### END SOLUTION
# %% A question exercise="questions"
def question_1():
    """How much is the number of this question, doubled?"""
    ### BEGIN SOLUTION
    return 2
    ### END SOLUTION
# %% [markdown] exercise="questions" manual=2
# Why?
#
# ### BEGIN SOLUTION
# Because doubling one gives the answer to this very question.
# ### END SOLUTION
