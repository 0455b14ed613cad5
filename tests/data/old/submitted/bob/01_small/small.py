# %% [markdown]
# # Small
# %%
import numpy as np
# %% Twice exercise="double"
def double(x):
    """Return 2 x."""
    return np.asarray(x) ** 2
# %% A line exercise="line"
def line(ax, x):
    """Draw x against x."""
    ax.set_title("none")
# %% [markdown] exercise="double" manual=2
# Why?
#
# *Your answer here.*
