# %% [markdown]
# # Small
# %%
import numpy as np
# %% Twice exercise="double"
def double(x):
    """Return 2 x."""
    ### BEGIN SOLUTION
    return 2 * np.asarray(x)
    ### END SOLUTION
# %% A line exercise="line"
def line(ax, x):
    """Draw x against x."""
    ### BEGIN SOLUTION
    ax.plot(x, x)
    ### END SOLUTION
# %% [markdown] exercise="double" manual=2
# Why?
#
# ### BEGIN SOLUTION
# It is so.
# ### END SOLUTION
