# %% [markdown]
# # Small
# %%
import numpy as np
# %% Twice exercise="double"
def double(x):
    """Return 2 x."""
    raise NotImplementedError
# %% A line exercise="line"
def line(ax, x):
    """Draw x against x."""
    raise NotImplementedError
# %% [markdown] exercise="double" manual=2
# Why?
#
# *Your answer here.*
