# %% [markdown]
# # 0 · Start: the first two minutes
#
# No mathematics yet. The function below is *wrong on purpose*, and you are going to mend it. On the
# way you meet everything that the other assignments are done with.
#
# 1. **Ask for a verdict**: `make grade A=00_start`, or, in the notebook, run the next cell and the
#    check cell under it. You see ✗, the call that was made, what came back, and what was expected.
# 2. **Read the hint.** It begins with *This looks like*, for the mistake in this function is a
#    known one. (`make watch` shows hints one at a time, and grades again whenever you save.)
# 3. **Mend the function, and save the file.** In the notebook, run its cell again.
# 4. **Ask once more.** A green ✓ says that the promise is kept, and you are done here.
#
# **How long.** About 2 minutes, and there is nothing that you could break.


# %% The area of a rectangle exercise="area" minutes=2 difficulty=1
def area(width: float, height: float) -> float:
    """The area of a rectangle.

    width, height  the lengths of its sides, numbers >= 0

    Returns one number.
    By hand: 3 squares side by side, in 2 rows, are 6 squares: width = 3, height = 2 give 6.
    """
    return width + height


# %% [markdown]
# Is it ✓? Then go on to `01_taylor`. Everything there works as it did here, with one difference: a
# function that nobody has begun says `raise NotImplementedError`, and that is where your code
# belongs.
