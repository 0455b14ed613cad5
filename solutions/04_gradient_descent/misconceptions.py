"""Known wrong versions of the exercises of assignment 4; each docstring is the hint a student sees.

Paragraph by paragraph a hint says more: what was observed, where to look, a question to go on with.
"""

from itertools import pairwise

import numpy as np

from autograder.checks import guide, misconception

TRIALS = 1000  # loops that find a rate at last end before
ENDLESS = 100  # loops that might never end in a student's version end here


def _point(x):
    """A fresh array of a point."""
    return np.array(x, dtype=float)


def _length(g):
    """The Euclidean length of a gradient."""
    return float(np.linalg.norm(g))


# ---------------------------------------------------------------- Eqs. 1.18 and 1.19, one step


@guide("gd_step")
def the_step():
    """One step goes against the gradient, as far as rate and slope together say. Some places
    that came out are not those of Eq. 1.19.

    Look at where the gradient is taken, at what it is multiplied by, and at the sign. Then print
    the given point before and after the call.

    A smaller case: at [5, 5] the gradient is [2, -4]. With the rate 0.5 you arrive at [4, 7].

    See how it fits together: the step is over the point, whatever the point stands for. In a
    network it is all the weights and biases; the predictions cannot be moved, though the lecture
    says so once.
    """


@misconception("gd_step", says="your step goes uphill")
def steps_uphill(x, grad, lr):
    """The step goes along the gradient instead of against it, so the height grows.

    The gradient points to where f increases. Eq. 1.18 was made so that the product in Eq. 1.16
    comes out negative.

    Stand at x = 1 on f(x) = x^2: which sign does the slope there have, and on which side of you is
    the minimum?
    """
    return _point(x) + lr * grad(x)


@misconception("gd_step", says="your code moves the given point")
def moves_the_given_point(x, grad, lr):
    """The new point is right. But the point that was passed in has moved as well: after the call
    the caller's own array holds other numbers.

    An array that comes in is not a copy; it is the caller's array under a second name. Operators
    such as -= change it where it is.

    Print x before and after a call. Which line changes it, and how would the line look if it made a
    new array? A smaller case: from [10] with the gradient [2] and the rate 1 you return [8], and
    the caller's list still holds the 10.
    """
    if isinstance(x, np.ndarray):
        x -= lr * grad(x)
    else:
        x[:] = _point(x) - lr * grad(x)
    return x


@misconception("gd_step", says="your code returns the step only")
def returns_the_step_only(x, grad, lr):
    """What came back is the step, the difference between the two points, and not the place where
    it ends.

    Eq. 1.18 has two terms on its right side. With a learning rate of 0 you should stay where you
    are; your function says 0.

    If you walk 2 metres to the left, starting at the 7-metre mark, where are you then? A smaller
    case: from [10] with the gradient [2] and the rate 1 you arrive at [8].
    """
    return -lr * grad(x)


@misconception("gd_step", says="your code squares the rate")
def squares_the_rate(x, grad, lr):
    """The direction is right, but halving the learning rate makes the step four times shorter,
    not twice.

    Count how often the rate enters your formula, and compare with Eq. 1.18. (Did you scale the
    gradient on one line, and once more on another?)

    With the slope 1, how long is the step for the rates 0.1 and 0.2? A smaller case: from [10] with
    the gradient [1] the rate 0.5 leads to [9.5], and the rate 0.1 to [9.9].
    """
    return _point(x) - lr**2 * grad(x)


@misconception("gd_step", says="your code forgets the rate")
def forgets_the_rate(x, grad, lr):
    """Every learning rate gave the same step, as long as the whole gradient.

    Eq. 1.18 multiplies the gradient by something before it is taken off. Mark, in the list of
    parameters, each one that your code uses.

    What should the step be for a rate very close to 0? A smaller case: from [10] with the gradient
    [2] the rate 0.5 leads to [9], the rate 0.001 to [9.998].
    """
    return _point(x) - grad(x)


@misconception("gd_step", says="your code divides by the rate")
def divides_by_the_rate(x, grad, lr):
    """The smaller the learning rate, the longer the step: it is the other way round.

    Try x = 1 on f(x) = x^2 with the rates 0.5 and 0.1, by hand from Eq. 1.18 and with your
    function.

    The Remark at the end of Section 2 calls the rate a step size. Which operation makes a step
    large when the rate is large? A smaller case: from [10] with the gradient [2] the rate 0.5 leads
    to [9], not to [6].
    """
    return _point(x) - grad(x) / lr


@misconception("gd_step", says="your code uses the rate {rate}", rate=(0.1, 0.01, 0.001, 0.5))
def uses_a_rate_of_its_own(x, grad, lr, *, rate):
    """The steps are right for the learning rate {rate}, and just as long for all other rates.

    A number in your code stands where the parameter `lr` should. It is the caller who chooses how
    far to go.

    Which number did you write, and what came in? A smaller case: from [10] with the gradient [2]
    the rate 1 leads to [8], the rate 0.5 to [9].
    """
    return _point(x) - rate * grad(x)


@misconception("gd_step", says="your code halves the step")
def halves_the_step(x, grad, lr):
    """The direction is right, but every step is only half as long as it should be.

    There is no factor of one half in Eq. 1.18. (In a loss like half of a square it has its place;
    but then it is already in the gradient that comes in.)

    From x = [1, 2], with the gradient [2, 4] and the rate 0.25, where does Eq. 1.19 lead? A smaller
    case: from [10] with the gradient [2] and the rate 1 you arrive at [8].
    """
    return _point(x) - lr * grad(x) / 2


@misconception("gd_step", says="your code normalises the gradient", least=(0.0, 1e-300))
def normalises_the_gradient(x, grad, lr, *, least):
    """The direction is right, but all steps have the same length: steep ground and flat ground make
    no difference.

    In Eq. 1.19 the gradient enters as it is, with its length. That is what makes the steps shorter
    as the ground becomes level.

    What happens to a walker with fixed steps who is half a step away from the minimum? A smaller
    case: with the rate 1 the gradients [6] and [0.1] make steps of 6 and of 0.1.
    """
    g = np.asarray(grad(x), dtype=float)
    with np.errstate(invalid="ignore"):
        return _point(x) - lr * (g / np.maximum(_length(g), least))


@misconception("gd_step", says="your code keeps only the signs")
def keeps_only_the_signs(x, grad, lr):
    """Every coordinate moved by the same amount, the learning rate; only the directions differ.

    Section 1.2 names two things that a derivative tells: its sign, and its size. Eq. 1.19 uses
    both.

    If the ground is ten times steeper along one coordinate than along the other, how should the two
    parts of the step compare? A smaller case: from [10, 10] with the gradient [6, 1] and the rate 1
    you arrive at [4, 9].
    """
    return _point(x) - lr * np.sign(grad(x))


@misconception("gd_step", says="your code clips the gradient")
def clips_the_gradient(x, grad, lr):
    """Gentle slopes are followed as they should be, but every slope beyond 1 counts as 1.

    Such a limit is a trick of training scripts, against steps that are too long. Eq. 1.19 has none:
    it takes the gradient as it is.

    Which line of your code changes the gradient before it is multiplied by the rate? A smaller
    case: from [10, 10] with the gradient [6, 0.5] and the rate 1 you arrive at [4, 9.5].
    """
    return _point(x) - lr * np.clip(grad(x), -1, 1)


@misconception("gd_step", says="your code feels after the step")
def feels_after_the_step(x, grad, lr):
    """The gradient was taken at another place than the current point: at the one where the step
    would have ended.

    Eq. 1.19 in print has the index i inside the gradient. Compare it with Eq. 1.18, of which it is
    to be the version for several variables.

    In the fog, before you have moved: at which place can your feet feel the slope? A smaller case:
    half of x squared has the slope x. From 10 with the rate 0.5 you feel the slope 10 and arrive at
    5; you cannot feel the slope of 5 before you are there.
    """
    ahead = _point(x) - lr * grad(x)
    return _point(x) - lr * grad(ahead)


def _implicit_step(x, grad, lr):
    """The solution y of y = x - lr grad(y), by Newton's method with a measured Jacobian."""
    x, h = _point(x), 1e-5
    y, eye = x.copy(), np.eye(len(x))
    for _ in range(12):
        ends = [(np.asarray(grad(y + h * e)), np.asarray(grad(y - h * e))) for e in eye]
        slopes = [(up - down) / (2 * h) for up, down in ends]
        y = y - np.linalg.solve(eye + lr * np.array(slopes).T, y - x + lr * np.asarray(grad(y)))
    return y


@misconception("gd_step", says="your code solves the printed equation")
def solves_the_printed_equation(x, grad, lr):
    """You took Eq. 1.19 at its word: the gradient is the one at the *new* point, and you solved
    for it. Very well solved; but it is not gradient descent.

    The printed index is a slip, a small mistake, a small mistake. Derive the rule again from Eq.
    1.16, where the tangent belongs to the point from which you start.

    For f(x) = x^2, from 1, with the rate 1.5: where does Eq. 1.18 lead, and where does yours?
    """
    return _implicit_step(x, grad, lr)


@misconception("gd_step", says="your code truncates whole numbers")
def truncates_whole_numbers(x, grad, lr):
    """With decimals in x all is well. When x holds whole numbers, the answer has lost its decimals.

    NumPy gives an array the type of what it was made from. An array made from, or like, integers
    cuts off the decimals of everything written into it.

    What does `np.zeros_like([1, 2])` hold after you wrote 0.7 into it, and how do you ask for
    another type?
    """
    place = np.zeros_like(x)
    place[:] = np.asarray(x) - lr * grad(x)
    return place


@misconception("gd_step", says="your code cuts the decimals of the point")
def cuts_the_decimals_of_the_point(x, grad, lr):
    """The step sets out from another point: the decimals of x are lost before it begins.

    An array of the type int holds whole numbers only, and cuts everything else off. A point may be
    anywhere.

    What does your code make of the point [0.7, 1.9], before it does anything else?
    """
    x = np.asarray(x).astype(int)
    return x - lr * grad(x)


@misconception("gd_step", says="your code cuts the decimals of the answer")
def cuts_the_decimals_of_the_answer(x, grad, lr):
    """The answers are whole numbers: the decimals of the new point were cut off at the end.

    With small learning rates most steps are shorter than 1. If every place is cut to a whole
    number, the walker soon cannot move at all.

    Which call in your last line changes the type of the numbers? A smaller case: from [10] with the
    gradient [1] and the rate 0.5 you arrive at [9.5]. Cut to a whole number it is 9.
    """
    return (_point(x) - lr * grad(x)).astype(int)


@misconception("gd_step", says="your code multiplies by the change")
def multiplies_by_the_change(x, grad, lr):
    """A coordinate that is 0 never moves, and large coordinates move more: the point is
    multiplied by something, instead of having something taken off.

    Work out Eq. 1.19 for x = [1, 2], gradient [2, 4] and rate 0.25, operation by operation, and set
    brackets where the equation has them.

    Where do you end if you start at x = [0, 0] and the gradient is [1, 1]? A smaller case: from [0]
    with the gradient [2] and the rate 1 you arrive at [-2].
    """
    return _point(x) * (1 - lr * grad(x))


@misconception("gd_step", says="your code brackets point and rate")
def brackets_point_and_rate(x, grad, lr):
    """Where the gradient is 0 your step leads to 0, instead of staying where it is.

    Something was subtracted before it was multiplied. In Eq. 1.19 the product of rate and gradient
    comes first, and only then is it taken off.

    Where are the brackets in your formula, and where would they be in the equation? A smaller case:
    10 - 2 * 3 is 4 in Python, and (10 - 2) * 3 is 24.
    """
    return (_point(x) - lr) * grad(x)


@misconception("gd_step", says="your code subtracts the wrong way")
def subtracts_the_wrong_way(x, grad, lr):
    """With a learning rate near 0 you end at the mirror image of the point where you stood.

    Both terms of Eq. 1.19 are there, but each has the other one's sign.

    In "the point minus the step", which of the two is written first? A smaller case: 10 minus 2 is
    8, and 2 minus 10 is -8.
    """
    return lr * grad(x) - _point(x)


@misconception("gd_step", says="your code takes the size of the slopes")
def takes_the_size_of_the_slopes(x, grad, lr):
    """Every coordinate became smaller, whatever the sign of the slope along it.

    Where the slope is negative, f falls to the right, so that is where the step must go. Eq. 1.18
    takes care of it by itself, if the sign is kept.

    Stand at x = -1 on f(x) = x^2. To which side should you step, and where does your function send
    you? A smaller case: from [-10] with the gradient [-4] and the rate 1 you arrive at [-6].
    """
    return _point(x) - lr * np.abs(grad(x))


@misconception("gd_step", says="your code adds up the slopes")
def adds_up_the_slopes(x, grad, lr):
    """All coordinates moved by the same amount: the sum of all the slopes.

    The gradient has a slope for each coordinate, and each is for that coordinate alone (Eq. 1.4).

    If the ground is steep along the first coordinate, and level along the second, what should
    happen to the second? Where in your code do N numbers become one? A smaller case: from [10, 10]
    with the gradient [4, 0] and the rate 1 you arrive at [6, 10].
    """
    return _point(x) - lr * np.sum(grad(x))


@misconception("gd_step", says="your code averages the slopes")
def averages_the_slopes(x, grad, lr):
    """All coordinates moved by the same amount: the mean of all the slopes.

    A mean over *examples* will come, in the next assignment. Here there are none; the N numbers of
    the gradient belong to N different coordinates.

    What would your step be where the slopes are 3 and -3, and is the ground level there? A smaller
    case: from [10, 10] with the gradient [4, 0] and the rate 1 you arrive at [6, 10].
    """
    return _point(x) - lr * np.mean(grad(x))


@misconception("gd_step", says="your code uses the length of the gradient")
def uses_the_length_of_the_gradient(x, grad, lr):
    """All coordinates moved down by the same amount: the length of the gradient.

    The length tells how steep the ground is, but not in which direction. Eq. 1.19 takes the whole
    vector off the point.

    What must be the shape of the thing that you take off a point of N numbers? A smaller case: from
    [10, 10] with the gradient [3, 4] and the rate 1 you arrive at [7, 6]. Minus the length 5 it
    would be [5, 5].
    """
    return _point(x) - lr * _length(grad(x))


@misconception("gd_step", says="your code moves the first coordinate only")
def moves_the_first_coordinate_only(x, grad, lr):
    """The first coordinate is right, and all others have stayed where they were.

    Eq. 1.19 is one equation for each of the N coordinates, all made at the same time.

    Is there an index, or a return inside a loop, that stops after the first? (With arrays no loop
    is needed at all.) A smaller case: from [10, 10] with the gradient [3, 4] and the rate 1 you
    arrive at [7, 6].
    """
    place = _point(x)
    place[0] -= lr * np.asarray(grad(x))[0]
    return place


@misconception("gd_step", says="your code goes coordinate by coordinate")
def goes_coordinate_by_coordinate(x, grad, lr):
    """The first coordinate is right; the later ones used a gradient that was felt after the earlier
    ones had moved.

    Eq. 1.19 needs one gradient for the whole step, the one at the point where you stand.

    How often does your code call `grad` in one step, and with which points? Print them. A smaller
    case: f(x) = x[0] x[1] has the gradient [2, 1] at [1, 2]. With the rate 1 you arrive at [-1, 1];
    the second slope is 1 and not -1.
    """
    place = _point(x)
    for i in range(len(place)):
        place[i] -= lr * np.asarray(grad(place.copy()))[i]
    return place


@misconception("gd_step", says="your code ignores the gradient")
def ignores_the_gradient(x, grad, lr):
    """The step leads straight towards 0, whatever the ground is like.

    That would be right if the gradient were the point itself, as for half of x^2. In general the
    only one who knows the gradient is the function `grad` that came in.

    Where in your code is `grad` called? A smaller case: from [10] with the gradient [2] and the
    rate 1 you arrive at [8], not at 0.
    """
    return _point(x) - lr * _point(x)


@misconception("gd_step", says="your code feels at the origin")
def feels_at_the_origin(x, grad, lr):
    """Wherever you start, the step is the same: the gradient was taken at the point 0.

    `grad` is a function of the place. Eq. 1.19 asks for its value where the walker is.

    Which argument does your code give to `grad`? A smaller case: x squared has the slope 0 at 0 and
    the slope 20 at 10.
    """
    return _point(x) - lr * grad(np.zeros(len(x)))


@misconception("gd_step", says="your code returns a column")
def returns_a_column(x, grad, lr):
    """The numbers are right, but they came back as a column: a table of N rows with one number
    each.

    A point is N numbers in a row, with the shape (N,). In NumPy this is not the same as (N, 1).

    Print the shape of x, of the gradient and of your result. In which line does the second axis
    appear, and what is it needed for? A smaller case: from [10, 10] with the gradient [3, 4] and
    the rate 1 you arrive at [7, 6], with the shape (2,), not at [[7], [6]].
    """
    return (_point(x) - lr * grad(x))[:, None]


@misconception("gd_step", says="your code returns rate times gradient")
def returns_rate_times_gradient(x, grad, lr):
    """What came back is the rate times the gradient: neither the place where the step ends, nor its
    direction, since the minus of Eq. 1.19 is missing as well.

    Eq. 1.19 begins with the place where you stand, and the gradient points uphill.

    Where in your code does the given point come in? A smaller case: from [10] with the gradient [2]
    and the rate 1 you arrive at [8]. Rate times gradient is only [2].
    """
    return lr * np.asarray(grad(x))


@misconception("gd_step", says="your code adds the whole gradient")
def adds_the_whole_gradient(x, grad, lr):
    """The point moved by the whole gradient, uphill, whatever the rate was.

    Eq. 1.19 has a minus sign, since the gradient points uphill, and the rate says how far to go.

    Which of the parameters does your code not use? A smaller case: from [10] with the gradient [2]
    and the rate 0.5 you arrive at [9]. Adding the gradient leads to [12].
    """
    return _point(x) + grad(x)


@misconception("gd_step", says="your code returns the gradient")
def returns_the_gradient(x, grad, lr):
    """What came back is the gradient at the point, not the next point.

    The gradient is only what your feet feel. Eq. 1.19 says what to do with it.

    Which two of the three things that came in has your answer not used? A smaller case: from [10]
    with the gradient [2] and the rate 1 you arrive at [8].
    """
    return np.array(grad(x))


# ---------------------------------------------------------------- Eq. 1.19, the whole walk


def _walk(x0, step, steps):
    """The places from x0 on, each made by `step(place, i)` from the one before."""
    path = [_point(x0)]
    for i in range(steps):
        path.append(step(path[-1], i))
    return np.array(path)


@guide("gradient_descent")
def the_walk():
    """The table has one row for each place, from the start to the end. Some places, or the
    shape, came out differently.

    Write down the first three places by hand and compare row by row. Which array does each row
    hold: one of its own, or the one that moves on?

    A smaller case: the gradient is the point itself, and the rate is 0.25. From [16] two steps lead
    to 12 and to 9, so the table is [[16], [12], [9]].

    A thought to take along: the walk has no idea of the lowest place. It ends where the gradient
    vanishes. The lecture's "until the loss is minimized" promises more than that.
    """


@misconception("gradient_descent", says="your code remembers only the end")
def remembers_only_the_end(x0, grad, lr, steps):
    """The table has the right shape, but all of its rows are equal: each shows where the walk
    ended.

    A list does not hold copies; it holds the very array that you appended. If that array is moved
    along later, all entries of the list move with it.

    Append an array to a list, change the array, and print the list. How do you put in a snapshot
    instead? A smaller case: half of x squared has the slope x. From [16], two steps with the rate
    0.5 make the rows 16, 8, 4, and not 4, 4, 4.
    """
    x = _point(x0)
    path = [x]
    for _ in range(steps):
        x -= lr * grad(x)
        path.append(x)
    return np.array(path)


@misconception("gradient_descent", says="your code keeps one array for all")
def keeps_one_array_for_all(x0, grad, lr, steps):
    """All rows of the table are equal, and even the start that was passed in has moved: there is
    only one array in the whole walk.

    `x = x0` makes no copy, and `x -= ...` makes no new array. So the caller's start, the walker and
    every entry of your list are one and the same.

    Which line of your code makes a new array? How many should there be for t steps? A smaller case:
    for 2 steps there are 3 places, and each of them needs an array of its own.
    """
    x = np.asarray(x0) if isinstance(x0, np.ndarray) else _point(x0)
    path = [x]
    for _ in range(steps):
        x -= lr * grad(x)
        path.append(x)
    return np.array(path)


@misconception("gradient_descent", says="your code moves the start")
def moves_the_start(x0, grad, lr, steps):
    """The table is right. But the starting point that was passed in has moved: it is now where
    the walk ended.

    `x = x0`, and also np.asarray, give a second name to the caller's array, and `-=` then changes
    it where it is.

    Print x0 before and after a call. Where would a copy have to be made? A smaller case: a caller
    who starts a walk at [16] wants to find the 16 there when the walk has come to 4.
    """
    x = x0 if isinstance(x0, np.ndarray) else _point(x0)
    path = [_point(x)]
    for _ in range(steps):
        x -= lr * grad(x)
        path.append(x.copy())
    return np.array(path)


@misconception("gradient_descent", says="your code leaves out the start")
def leaves_out_the_start(x0, grad, lr, steps):
    """The places are right, but the first one is missing: your table begins after the first step.

    The sequence of the lecture is x_0, x_1, ..., x_t. With t steps it has one place more than
    steps.

    What should come back for 0 steps, and what does your function return then? A smaller case: from
    [16] one step that halves makes the two rows 16 and 8.
    """
    return np.array(list(_walk(x0, lambda x, i: x - lr * grad(x), steps)[1:]))


@misconception("gradient_descent", says="your code takes one step too few")
def takes_one_step_too_few(x0, grad, lr, steps):
    """The rows are right as far as they go, but the last place is missing.

    Count fence posts and gaps: a walk of 3 steps comes by 4 places, the start included.

    For 1 step, how many times does your loop run? A smaller case: from [16] one step that halves
    makes the two rows 16 and 8.
    """
    return _walk(x0, lambda x, i: x - lr * grad(x), max(steps - 1, 0))


@misconception("gradient_descent", says="your walk ends after one step")
def ends_after_one_step(x0, grad, lr, steps):
    """The start and the first step are right. The rest of the walk is missing.

    Look at where your `return` stands: inside the loop over the steps, or after it?

    How many rounds has the loop made when your function returns? A smaller case: from 8, by half of
    the way each time, three steps lead to 8, 4, 2, 1. Who returns too early has only 8 and 4.
    """
    return _walk(x0, lambda x, i: x - lr * grad(x), min(steps, 1))


@misconception("gradient_descent", says="your code takes one step too many")
def takes_one_step_too_many(x0, grad, lr, steps):
    """The table has one row too many: there is a place after the last step.

    The start is a place without a step. From there on, each step adds one.

    For 0 steps, how often does your loop run? Write out its counter for 2 steps.
    """
    return _walk(x0, lambda x, i: x - lr * grad(x), steps + 1)


@misconception("gradient_descent", says="your code walks uphill")
def walks_uphill(x0, grad, lr, steps):
    """The walker climbs: every step goes along the gradient instead of against it.

    Compare the sign in your step with Eq. 1.19. (If you use your own `gd_step`, and that one is
    right: did you turn the sign again?)

    At 1 on f(x) = x^2 the gradient is 2. Should the next place be to the left or to the right?
    """
    return _walk(x0, lambda x, i: x + lr * grad(x), steps)


@misconception("gradient_descent", says="your code feels only once")
def feels_only_once(x0, grad, lr, steps):
    """All steps of your walk are equal: the gradient was felt at the start, and never again.

    Eq. 1.19 has an index inside the gradient. With every step the walker stands elsewhere, and the
    ground there is different.

    Is the call of `grad` inside your loop or before it? How many calls do 3 steps need? A smaller
    case: half of x squared has the slope x. From 16 with the rate 0.5 the steps are 8, 4, 2 long,
    since the slopes felt are 16, 8, 4.
    """
    g = np.array(grad(_point(x0)))
    return _walk(x0, lambda x, i: x - lr * g, steps)


@misconception("gradient_descent", says="your code returns the end only")
def returns_the_end_only(x0, grad, lr, steps):
    """Only the last place came back. The walk there is right, but nobody can see it.

    What is asked for is the sequence x_0, ..., x_t, as a table with a row for each place.

    Where could your loop put each place as it comes by? A smaller case: from [16], two steps that
    halve make the table [[16], [8], [4]]. The end alone is [4].
    """
    return _walk(x0, lambda x, i: x - lr * grad(x), steps)[-1]


@misconception("gradient_descent", says="your code keeps both ends only")
def keeps_both_ends_only(x0, grad, lr, steps):
    """Your table has the start and the end of the walk, and nothing in between.

    The sequence of the lecture has all places, in the order in which the walker comes by.

    Is the line that stores a place inside your loop, or after it? A smaller case: from [16], two
    steps that halve make the table [[16], [8], [4]]. Where did your 8 get lost?
    """
    path = _walk(x0, lambda x, i: x - lr * grad(x), steps)
    return path[[0, -1]] if steps else path


@misconception("gradient_descent", says="your code feels after each step")
def feels_after_each_step(x0, grad, lr, steps):
    """Each gradient was taken at another place than the current one: where the step would have
    ended.

    In print Eq. 1.19 has the index i inside the gradient; Eq. 1.18 has i-1. They are meant to be
    the same rule.

    Write down the first step of your walk by hand: which place goes into `grad`? A smaller case:
    half of x squared has the slope x. From 16 with the rate 0.5 the first slope is 16, the next
    place 8.
    """
    return _walk(x0, lambda x, i: x - lr * grad(x - lr * grad(x)), steps)


@misconception("gradient_descent", says="your code walks by the printed equation")
def walks_by_the_printed_equation(x0, grad, lr, steps):
    """Your walk solves the *printed* Eq. 1.19, with the gradient at the new place. That is
    implicit descent, and it leads to other places.

    The printed index is a slip, a small mistake, a small mistake: derive the rule again from Eq.
    1.16.

    For f(x) = x^2, from 1, with the rate 1.5, Eq. 1.18 leads to -2, 4, -8. Where does your walk
    lead, and which of the two did the lecture derive?
    """
    return _walk(x0, lambda x, i: _implicit_step(x, grad, lr), steps)


@misconception("gradient_descent", says="your code stops when level")
def stops_when_level(x0, grad, lr, steps):
    """Some rows are missing at the end: the walk stopped as soon as the ground was level, or the
    steps had become tiny.

    That is a good idea, and a later exercise is about it. Here the number of steps is given, and
    the table has a row for each, even if the walker stays in one place.

    What should the table for 2 steps look like, if the start is the minimum? A smaller case: from
    the minimum 0 of half of x squared, one step makes the rows 0 and 0.
    """
    path = [_point(x0)]
    for _ in range(steps):
        if _length(grad(path[-1])) < 1e-6:
            break
        path.append(path[-1] - lr * grad(path[-1]))
    return np.array(path)


@misconception("gradient_descent", says="your code stops when nothing changes")
def stops_when_nothing_changes(x0, grad, lr, steps):
    """Some rows are missing at the end: the walk stopped after a step that changed next to nothing.

    That is a good idea, and a later exercise is about something like it. Here the number of steps
    is given, and the table has a row for each, even if the walker stays in one place.

    What should the table for 2 steps look like, if the start is the minimum? A smaller case: from
    the minimum 0 of half of x squared, one step makes the rows 0 and 0.
    """
    path = [_point(x0)]
    for _ in range(steps):
        path.append(path[-1] - lr * grad(path[-1]))
        if _length(path[-1] - path[-2]) < 1e-6:
            break
    return np.array(path)


@misconception("gradient_descent", says="your code walks coordinate by coordinate")
def walks_coordinate_by_coordinate(x0, grad, lr, steps):
    """Within one step, the later coordinates used a gradient that was felt after the earlier ones
    had moved.

    Eq. 1.19 needs one gradient for the whole step, the one at the place before it.

    How many calls of `grad` does one of your steps make? Print the point of each. A smaller case:
    f(x) = x[0] x[1] has the gradient [2, 1] at [1, 2]. One step with the rate 1 leads to [-1, 1],
    with one call of `grad`.
    """

    def step(x, i):
        x = x.copy()
        for k in range(len(x)):
            x[k] -= lr * np.asarray(grad(x.copy()))[k]
        return x

    return _walk(x0, step, steps)


@misconception("gradient_descent", says="your code exchanges rows and columns")
def exchanges_rows_and_columns(x0, grad, lr, steps):
    """The places stand in the columns of your table; they should stand in its rows.

    The shape asked for is (steps+1, N): the first index says which place, the second which
    coordinate. A list of places, turned into an array, has this shape by itself.

    Is there a transpose, a stack along another axis, or a table made with its sides exchanged? A
    smaller case: two steps in the plane make three places of two numbers, so the shape is (3, 2).
    """
    return _walk(x0, lambda x, i: x - lr * grad(x), steps).T


@misconception("gradient_descent", says="your code leaves the rate out")
def leaves_the_rate_out(x0, grad, lr, steps):
    """Every step is as long as the whole gradient: the learning rate does not matter.

    Eq. 1.19 multiplies the gradient by the rate. With a rate near 0 all rows should be almost
    equal.

    Which of the parameters does your code never use? A smaller case: half of x squared has the
    slope x. From 16 the rate 0.5 leads to 8, the rate 0.25 to 12.
    """
    return _walk(x0, lambda x, i: x - grad(x), steps)


@misconception("gradient_descent", says="your code shortens the rate")
def shortens_the_rate(x0, grad, lr, steps):
    """The first step is right, and from then on the steps are too short: the rate became smaller on
    the way.

    A rate that falls is a well-known variant, and the next assignment has a use for it. In Eq. 1.19
    the rate is the same in each step.

    Where in your loop does the rate change? A smaller case: half of x squared has the slope x. From
    16 with the rate 0.5 the places are 16, 8, 4, 2: each step takes half of what is left.
    """
    return _walk(x0, lambda x, i: x - lr / (i + 1) * grad(x), steps)


@misconception("gradient_descent", says="your code walks with equal strides")
def walks_with_equal_strides(x0, grad, lr, steps):
    """The directions are right, but all the steps have the same length.

    In Eq. 1.19 the gradient enters with its length; that is what shortens the steps near the
    minimum, where the ground becomes level.

    What would your walker do when the minimum is nearer than one stride? A smaller case: half of x
    squared has the slope x. From 16 with the rate 0.5 the steps are 8, 4 and 2 long.
    """

    def step(x, i):
        g = np.asarray(grad(x))
        return x - lr * g / max(_length(g), 1e-300)

    return _walk(x0, step, steps)


@misconception("gradient_descent", says="your code writes into whole numbers")
def writes_into_whole_numbers(x0, grad, lr, steps):
    """With decimals in the start all is well. From a start with whole numbers, the places have
    lost their decimals.

    NumPy gives an array the type of what it was made from. A table made from, or like, integers
    cuts off the decimals of every row written into it.

    Which type does your table have when x0 is [4, -2], and how do you ask for another?
    """
    path = np.zeros((steps + 1, len(x0)), dtype=np.asarray(x0).dtype)
    path[0] = x0
    for i in range(steps):
        path[i + 1] = path[i] - lr * grad(path[i])
    return path


@misconception("gradient_descent", says="your code returns to the start each time")
def returns_to_the_start_each_time(x0, grad, lr, steps):
    """The first step is right. All later ones set out from the start again, though with the
    gradient of a later place.

    Eq. 1.19 subtracts from the place *before*, x_{i-1}, and takes the gradient at the same place.

    In your loop, is it x0 from which you subtract, or the place to which the last step led? A
    smaller case: half of x squared has the slope x. From 16 with the rate 0.5 the third place is 8
    - 4 = 4, not 16 - 4.
    """
    x0 = _point(x0)
    return _walk(x0, lambda x, i: x0 - lr * grad(x), steps)


@misconception("gradient_descent", says="your code takes the first step again and again")
def takes_the_first_step_again_and_again(x0, grad, lr, steps):
    """The first step is right. All later places are equal to the place after it.

    Each step begins where the last one has ended. Which point does your loop give to the step, and
    does that point ever change?

    Where are you after one step, and from where should the second one start? A smaller case: from
    8, by half of the way each time, one comes to 4, then to 2. It is not 4 once more.
    """
    return _walk(x0, lambda x, i: _point(x0) - lr * np.asarray(grad(_point(x0))), steps)


@misconception("gradient_descent", says="your code lists the steps")
def lists_the_steps(x0, grad, lr, steps):
    """After the start your table holds the steps, and not the places to which they lead.

    A step is a difference between two places. Eq. 1.19 adds it to the place before.

    If the first step is -3 and you start at 4, what should be in the second row?
    """
    path = _walk(x0, lambda x, i: x - lr * grad(x), steps)
    return np.concatenate([path[:1], np.diff(path, axis=0)])


@misconception("gradient_descent", says="your code lists the gradients")
def lists_the_gradients(x0, grad, lr, steps):
    """Your table shows what the walker felt at each place, the gradients, and not the places.

    The sequence of the lecture is x_0, x_1, ..., x_t: points. What was felt there is only needed to
    make the next one.

    Which variable does your code append, or write into the table? A smaller case: x squared has the
    slope 2x. From 16 with the rate 0.25 the places are 16, 8, 4, while the slopes are 32, 16, 8.
    """
    path = _walk(x0, lambda x, i: x - lr * grad(x), steps)
    return np.array([grad(x) for x in path])


@misconception("gradient_descent", says="your code lists the walk backwards")
def lists_the_walk_backwards(x0, grad, lr, steps):
    """All the places are there, but in the wrong order: the end of the walk comes first.

    Row 0 is x_0, where the walk began, and the last row is where it ended.

    Does your code put each new place before or after the others? A smaller case: from [16], two
    steps that halve make the rows 16, 8, 4, in this order.
    """
    return _walk(x0, lambda x, i: x - lr * grad(x), steps)[::-1]


@misconception("gradient_descent", says="your code joins all rows")
def joins_all_rows(x0, grad, lr, steps):
    """All the numbers are there, but in one long row: one cannot see any more where a place ends.

    The table has two axes, (steps+1, N), also when N is 1.

    Did you put the *numbers* of each place into your list, or the place as a whole? (For a list,
    `extend` and `+=` do the former.) A smaller case: the places [1, 2] and [3, 4] make the table
    [[1, 2], [3, 4]], and not the row 1, 2, 3, 4.
    """
    return _walk(x0, lambda x, i: x - lr * grad(x), steps).ravel()


@misconception("gradient_descent", says="your code stores before it steps")
def stores_before_it_steps(x0, grad, lr, steps):
    """The start appears twice, and the end of the walk is missing.

    Each round of the loop stores a place, and makes a step. In your order the place that is stored
    is the one before the step; but the start was in the list already.

    Write out the list after the first round, by hand. A smaller case: from [16], one step that
    halves makes [[16], [8]]. Stored too early it would be [[16], [16]].
    """
    path = _walk(x0, lambda x, i: x - lr * grad(x), steps)
    return np.concatenate([path[:1], path[:-1]]) if steps else path


@misconception("gradient_descent", says="your code leaves the last row empty")
def leaves_the_last_row_empty(x0, grad, lr, steps):
    """The last row of the table is still full of zeros: the loop ended one round too early.

    A table prepared with zeros hides such a mistake. In Python `range(1, n)` ends at n - 1.

    The rows are numbered from 0 to `steps`. Which is the last one that your loop fills? A smaller
    case: for 1 step there are the rows 0 and 1, and row 1 holds the place after the step.
    """
    path = _walk(x0, lambda x, i: x - lr * grad(x), steps)
    path[-1] = 0.0 if steps else path[-1]
    return path


@misconception("gradient_descent", says="your code leaves the first row empty")
def leaves_the_first_row_empty(x0, grad, lr, steps):
    """Row 0 of the table is still full of zeros; all later rows are right.

    The walk itself knows where it began, but the table does not: row 0 is the place x_0, before any
    step.

    Which line of your code should write x0 into the table? A smaller case: from [16] one step that
    halves makes the rows 16 and 8, not 0 and 8.
    """
    path = _walk(x0, lambda x, i: x - lr * grad(x), steps)
    path[0] = 0.0
    return path


@misconception("gradient_descent", says="your code starts at the origin")
def starts_at_the_origin(x0, grad, lr, steps):
    """The walk begins at 0, and not at the point that came in.

    A table prepared with zeros has zeros in its first row, too, and there the first step set out.

    Which of the parameters does your code never use, and where does it belong? A smaller case: from
    [16], one step that halves makes [[16], [8]]. From 0 it would never get anywhere.
    """
    return _walk(np.zeros(len(x0)), lambda x, i: x - lr * grad(x), steps)


@misconception("gradient_descent", says="your code chooses the number of steps")
def chooses_the_number_of_steps(x0, grad, lr, steps):
    """The walk has always the same number of steps, whatever number is asked for.

    A number in your code stands where the parameter `steps` should.

    What should the shape of the table be for 0 steps, for 1, and for 3?
    """
    return _walk(x0, lambda x, i: x - lr * grad(x), 10)


@misconception("gradient_descent", says="your code carries its speed along")
def carries_its_speed_along(x0, grad, lr, steps):
    """The first step is right. Each later one carries part of the step before with it, as a rolling
    ball does.

    This is called momentum, and it is useful; but it is another algorithm than Eq. 1.19, in which
    only the gradient at the current place counts.

    Does your loop keep something from the last round, beside the place? A smaller case: half of x
    squared has the slope x. From 16 with the rate 0.5 the places are 16, 8, 4: at 8 the slope is 8,
    whatever the first step was.
    """
    speed = np.zeros(len(x0))

    def step(x, i):
        nonlocal speed
        speed = 0.9 * speed - lr * grad(x)
        return x + speed

    return _walk(x0, step, steps)


# ---------------------------------------------------------------- Eq. 1.14, is it going down?


def _losses(losses):
    """The losses as an array."""
    return np.asarray(losses, dtype=float)


def _clean(losses):
    """Whether no loss is NaN."""
    return not np.isnan(_losses(losses)).any()


@guide("is_minimizing")
def the_falling_losses():
    """Every loss has to be at most the one before it, and none may be lost. For some sequence
    the verdict is another one.

    Take each pair of neighbours in turn. What should the answer be if one pair rises, if two are
    equal, if there is no pair at all, if a number is NaN?

    A smaller case: 8, 8, 7 never rises, so True. In 8, 7, 7.5 the last pair rises, so False.

    Notice that a comparison with NaN is false, whichever way you ask. Eq. 1.14 holds for full
    gradients and short steps; in Section 3 single steps may rise, and training is still fine.
    """


@misconception("is_minimizing", says="your code forbids equal losses")
def forbids_equal_losses(losses):
    """Two equal losses in a row were counted as a rise.

    Look at the signs between the losses in Eq. 1.14: do they allow that two of them are equal?

    "Never increases" and "always decreases": which of the two says more, and which is asked for? A
    smaller case: 8, 8, 7 never increases, though it does not always decrease.
    """
    losses = _losses(losses)
    return bool(np.all(losses[1:] < losses[:-1]) and _clean(losses))


@misconception("is_minimizing", says="your code wants rising losses")
def wants_rising_losses(losses):
    """Sequences that fall were rejected, and those that rise were accepted.

    In Eq. 1.14 the *latest* loss stands on the left, as the smallest one. Read it from the right to
    the left: L_0 comes first in the list.

    In your comparison, which of two neighbours is the later one? A smaller case: in 9, 8 the later
    loss is the 8, and it is the smaller one, as it should be.
    """
    losses = _losses(losses)
    return bool(np.all(losses[1:] >= losses[:-1]) and _clean(losses))


@misconception("is_minimizing", says="your code says the opposite")
def says_the_opposite(losses):
    """All answers are turned round: True came back where a loss increases, and False where none
    does.

    Such a check is often written by looking for a rise. If one is found, then the answer is...?

    Say in words what your last line returns, for the sequence 2, 1.
    """
    losses = _losses(losses)
    return not (np.all(losses[1:] <= losses[:-1]) and _clean(losses))


@misconception("is_minimizing", says="your code compares the two ends")
def compares_the_two_ends(losses):
    """A sequence that rises on the way was accepted, as long as it ends below its start.

    Eq. 1.14 is a chain: it compares each loss with the one before it, not only the last with the
    first.

    A walk from 4 to 1 by way of 2 and 3: was every step of it downhill?
    """
    losses = _losses(losses)
    return bool(len(losses) < 2 or losses[-1] <= losses[0]) and _clean(losses)


@misconception("is_minimizing", says="your code is content with one fall")
def is_content_with_one_fall(losses):
    """A sequence was accepted because it falls somewhere, though it rises elsewhere.

    Eq. 1.14 must hold for *every* pair of neighbours.

    What is the difference between `any` and `all`, or between returning True at the first fall and
    returning False at the first rise? A smaller case: 9, 8, 10 has one fall and one rise. The rise
    decides: False.
    """
    losses = _losses(losses)
    return bool(len(losses) < 2 or np.any(losses[1:] <= losses[:-1])) and _clean(losses)


@misconception("is_minimizing", says="your code compares with the start")
def compares_with_the_start(losses):
    """A sequence that rises on the way was accepted, since no loss is above the very first one.

    In Eq. 1.14 each loss is compared with the one just before it. After a long fall there is much
    room to rise below the start.

    Try 4, 1, 2 by hand. Which pair breaks the chain?
    """
    losses = _losses(losses)
    return bool(np.all(losses <= losses[:1])) and _clean(losses)


@misconception("is_minimizing", says="your code wants the lowest at the end")
def wants_the_lowest_at_the_end(losses):
    """A sequence that rises on the way was accepted, since its last loss is the lowest of all.

    To end at the lowest loss is a good thing, but Eq. 1.14 asks for more: no step may go up.

    Try 1, 5, 0 by hand: where does it end, and did it ever rise?
    """
    losses = _losses(losses)
    return bool(np.all(losses[-1:] <= losses)) and _clean(losses)


@misconception("is_minimizing", says="your code lets nan pass")
def lets_nan_pass(losses):
    """A sequence with a NaN was accepted.

    Every comparison with NaN is false, so a search for *rises* finds none at a NaN. "No rise was
    seen" is then not the same as "it never increases".

    Ask Python for `nan > 1` and for `nan <= 1`. Which other question must be put to each loss?
    """
    losses = _losses(losses)
    return not np.any(losses[1:] > losses[:-1])


@misconception("is_minimizing", says="your code throws nan away")
def throws_nan_away(losses):
    """A sequence with a NaN was judged as if the NaN were not there.

    The text of the exercise says what a NaN means for the answer: when the loss is lost, nothing
    can be said of the sequence.

    A training run went 3, NaN, 1. Would you tell its owner that all is well?
    """
    losses = _losses(losses)
    losses = losses[~np.isnan(losses)]
    return bool(np.all(losses[1:] <= losses[:-1]))


@misconception("is_minimizing", says="your code counts nan as zero")
def counts_nan_as_zero(losses):
    """A NaN was treated like some ordinary number.

    A replacement value makes the comparisons run, but its answers mean nothing. The exercise says
    what the answer is whenever any loss is NaN.

    What happens in your code to 3, NaN, 1, and to 3, NaN, -1?
    """
    losses = np.nan_to_num(_losses(losses), nan=0.0, posinf=np.inf, neginf=-np.inf)
    return bool(np.all(losses[1:] <= losses[:-1]))


@misconception("is_minimizing", says="your code lets a lone nan pass")
def lets_a_lone_nan_pass(losses):
    """Nearly everything is right. But there is a sequence with a NaN in it for which your function
    finds nothing to compare.

    Your comparisons reject a NaN, wherever it has a neighbour to be compared with.

    How many losses must a sequence have to hold a pair? What does the exercise say about a NaN in
    the others? A smaller case: the sequence with just a 5 has one loss and no pair. And if the 5
    were a NaN?
    """
    losses = _losses(losses)
    return bool(np.all(losses[1:] <= losses[:-1]))


@misconception("is_minimizing", says="your code subtracts infinities")
def subtracts_infinities(losses):
    """Nearly everything is right. But two infinite losses in a row, which are equal, were counted
    as a rise.

    Your code judges by differences. Ask Python for `inf - inf`, and then compare the answer with 0.

    Is there a way to compare two neighbours without taking their difference? A smaller case: 8 and
    8 are equal, and inf and inf are, too; "is this one larger?" has the answer no both times.
    """
    with np.errstate(invalid="ignore"):
        return bool(np.all(np.diff(_losses(losses)) <= 0)) and _clean(losses)


@misconception("is_minimizing", says="your code trusts the differences")
def trusts_the_differences(losses):
    """Nearly everything is right. What goes wrong are two rare cases: equal infinite losses, and a
    single loss that is NaN.

    Your code judges by the differences of neighbours. Ask Python for `inf - inf`; and count the
    differences that a sequence of one loss has.

    How would you compare two losses without subtracting, and where would you ask about NaN? A
    smaller case: one loss has 0 differences. If it is a 5 the answer is True; and if it is a NaN?
    """
    with np.errstate(invalid="ignore"):
        return bool(np.all(np.diff(_losses(losses)) <= 0))


@misconception("is_minimizing", says="your code forgives small rises")
def forgives_small_rises(losses):
    """A small rise was overlooked: some tolerance decided that it is none.

    Eq. 1.14 has no tolerance. And losses may themselves be tiny, so that even 1e-9 can be very
    much.

    Which number in your code says what is "small", and small compared to what? A smaller case: the
    losses 1e-12 and 3e-12 rise threefold, though they differ by very little.
    """
    losses = _losses(losses)
    rises = [b - a > 1e-9 for a, b in pairwise(losses) if a != b]
    return not any(rises) and _clean(losses)


@misconception("is_minimizing", says="your code looks at the last pair")
def looks_at_the_last_pair(losses):
    """Only the last two losses were compared; what happened before them did not matter.

    The chain of Eq. 1.14 goes back to L_0, and each of its links must hold.

    A training run that exploded, and has fallen a little since: does your function notice? A
    smaller case: 1, 100, 99 ends with a fall, but 100 is larger than the 1 before it.
    """
    losses = _losses(losses)
    return bool(len(losses) < 2 or losses[-1] <= losses[-2]) and _clean(losses)


@misconception("is_minimizing", says="the first two losses decide your answers")
def looks_at_the_first_pair(losses):
    """Your answers here are those of the first two losses; what came after them did not matter.

    A loop that returns in its first round has only one round. And of two lists, `>=` compares only
    the first entries that differ; of two arrays it compares all.

    When may you be sure that the answer is False, and when that it is True? Which of the two can be
    known before the loop has ended? A smaller case: in 9, 8, 10 the first pair falls, and the
    second one decides.
    """
    losses = _losses(losses)
    return bool(len(losses) < 2 or losses[1] <= losses[0]) and _clean(losses)


@misconception("is_minimizing", says="your code overlooks the first pair")
def overlooks_the_first_pair(losses):
    """A rise from the first loss to the second was not noticed; all others are.

    A sequence of T losses has T - 1 pairs of neighbours. Yours compares one pair less.

    With which index does your loop begin, and which two losses does it compare first? A smaller
    case: 8, 9 has one pair, and it rises.
    """
    losses = _losses(losses)
    return bool(np.all(losses[2:] <= losses[1:-1])) and _clean(losses)


@misconception("is_minimizing", says="your code overlooks the last pair")
def overlooks_the_last_pair(losses):
    """A rise from the last but one loss to the last was not noticed; all others are.

    A sequence of T losses has T - 1 pairs of neighbours. Yours compares one pair less.

    At which index does your loop end? Write the pairs out for a sequence of three. A smaller case:
    9, 8, 10 has the pairs 9, 8 and 8, 10.
    """
    losses = _losses(losses)
    return bool(np.all(losses[1:-1] <= losses[:-2])) and _clean(losses)


@misconception("is_minimizing", says="your code takes every other pair")
def takes_every_other_pair(losses):
    """Some rises were noticed, and others not, by their place in the sequence: the pairs overlap,
    and every second one was left out.

    In Eq. 1.14 each loss but the ends belongs to two pairs: one with its left neighbour, one with
    its right.

    Which pairs are there in a sequence of four losses? A smaller case: 9, 8, 10 has the pairs 9, 8
    and 8, 10: the 8 is in both.
    """
    losses = _losses(losses)
    falls = [b <= a for a, b in zip(losses[::2], losses[1::2], strict=False)]
    return all(map(bool, falls)) and _clean(losses)


@misconception("is_minimizing", says="your code rejects short sequences")
def rejects_short_sequences(losses):
    """A sequence of a single loss was rejected.

    Nothing has increased in it, since there is nothing to compare; the text of the exercise says
    what the answer is then.

    A promise about *all* pairs, where there is no pair: is it kept or broken? A smaller case: "all
    my 0 children are asleep" is true: there is none who is awake.
    """
    losses = _losses(losses)
    return bool(len(losses) > 1 and np.all(losses[1:] <= losses[:-1])) and _clean(losses)


@misconception("is_minimizing", says="your code rejects negative losses")
def rejects_negative_losses(losses):
    """A sequence that falls below 0 was rejected.

    Many losses are never negative, but Eq. 1.14 does not ask for it: it compares losses with each
    other, and with nothing else.

    Does your code compare something with 0? What is it meant to find out? A smaller case: 1, -1, -3
    never rises.
    """
    losses = _losses(losses)
    falls = np.all(losses[1:] <= losses[:-1]) and np.all(losses >= 0)
    return bool(falls) and _clean(losses)


@misconception("is_minimizing", says="your code answers for each pair")
def answers_for_each_pair(losses):
    """One answer for each pair of neighbours came back; there should be one for the sequence as a
    whole.

    Comparing two arrays compares them entry by entry, and gives an array.

    When is the answer for the whole sequence True: if one of those entries is, or if all of them
    are? A smaller case: 9, 8, 10 has the two pairs 9, 8 and 8, 10. One of them is fine and one is
    not, so the answer is one False.
    """
    losses = _losses(losses)
    return losses[1:] <= losses[:-1]


# ---------------------------------------------------------------- Eqs. 1.15-1.17, the promise


@guide("predicted_and_actual_change")
def the_promise():
    """One number is what the tangent promises for the step, the other what the step really
    changes. One of them came out differently.

    For each of the two ask: at which place is the slope taken, and at which places the height?
    Which of them may look at the end of the step?

    A smaller case: f(x) = x squared at 10 with the rate 0.25. The slope is 20, the step is 5 long,
    and the tangent falls by 100. f itself goes from 100 to 25, a change of -75.

    You have seen that a long step can break the promise so far that f rises. Eq. 1.17 "guarantees"
    the fall to first order only, and the next exercise finds the limit.
    """


@misconception("predicted_and_actual_change", says="your code follows the printed sign")
def follows_the_printed_sign(f, df, x, lr):
    """The promise is right. But the actual change was measured on the wrong side: the walker went
    uphill.

    In print Eq. 1.17 has f(x_0 + ...) on its left. Compare this with Eq. 1.16, from which it is to
    follow.

    For f(x) = x^2 at 1 with the rate 0.1: is the next place 0.8 or 1.2?
    """
    slope = df(x)
    return -lr * slope**2, f(x + lr * slope) - f(x)


@misconception("predicted_and_actual_change", says="your code forgets to square the slope")
def forgets_to_square_the_slope(f, df, x, lr):
    """The actual change is right. The promise is the length of the step, not the change of height.

    In Eq. 1.16 the slope enters twice: once since the tangent is steep, and once since the step is
    long.

    How long is the step, how much does the tangent fall per unit of length, and what is the product
    of the two? A smaller case: with the slope 3 and the rate 2 the step is 6 long, and 3 down for
    each of them makes 18.
    """
    slope = df(x)
    return -lr * slope, f(x - lr * slope) - f(x)


@misconception("predicted_and_actual_change", says="your code promises a rise")
def promises_a_rise(f, df, x, lr):
    """The size of the promise is right, but its sign says that the height will grow.

    The tangent is followed *downhill*, so what it promises is a fall; see the right side of Eq.
    1.17.

    Can a square be negative? Where must the sign come from, then? A smaller case: with the slope 3
    and the rate 1 the step goes 3 to the left, and the tangent falls by 9.
    """
    slope = df(x)
    return lr * slope**2, f(x - lr * slope) - f(x)


@misconception("predicted_and_actual_change", says="your code squares the rate as well")
def squares_the_rate_as_well(f, df, x, lr):
    """The promise grows fourfold when the learning rate is doubled. A straight line does not do
    that.

    In Eq. 1.17 the square belongs to the slope alone. In Python `**` is done before `*`, unless
    brackets say otherwise.

    What is inside your square? A smaller case: with the slope 3 the rate 1 promises a fall of 9,
    the rate 2 one of 18.
    """
    slope = df(x)
    return -((lr * slope) ** 2), f(x - lr * slope) - f(x)


@misconception("predicted_and_actual_change", says="your code exchanges the two")
def exchanges_the_two(f, df, x, lr):
    """Both numbers are right, but they came back in the wrong order.

    The name of the function says which one comes first.

    Which of your two numbers would change if the ground had another shape, but the same slope at x?
    A smaller case: x squared at 10 with the rate 0.25: first the promise, -100, then the change,
    -75.
    """
    slope = df(x)
    return f(x - lr * slope) - f(x), -lr * slope**2


@misconception("predicted_and_actual_change", says="your code forgets the old height")
def forgets_the_old_height(f, df, x, lr):
    """The promise is right. The second number is the height after the step, not the change of it.

    The left side of Eq. 1.17 is a difference of two heights.

    If you stand at 100 metres and step down to 99, what has changed, and by how much?
    """
    slope = df(x)
    return -lr * slope**2, f(x - lr * slope)


@misconception("predicted_and_actual_change", says="your code tells the promise twice")
def tells_the_promise_twice(f, df, x, lr):
    """Both numbers are the same: the promise.

    Eq. 1.17 has "=" where it should have "≈", so it looks as if its two sides were one number. They
    are not; to see that is the point of this exercise.

    Which calls tell you how high f *really* is, before and after the step? A smaller case: f(x) = x
    squared at 5 with the rate 0.5. The promise is -50; the step ends at 0, so f really changes by
    -25.
    """
    promise = -lr * df(x) ** 2
    return promise, promise


@misconception("predicted_and_actual_change", says="your code tells the change twice")
def tells_the_change_twice(f, df, x, lr):
    """Both numbers are the same: the actual change.

    The first one is to be what the *tangent* says, before anybody has moved. It must not look at f
    anywhere else.

    What do the slope at x and the length of the step tell about the change of height? A smaller
    case: f(x) = x squared at 5 with the rate 0.5. The step ends at 0, so f changes by -25; the
    tangent, with its slope 10 over the way 5, says -50.
    """
    change = f(x - lr * df(x)) - f(x)
    return change, change


@misconception("predicted_and_actual_change", says="your code halves the promise")
def halves_the_promise(f, df, x, lr):
    """The actual change is right; the promise is only half as large as it should be.

    There is no one half in Eq. 1.17. It occurs in the *quadratic* term of Eq. 1.3, which the
    tangent does not have.

    For the slope 2 and the rate 0.1, what is the promise?
    """
    slope = df(x)
    return -lr * slope**2 / 2, f(x - lr * slope) - f(x)


@misconception("predicted_and_actual_change", says="your code takes old minus new")
def takes_old_minus_new(f, df, x, lr):
    """The promise is right. The actual change has the wrong sign: a fall came out positive.

    A change is what you must add to the old height to get the new one; see the left side of
    Eq. 1.17.

    You go from 1 down to 0.64. Is the change 0.36 or -0.36?
    """
    slope = df(x)
    return -lr * slope**2, f(x) - f(x - lr * slope)


@misconception("predicted_and_actual_change", says="your code takes sizes only")
def takes_sizes_only(f, df, x, lr):
    """The sizes of both numbers are right, but their signs are gone.

    It is the sign that says whether the walker went up or down; and a long step may go up.

    Which step of your computation loses it? A smaller case: f(x) = x squared at 5 with the rate 2.
    The step of 20 ends at -15, where f is 225: it grew by 200. With the rate 0.5 it falls by 25.
    """
    slope = df(x)
    return lr * slope**2, abs(f(x - lr * slope) - f(x))


@misconception("predicted_and_actual_change", says="your code turns both changes round")
def turns_both_changes_round(f, df, x, lr):
    """Both numbers have the wrong sign: where the walker goes down, they say up.

    A change is what came out, less what was there. A walk downhill is promised to make f smaller.

    Which of the two heights do you subtract, and which sign does a fall have? A smaller case: from
    the height 5 to the height 3 the change is -2. A promise of a fall by 1 is -1.
    """
    slope = df(x)
    return lr * slope**2, f(x) - f(x - lr * slope)


@misconception("predicted_and_actual_change", says="your code takes the slope where it ends")
def takes_the_slope_where_it_ends(f, df, x, lr):
    """The actual change is right. The promise was made with the slope at the *end* of the step.

    A promise is made before the step. The tangent of Eq. 1.15 touches the curve at the point where
    you stand.

    At which places does your code call `df`, and for which of them is it needed? A smaller case:
    f(x) = x squared at 5 with the rate 0.5 ends at 0, where the slope is 0. The promise was made at
    5, with the slope 10.
    """
    place = x - lr * df(x)
    return -lr * df(place) ** 2, f(place) - f(x)


@misconception("predicted_and_actual_change", says="your code measures the slope itself")
def measures_the_slope_itself(f, df, x, lr):
    """As long as `df` is the exact derivative of f, all is well. But your function never asks
    it: it measured the slope by itself.

    Here somebody else has measured the slope, well or badly, and wants to know what comes of it.

    Which of the parameters does your code not use? A smaller case: f(x) = x squared at 5, but `df`
    says 1 where the slope is 10. Then with the rate 1 the step goes to 4, and the promise is -1.
    """
    h = 1e-5
    slope = (f(x + h) - f(x - h)) / (2 * h)
    return -lr * slope**2, f(x - lr * slope) - f(x)


@misconception("predicted_and_actual_change", says="your code promises with the parabola")
def promises_with_the_parabola(f, df, x, lr):
    """The actual change is right. The promise knows more than a tangent can know: it contains how
    the curve bends.

    Eqs. 1.15 to 1.17 use the first-order approximation, Eq. 1.2, on purpose. The bend (Eq. 1.3)
    explains why the promise is not kept.

    What is left of your promise if the second derivative is not used? A smaller case: f(x) = x
    squared at 5 with the rate 0.5. The tangent promises -50, though the parabola would know that it
    will be -25.
    """
    slope, h = df(x), 1e-5
    bend = (df(x + h) - df(x - h)) / (2 * h)
    return -lr * slope**2 + bend * (lr * slope) ** 2 / 2, f(x - lr * slope) - f(x)


@misconception("predicted_and_actual_change", says="your code divides by the height")
def divides_by_the_height(f, df, x, lr):
    """The promise is right. The second number is a share of the old height, not a change of height.

    Percentages are good for reports; Eq. 1.17 compares heights. And the height may well be 0.

    By what is your difference divided, and where does the equation say so? A smaller case: f(x) = x
    squared at 5 with the rate 0.5 falls from 25 to 0. The change is -25; as a share it would be -1.
    """
    slope = df(x)
    return -lr * slope**2, (f(x - lr * slope) - f(x)) / f(x)


@misconception("predicted_and_actual_change", says="your code forgets the slope in the step")
def forgets_the_slope_in_the_step(f, df, x, lr):
    """The promise is right. The actual change belongs to another step: its length is the learning
    rate alone, whatever the slope.

    Eq. 1.16 says how long the step is, and to which side it goes.

    From x = 1 with the slope 2 and the rate 0.1, where does the step end?
    """
    return -lr * df(x) ** 2, f(x - lr) - f(x)


@misconception("predicted_and_actual_change", says="your code tells the heights")
def tells_the_heights(f, df, x, lr):
    """What came back are two heights after the step, the predicted and the actual one. The
    question is by how much the height *changes*.

    Eq. 1.17 is Eq. 1.16 with something taken over to the other side.

    Which number do both of yours have in common, and what is left without it? A smaller case: f(x)
    = x squared + 100 at 5 with the rate 0.5 falls from 125 to 100. The change is -25.
    """
    slope = df(x)
    return f(x) - lr * slope**2, f(x - lr * slope)


@misconception("predicted_and_actual_change", says="your code takes the height for the slope")
def takes_the_height_for_the_slope(f, df, x, lr):
    """The step was computed from the height at x, not from the slope there.

    Two functions come in: the first is f, the second its derivative. The step of Eq. 1.16 needs the
    derivative; the height is needed for the actual change.

    Which of the two does your code call to find the length of the step? A smaller case: x squared
    at 10 has the height 100 and the slope 20. With the rate 0.25 the step is 5 long.
    """
    slope = f(x)
    return -lr * slope**2, f(x - lr * slope) - f(x)


@misconception("predicted_and_actual_change", says="your code tells the broken part")
def tells_the_broken_part(f, df, x, lr):
    """The promise is right. The second number is how far the promise was missed, not what the
    ground did.

    Both sides of Eq. 1.17 are changes of height. To compare them is left to whoever called your
    function.

    What do you subtract in the end, and is it one of the two heights? A smaller case: x squared at
    10 with the rate 0.25. The promise is -100 and the change -75; the 25 between them is for others
    to find.
    """
    slope = df(x)
    return -lr * slope**2, f(x - lr * slope) - f(x) + lr * slope**2


@misconception("predicted_and_actual_change", says="your code takes the whole slope")
def takes_the_whole_slope(f, df, x, lr):
    """The learning rate made no difference: the step was always as long as the slope.

    The rate stands on both sides of Eq. 1.17, once in each.

    What should both numbers be close to when the rate is close to 0? A smaller case: x squared at
    10 has the slope 20. With the rate 0.25 the step is 5 long, and with 0.001 only 0.02.
    """
    slope = df(x)
    return -(slope**2), f(x - slope) - f(x)


@misconception("predicted_and_actual_change", says="your code tells the change only")
def tells_the_change_only(f, df, x, lr):
    """Only one number came back: the actual change. There should be two.

    The exercise is about the difference between what was promised and what was kept, so both are
    needed: the promise first.

    What does the right side of Eq. 1.17 say, once its "=" is read as a promise? A smaller case: x
    squared at 10 with the rate 0.25: the promise is -100, the change -75, and both are asked for.
    """
    return f(x - lr * df(x)) - f(x)


# ---------------------------------------------------------------- how far may I step?


def _eigenvalues(H):
    """The eigenvalues, smallest first."""
    return np.linalg.eigvalsh(np.asarray(H, dtype=float))


@guide("max_stable_lr")
def the_limit_of_the_rate():
    """In each direction of the bowl a step multiplies the distance by a factor. The limit that
    came out is not the rate at which one of these factors becomes too large.

    Write the factor down for one eigenvalue and ask for which rates its size stays below 1. Then
    ask which of the directions is the strictest.

    A smaller case: the curvature 8 alone. With the rate 0.125 a step ends in the minimum, with 0.25
    it ends as far away on the other side, and beyond that each step leads farther off.

    Remember that the flattest direction has no say. It is the one that then waits longest, which is
    why narrow valleys are slow for gradient descent.
    """


@misconception("max_stable_lr", says="your code stops at the minimum of the steepest")
def stops_at_the_minimum_of_the_steepest(H):
    """Your limit is half as large as it could be: at this rate the steepest direction reaches its
    minimum in a single step.

    Beyond it the walker jumps across the minimum, but still comes closer with each jump.

    The factor 1 - eta lambda is 0 at your limit. How far may it fall below 0 before things get
    worse and not better?
    """
    return 1 / _eigenvalues(H)[-1]


@misconception("max_stable_lr", says="your code takes the flattest direction")
def takes_the_flattest_direction(H):
    """Your limit is too large: at that rate the walk runs away along some direction.

    The condition on eta must hold for *every* eigenvalue. You took the eigenvalue which is the
    easiest to please.

    For the eigenvalues 2 and 10 the limits are 1 and 0.2. What happens along the second at the rate
    0.5?
    """
    return 2 / _eigenvalues(H)[0]


@misconception("max_stable_lr", says="your code takes the trace")
def takes_the_trace(H):
    """Your limit is too small: instead of the largest eigenvalue you used the sum of all of them,
    which is also the sum of the diagonal.

    It is safe, since the sum is larger than each of its terms, but it is not *the* limit.

    Each eigenvector has a factor 1 - eta lambda of its own. Do the eigenvalues of the others occur
    in it? A smaller case: directions with the eigenvalues 4 and 4 allow just the rates that a
    single 4 allows.
    """
    return 2 / np.trace(np.asarray(H, dtype=float))


@misconception("max_stable_lr", says="your code returns the eigenvalue")
def returns_the_eigenvalue(H):
    """What came back is the largest eigenvalue, and not yet a learning rate.

    The steeper the bowl, the *smaller* must the steps be. Solve -1 < 1 - eta lambda < 1 for eta.

    Which end of this chain is the one that a large rate breaks? A smaller case: with lambda = 4 the
    factor is 1 - 4 eta. For eta = 0.25 it is 0, for eta = 0.5 it is -1, and beyond that its size
    exceeds 1.
    """
    return _eigenvalues(H)[-1]


@misconception("max_stable_lr", says="your code takes the largest diagonal entry")
def takes_the_largest_diagonal_entry(H):
    """For diagonal matrices you are right. For others the limit came out too large: you used the
    largest entry of H and not the largest eigenvalue.

    The diagonal tells how the bowl bends along the coordinate axes. The steepest direction may lie
    between them.

    Which eigenvalues does [[2, 1], [1, 2]] have, and how do they compare with its diagonal?
    """
    return 2 / np.max(np.diag(np.asarray(H, dtype=float)))


@misconception(
    "max_stable_lr",
    says="your code takes the largest entry",
    same_as="takes_the_largest_diagonal_entry",
)
def takes_the_largest_entry(H):
    """For diagonal matrices you are right. For others the limit came out too large: you used the
    largest entry of H and not the largest eigenvalue.

    In a matrix with positive eigenvalues the largest entry is always on the diagonal, and the
    diagonal tells only how the bowl bends along the coordinate axes.

    Which eigenvalues does [[2, 1], [1, 2]] have?
    """
    return 2 / np.max(np.abs(np.asarray(H, dtype=float)))


@misconception("max_stable_lr", says="your code takes the first entry")
def takes_the_first_entry(H):
    """Only the entry in the corner of H was used: how the bowl bends along the first coordinate.

    Each direction has a condition of its own, and the strictest one decides. Directions are given
    by eigenvectors.

    What would change in your answer if the second coordinate were a hundred times steeper? A
    smaller case: H = [[1, 0], [0, 4]] bends 4 times as much along the second coordinate, so that
    one is the stricter.
    """
    return 2 / np.asarray(H, dtype=float)[0, 0]


@misconception("max_stable_lr", says="your code takes the frobenius norm")
def takes_the_frobenius_norm(H):
    """Your limit is somewhat too small: you used the root of the sum of all squared entries,
    which is what np.linalg.norm computes for a matrix unless told otherwise.

    That number is at least as large as the largest eigenvalue, and equal to it only in special
    cases.

    For diag(3, 4), which number decides, and which one did you use? A smaller case: for the
    directions 6 and 8 alone, the steeper one is 8, though the root of the squares is 10.
    """
    return 2 / np.linalg.norm(np.asarray(H, dtype=float))


@misconception("max_stable_lr", says="your code takes the largest row sum")
def takes_the_largest_row_sum(H):
    """Your limit is somewhat too small: you used the largest sum of absolute values in a row.

    By a theorem of Gershgorin no eigenvalue is larger, so you are on the safe side; but the limit
    itself is a matter of the eigenvalues.

    For [[2, 1], [1, 2]] both are 3. Can you find a matrix for which they differ?
    """
    return 2 / np.max(np.sum(np.abs(np.asarray(H, dtype=float)), axis=1))


@misconception("max_stable_lr", says="your code gives the best rate")
def gives_the_best_rate(H):
    """Your answer is a famous learning rate, the *best* one on this bowl, but not the largest that
    converges.

    At the best rate the steepest and the flattest direction shrink equally fast. Beyond it the walk
    becomes slower, and still converges, for a while.

    At which rate does |1 - eta lambda| reach 1 for the first time?
    """
    values = _eigenvalues(H)
    return 2 / (values[0] + values[-1])


@misconception("max_stable_lr", says="your code takes the determinant")
def takes_the_determinant(H):
    """You used the determinant, the product of all the eigenvalues.

    Each direction has a condition of its own on eta. None of them knows of a product.

    With the eigenvalues 0.1 and 10 the determinant is 1. Is a rate of 1.9 stable along the second
    eigenvector?
    """
    return 2 / np.linalg.det(np.asarray(H, dtype=float))


@misconception("max_stable_lr", says="your code halves the eigenvalue")
def halves_the_eigenvalue(H):
    """The largest eigenvalue is in your answer, but upside down: steeper bowls got larger rates.

    Solve -1 < 1 - eta lambda for eta: on which side does lambda end up?

    For [[10]] the limit is 0.2. What does your function say, and where does a step of that size
    lead from 1, where the gradient is 10?
    """
    return _eigenvalues(H)[-1] / 2


@misconception("max_stable_lr", says="your code divides by twice the eigenvalue")
def divides_by_twice_the_eigenvalue(H):
    """The right eigenvalue is in the right place, but the limit is four times too small.

    Solve -1 < 1 - eta lambda for eta, in two lines.

    When you bring lambda to the other side, where does the 2 go? A smaller case: lambda = 4 with
    the rate 0.25 gives the factor 0, and with the rate 0.4 it gives -0.6: both are fine still.
    """
    return 1 / (2 * _eigenvalues(H)[-1])


@misconception("max_stable_lr", says="your code squares the eigenvalue")
def squares_the_eigenvalue(H):
    """Your limit contains the *square* of the largest eigenvalue.

    Singular values of H H^T are such squares. For a symmetric H with positive eigenvalues, the
    singular values of H itself are the eigenvalues.

    Which matrix did you hand over for the eigenvalues? If H is doubled, how should the limit
    change? A smaller case: lambda = 10 with the rate 0.1 gives the factor 0, so 0.1 is not too
    much.
    """
    return 2 / _eigenvalues(H)[-1] ** 2


@misconception("max_stable_lr", says="your code takes the root of the eigenvalue")
def takes_the_root_of_the_eigenvalue(H):
    """Your limit contains the *square root* of the largest eigenvalue.

    Roots of eigenvalues belong to another matrix: one whose square (or product with its transpose)
    is H.

    If the bowl becomes four times steeper, by which factor should the limit fall, and by which one
    does yours? A smaller case: lambda = 100 with the rate 0.1 gives the factor -9, far too much.
    """
    return 2 / np.sqrt(_eigenvalues(H)[-1])


@misconception("max_stable_lr", says="your code takes the condition number")
def takes_the_condition_number(H):
    """You used the quotient of the largest and the smallest eigenvalue.

    This is the condition number; it tells how *slow* the walk will be. It does not change when the
    bowl is made twice as steep everywhere, but the limit does.

    For 3 times the identity matrix the condition number is 1. What is the limit?
    """
    values = _eigenvalues(H)
    return 2 * values[0] / values[-1]


@misconception("max_stable_lr", says="your code averages the eigenvalues")
def averages_the_eigenvalues(H):
    """Your limit is too large: instead of the largest eigenvalue you used the mean of all of
    them.

    The condition on eta must hold for each direction, and not on average. A chain breaks at its
    weakest link.

    For the eigenvalues 2 and 10, the mean is 6. Is the rate 0.3 stable along the second direction?
    A smaller case: a bridge for 3 t and one for 9 t on one way let no lorry of 6 t pass.
    """
    return 2 / np.mean(_eigenvalues(H))


@misconception("max_stable_lr", says="your code returns one limit for each direction")
def returns_one_limit_for_each_direction(H):
    """N limits came back, one for each eigenvalue; a learning rate is one number.

    You are nearly there: these are the right conditions. But all the directions share the same eta.

    Which of your N numbers satisfies all the conditions at once? A smaller case: if one direction
    allows rates below 0.5, and another below 0.1, would the rate 0.3 do?
    """
    return 2 / _eigenvalues(H)


@misconception("max_stable_lr", says="your code divides without remainder")
def divides_without_remainder(H):
    """The limit was cut to a whole number: for a steep bowl it came out as 0.

    In Python `/` divides, while `//` divides and drops what is after the decimal point; int() does
    so, too.

    What are 2 / 12 and 2 // 12? A smaller case: 7 // 2 is 3, and 7 / 2 is 3.5.
    """
    return 2 // _eigenvalues(H)[-1]


@misconception("max_stable_lr", says="your code keeps a margin")
def keeps_a_margin(H):
    """Your answer is a little smaller than the limit, as if to be on the safe side.

    In practice that is wise. Here the limit itself is asked for; who calls the function can take a
    share of it, as the picture below the exercise does.

    Which number in your code is not in the condition -1 < 1 - eta lambda?
    """
    return 0.99 * 2 / _eigenvalues(H)[-1]


@misconception("max_stable_lr", says="your code takes the second eigenvalue")
def takes_the_second_eigenvalue(H):
    """You took one of the eigenvalues that are neither the largest nor the smallest.

    `np.linalg.eigvalsh` sorts them, the smallest first; other functions return them in any order.

    How do you pick the largest of N numbers, whatever their order and whatever N? A smaller case:
    the eigenvalues 1, 4, 9, 25. The steepest direction is the one with 25, the second entry only
    has a 4.
    """
    values = _eigenvalues(H)
    return 2 / values[min(1, len(values) - 1)] if len(values) > 2 else 2 / values[-1]


@misconception("max_stable_lr", says="your power iteration starts from ones")
def iterates_from_ones(H):
    """For many bowls the limit is right, for some of them an eigenvalue that is not the largest was
    found.

    Multiplying a vector by H again and again turns it into the steepest direction, unless it had no
    part in that direction to begin with. A vector of ones is such a start for some bowls.

    What does [[2, -1], [-1, 2]] make of [1, 1]? A smaller case: with 2 and 10 on the diagonal and 0
    elsewhere, H makes [2, 0] of [1, 0], then [4, 0], and never meets the 10.
    """
    return _by_power_iteration(H, 1000)


@misconception(
    "max_stable_lr",
    says="your power iteration ends after {rounds} rounds",
    rounds=(5, 10, 20, 30, 50, 100),
)
def iterates_too_few_rounds(H, *, rounds):
    """For many bowls the limit is nearly right. Where two eigenvalues are almost equal it came out
    too large, since your iteration was not yet at its end.

    With each round the share of the second eigenvalue's direction shrinks by the quotient of the
    two. If they are almost equal, that takes long.

    How would your code notice that a further round still changes the result, and is there a
    function of NumPy that needs no rounds? A smaller case: from [1, 1] with 1 and 0.9 on the
    diagonal, five rounds lead to [1, 0.59], which is far from [1, 0].
    """
    return _by_power_iteration(H, rounds)


def _by_power_iteration(H, rounds):
    """The limit by a power iteration that starts from ones."""
    H = np.asarray(H, dtype=float)
    v = np.ones(len(H))
    for _ in range(rounds):
        v = H @ v
        v = v / np.linalg.norm(v)
    return 2 / (v @ H @ v)


# ---------------------------------------------------------------- when do I stop?


def _descend(x0, grad, lr, most, is_level):
    """The walk that stops before a step once `is_level(g, x)`; what descend_until returns."""
    x, steps = _point(x0), 0
    while True:
        g = np.asarray(grad(x))
        level = bool(is_level(g, x))
        if level or steps >= most:
            return x, steps, level
        x, steps = x - lr * g, steps + 1


@guide("descend_until")
def the_end_of_the_walk():
    """The walk stops on level ground or when its steps run out. For some start the place, the
    number of steps or the verdict is another one.

    Go through a walk of two steps by hand. When is the ground felt, when is it compared, when is a
    step counted?

    A smaller case: the gradient is the point itself, and the rate is 0.5. From [10] with tol = 3
    the places are 10, 5, 2.5: two steps, and True. With at most one step it ends at 5, and False.

    One thing more: level ground need not be a valley. On a hilltop the gradient vanishes as well,
    and a walk that starts there is content with it.
    """


@misconception("descend_until", says="your code tests the length of the step")
def tests_the_length_of_the_step(x0, grad, lr, tol, max_steps):
    """The walk stopped too early: it was the *step* that had become short, not the gradient.

    A step is short where the ground is level, but also where the learning rate is small. Only the
    first is a reason to stop.

    With a rate of 0.0001, how steep may the ground be when your walk stops? A smaller case: a
    gradient of length 50 and the rate 0.001 make a step of 0.05, on steep ground.
    """
    return _descend(x0, grad, lr, max_steps, lambda g, x: lr * _length(g) <= tol)


@misconception("descend_until", says="your code stops after a short step")
def stops_after_a_short_step(x0, grad, lr, tol, max_steps):
    """The walk stopped *after* a step that was short, instead of before a step where the gradient
    is short.

    The length of a step depends on the learning rate as well, so a small rate looks like level
    ground.

    With a rate of 0.0001, how steep may the ground be when your walk stops? Which two things does
    your test compare?
    """
    x = _point(x0)
    for steps in range(max_steps):
        step = lr * np.asarray(grad(x))
        x = x - step
        if _length(step) <= tol:
            return x, steps + 1, True
    return x, max_steps, False


@misconception("descend_until", says="your code tests the largest slope")
def tests_the_largest_slope(x0, grad, lr, tol, max_steps):
    """In some cases the walk stopped too early: when each single slope was small enough, though
    together they were not.

    Asked for is the Euclidean length of the gradient, the root of the sum of squares. The largest
    entry is another norm, and a smaller one.

    For the gradient (3, 4): what is its length, and what did your test use? A smaller case: the
    gradient (6, 8) has the length 10.
    """
    return _descend(x0, grad, lr, max_steps, lambda g, x: np.max(np.abs(g)) <= tol)


@misconception("descend_until", says="your code tests the squared length")
def tests_the_squared_length(x0, grad, lr, tol, max_steps):
    """In some cases the walk stopped too late: it is the *square* of the gradient's length that
    was compared with the tolerance.

    The dot product of the gradient with itself is the sum of squares. The length is something else.

    For the gradient (3, 4): what is its length, and what did your test use? A smaller case: the
    gradient (6, 8) has the length 10.
    """
    return _descend(x0, grad, lr, max_steps, lambda g, x: np.sum(g**2) <= tol)


@misconception("descend_until", says="your code tests the sum of slopes")
def tests_the_sum_of_slopes(x0, grad, lr, tol, max_steps):
    """In some cases the walk stopped too late: you added up the sizes of all the slopes.

    That is a norm, too, but not the Euclidean one, which is the root of the sum of squares.

    For the gradient (3, 4): what is its length, and what did your test use? A smaller case: the
    gradient (6, 8) has the length 10.
    """
    return _descend(x0, grad, lr, max_steps, lambda g, x: np.sum(np.abs(g)) <= tol)


@misconception("descend_until", says="your code lets slopes cancel")
def lets_slopes_cancel(x0, grad, lr, tol, max_steps):
    """The walk stopped on steep ground, where a positive and a negative slope add up to little.

    The length of a gradient knows no such cancelling, since every square is positive.

    At a place where the slopes are 5 and -5: is the ground level there? A smaller case: the
    gradient (6, -8) has the length 10.
    """
    return _descend(x0, grad, lr, max_steps, lambda g, x: abs(np.sum(g)) <= tol)


@misconception("descend_until", says="your code averages the squares")
def averages_the_squares(x0, grad, lr, tol, max_steps):
    """In some cases the walk stopped too early: the sum of squares was divided by the number of
    coordinates before the root was taken.

    The length of a vector is the root of the *sum*. With the mean, a gradient of many entries looks
    flatter than it is.

    For the gradient (3, 4): what is its length, and what did your test use? A smaller case: the
    gradient (6, 8) has the length 10.
    """
    return _descend(x0, grad, lr, max_steps, lambda g, x: np.sqrt(np.mean(g**2)) <= tol)


@misconception("descend_until", says="your code tests one coordinate")
def tests_one_coordinate(x0, grad, lr, tol, max_steps):
    """The walk stopped as soon as the *first* slope was small; the others were not looked at.

    The ground is level when it is level in every direction. The length of the gradient takes all
    the entries into account.

    Which entries of the gradient does your test use? A smaller case: the gradient [0, 5] has the
    length 5. Along the first coordinate the ground is level, along the second it is not.
    """
    return _descend(x0, grad, lr, max_steps, lambda g, x: abs(g[0]) <= tol)


@misconception("descend_until", says="your code is content with one level direction")
def is_content_with_one_level_direction(x0, grad, lr, tol, max_steps):
    """The walk stopped as soon as *one* of the slopes was small, while others were still steep.

    The ground is level when it is level in every direction, and the exercise asks for the length of
    the whole gradient.

    What is the length of (0, 100), and what does your test make of it?
    """
    return _descend(x0, grad, lr, max_steps, lambda g, x: np.min(np.abs(g)) <= tol)


@misconception("descend_until", says="your code tests the place")
def tests_the_place(x0, grad, lr, tol, max_steps):
    """The walk stopped when the *point* was close to 0. But the minimum may be anywhere.

    What tells that you have arrived is the gradient: it must be short there.

    For f(x) = (x - 5)^2: where should the walk end, and would your test notice?
    """
    return _descend(x0, grad, lr, max_steps, lambda g, x: _length(x) <= tol)


@misconception("descend_until", says="your code compares with the first gradient")
def compares_with_the_first_gradient(x0, grad, lr, tol, max_steps):
    """Your tolerance is a share of the gradient at the start; the exercise means it as a length.

    Both are in use. With a share, whoever starts almost at the minimum must still improve by the
    same factor.

    By what do you multiply the tolerance, and where does the exercise say so? A smaller case: with
    tol = 1 a gradient of length 3 is too long, whether the walk began with 4 or with 4000.
    """
    first = _length(grad(_point(x0)))
    return _descend(x0, grad, lr, max_steps, lambda g, x: _length(g) <= tol * first)


@misconception("descend_until", says="your code wants it strictly shorter")
def wants_it_strictly_shorter(x0, grad, lr, tol, max_steps):
    """Nearly everything is right. But when the gradient's length is *exactly* the tolerance, your
    walk goes on.

    "At most" includes equality. It matters most for the tolerance 0, which only an exact minimum
    can meet.

    What does your function return if the start is the minimum and the tolerance is 0? A smaller
    case: with tol = 5 a gradient of length 5 is short enough, and one of 5.1 is not.
    """
    return _descend(x0, grad, lr, max_steps, lambda g, x: _length(g) < tol)


@misconception("descend_until", says="your code uses a tolerance of its own")
def uses_a_tolerance_of_its_own(x0, grad, lr, tol, max_steps):
    """Your walk always went on until the gradient was extremely short, whatever tolerance was asked
    for.

    A number in your code stands where the parameter `tol` should.

    If a tolerance of 10 is good enough for the caller, why spend more steps? A smaller case: half
    of x squared has the slope x. From 16 with the rate 0.5, tol = 10 is met at 8, after one step.
    """
    return _descend(x0, grad, lr, max_steps, lambda g, x: _length(g) <= 1e-6)


@misconception("descend_until", says="your code takes all the steps")
def takes_all_the_steps(x0, grad, lr, tol, max_steps):
    """Your walk always took all the permitted steps, also after the ground had become level.

    `max_steps` is what must not be exceeded, not what is to be reached.

    Where in your loop is the gradient compared with the tolerance, and what happens then? A smaller
    case: half of x squared has the slope x. From 16 with the rate 0.5 and tol = 5 the places are
    16, 8, 4: two steps, even if 100 are allowed.
    """
    x, _, _ = _descend(x0, grad, lr, max_steps, lambda g, x: False)
    return x, max_steps, _length(grad(x)) <= tol


@misconception("descend_until", says="your code counts the calls")
def counts_the_calls(x0, grad, lr, tol, max_steps):
    """The point and the verdict are right, but the number is one too large.

    The gradient is felt before each step, and once more at the end; so there is one call more than
    there are steps.

    How many steps have you taken when the ground is level at the start? A smaller case: the places
    16, 8, 4 are three, with two steps between them.
    """
    x, steps, level = _descend(x0, grad, lr, max_steps, lambda g, x: _length(g) <= tol)
    return x, steps + 1, level


@misconception("descend_until", says="your code counts the test as a step")
def counts_the_test_as_a_step(x0, grad, lr, tol, max_steps):
    """The point and the verdict are right. But whenever the walk converged, the number of steps is
    one too large.

    When your loop finds the ground level, no step has been taken yet in this round.

    How many steps have you taken when the ground is level at the start, and what does your counter
    say then? A smaller case: half of x squared has the slope x. From 16 with the rate 0.5 and tol =
    5 the places are 16, 8, 4: two steps, and the third round takes none.
    """
    x, steps, level = _descend(x0, grad, lr, max_steps, lambda g, x: _length(g) <= tol)
    return x, steps + int(level and steps < max_steps), level


@misconception("descend_until", says="your code takes all steps and is content")
def takes_all_steps_and_is_content(x0, grad, lr, tol, max_steps):
    """Your walk always took all the permitted steps, and always said that it had converged.

    The tolerance decides two things: when to stop, and what the verdict is. Your code asks it for
    neither.

    Where should the length of the gradient be compared with the tolerance, and what happens then? A
    smaller case: half of x squared has the slope x. From 16 with the rate 0.5 and tol = 5 two steps
    are enough; with at most one the walk ends at 8, and the verdict is False.
    """
    x, _, _ = _descend(x0, grad, lr, max_steps, lambda g, x: False)
    return x, max_steps, True


@misconception("descend_until", says="your code steps before it feels")
def steps_before_it_feels(x0, grad, lr, tol, max_steps):
    """The first step was taken without looking: your walk leaves even a start on level ground.

    The exercise says "stops *before* a step". So the test comes first, and then the step.

    In which order does your loop feel, test and step, the first time round? A smaller case: half of
    x squared has the slope x. From 4 with tol = 5 the ground is level enough at once, so the answer
    is 0 steps, at 4.
    """
    if max_steps == 0:
        return _point(x0), 0, _length(grad(_point(x0))) <= tol
    x, steps = _point(x0), 0
    while steps < max_steps:
        x, steps = x - lr * np.asarray(grad(x)), steps + 1
        if _length(grad(x)) <= tol:
            return x, steps, True
    return x, steps, False


@misconception("descend_until", says="your code always claims success")
def always_claims_success(x0, grad, lr, tol, max_steps):
    """The walk is right, but its verdict is always True, even when the steps ran out on steep
    ground.

    The third answer says whether the gradient is short enough *at the point that is returned*.

    Which of two reasons can make your loop end, and does your last line know which one it was? A
    smaller case: half of x squared has the slope x. From 16 with the rate 0.5, tol = 5 and at most
    1 step, the walk ends at 8: False.
    """
    x, steps, _ = _descend(x0, grad, lr, max_steps, lambda g, x: _length(g) <= tol)
    return x, steps, True


@misconception("descend_until", says="your walk never says that it has converged")
def never_claims_success(x0, grad, lr, tol, max_steps):
    """The walk is right, but its verdict is always False, even on level ground.

    The third answer says whether the gradient is short enough at the point that is returned.

    Where in your code is the verdict set to True, and is that line ever reached? A smaller case:
    half of x squared has the slope x. At 4 with tol = 5 the verdict is True, at 8 it is False.
    """
    x, steps, _ = _descend(x0, grad, lr, max_steps, lambda g, x: _length(g) <= tol)
    return x, steps, False


@misconception("descend_until", says="your code turns the verdict round")
def turns_the_verdict_round(x0, grad, lr, tol, max_steps):
    """The walk is right, but the verdict is turned round: True came back when the steps ran out,
    and False on level ground.

    The third answer says whether the walk *converged*: whether the gradient is short enough at the
    point that is returned.

    What does your loop's condition say, and is the verdict that condition or its opposite? A
    smaller case: half of x squared has the slope x. At 4 with tol = 5 the verdict is True, at 8 it
    is False.
    """
    x, steps, level = _descend(x0, grad, lr, max_steps, lambda g, x: _length(g) <= tol)
    return x, steps, not level


@misconception("descend_until", says="your code denies a late arrival")
def denies_a_late_arrival(x0, grad, lr, tol, max_steps):
    """Nearly everything is right. But when the *last permitted* step leads to level ground, your
    verdict says that the walk did not converge.

    That the steps are used up does not mean that they were in vain. What counts is the gradient at
    the returned point.

    After the last step, does your code feel the ground once more? A smaller case: half of x squared
    has the slope x. From 16 with the rate 0.5, tol = 5 and at most 2 steps the walk ends at 4, and
    it did converge.
    """
    x, steps, level = _descend(x0, grad, lr, max_steps, lambda g, x: _length(g) <= tol)
    return x, steps, level and steps < max_steps


@misconception("descend_until", says="your code counts with the last index of its loop")
def counts_with_the_last_index(x0, grad, lr, tol, max_steps):
    """When the steps are used up, the number of steps is too small by one, and the verdict is no,
    even where the last step led to level ground.

    In a loop over range(max_steps) the index begins at 0, and after the loop it is that of the last
    round. It is one less than the number of rounds.

    How many steps has your walk made when the loop has ended by itself, and has the ground been
    felt where it ended? A smaller case: three rounds have the indices 0, 1 and 2.
    """
    x, steps, level = _descend(x0, grad, lr, max_steps, lambda g, x: _length(g) <= tol)
    if steps < max_steps:
        return x, steps, level
    return x, max(0, max_steps - 1), False


@misconception("descend_until", says="your code ignores the limit")
def ignores_the_limit(x0, grad, lr, tol, max_steps):
    """The walk went on until the ground was level, although it was permitted fewer steps.

    With too large a learning rate the ground never becomes level, and then a walk without a limit
    does not end.

    Which of the parameters does your loop not look at, and how can one loop have two reasons to
    end? A smaller case: half of x squared has the slope x. From 16 with the rate 0.5 and at most 1
    step the walk ends at 8, whatever tol is.
    """
    x, steps, _ = _descend(x0, grad, lr, 10_000, lambda g, x: not _length(g) > tol)
    return x, steps, _length(grad(x)) <= tol


@misconception("descend_until", says="your code takes one more than permitted")
def takes_one_more_than_permitted(x0, grad, lr, tol, max_steps):
    """When the steps run out, your walk takes one more than it may.

    With `max_steps` 0 nobody may move at all.

    For 2 permitted steps, write down the counter at each test of your loop. At which value should
    the loop end? A smaller case: for 1 permitted step the counter is 0 at the first test and 1 at
    the second, where the walk ends.
    """
    return _descend(x0, grad, lr, max_steps + 1, lambda g, x: _length(g) <= tol)


@misconception("descend_until", says="your code takes one less than permitted")
def takes_one_less_than_permitted(x0, grad, lr, tol, max_steps):
    """When the steps run out, your walk stops one step too early.

    For 2 permitted steps, write down the counter at each test of your loop.

    Does it count from 0 or from 1, and has a step been taken when it is tested for the first time?
    """
    return _descend(x0, grad, lr, max_steps - 1, lambda g, x: _length(g) <= tol)


@misconception("descend_until", says="your code gives up after one step", feels=(True, False))
def gives_up_after_one_step(x0, grad, lr, tol, max_steps, *, feels):
    """Where one step is enough the answer is right. Where more are needed, your code stopped after
    the first one.

    Look at each `return` in your loop. In which round may it be reached, and what must have been
    tested before?

    When does your code know that the ground will not become level in time? A smaller case: with 3
    steps allowed, and places 8, 4, 2, 1 on the way, the 4 is no reason to stop.
    """
    most = min(max_steps, 1)
    x, steps, level = _descend(x0, grad, lr, most, lambda g, x: _length(g) <= tol)
    return x, steps, level and (feels or steps == 0)


@misconception("descend_until", says="your code returns the place before")
def returns_the_place_before(x0, grad, lr, tol, max_steps):
    """The number and the verdict are right, but the point is the one before the last step.

    The verdict speaks of the point that is returned, so the two must belong together.

    Does your code keep an older point in a second variable, and which of the two does it return? A
    smaller case: the places 16, 8, 4 with tol = 5. The walk stops at 4, and [4] is the point, not
    [8].
    """
    _, steps, level = _descend(x0, grad, lr, max_steps, lambda g, x: _length(g) <= tol)
    before, _, _ = _descend(x0, grad, lr, steps - 1, lambda g, x: False)
    return before, steps, level


@misconception("descend_until", says="your code returns the whole walk")
def returns_the_whole_walk(x0, grad, lr, tol, max_steps):
    """Instead of the point, your function returns all the places of the walk.

    That was the exercise `gradient_descent`. Here only the point where the walk stopped is asked
    for, with N numbers.

    Which row of your table is it? A smaller case: of the places 16, 8, 4 only [4] is asked for.
    """
    x, path = _point(x0), [_point(x0)]
    _, steps, level = _descend(x0, grad, lr, max_steps, lambda g, x: _length(g) <= tol)
    for _ in range(steps):
        x = x - lr * np.asarray(grad(x))
        path.append(x)
    return np.array(path), steps, level


@misconception("descend_until", says="your code returns the length instead")
def returns_the_length_instead(x0, grad, lr, tol, max_steps):
    """The third answer is the length of the gradient; it should be True or False.

    The length is interesting, but who calls your function wants a verdict: is it short enough?

    How do you make a yes or no of a length and a tolerance? A smaller case: with tol = 5 a length
    of 4 makes True, and a length of 8 makes False.
    """
    x, steps, _ = _descend(x0, grad, lr, max_steps, lambda g, x: _length(g) <= tol)
    return x, steps, _length(grad(x))


@misconception("descend_until", says="your code exchanges number and verdict")
def exchanges_number_and_verdict(x0, grad, lr, tol, max_steps):
    """All three answers are there, but the verdict stands in the second place, and the number of
    steps in the third.

    The docstring lists them in their order.

    Which of the three would you expect second, if you read "point, number, verdict"? A smaller
    case: the places 16, 8, 4 with tol = 5 make the answer [4], 2, True.
    """
    x, steps, level = _descend(x0, grad, lr, max_steps, lambda g, x: _length(g) <= tol)
    return x, level, steps


@misconception("descend_until", says="your code returns the point only")
def returns_the_point_only(x0, grad, lr, tol, max_steps):
    """The point is right, but it came alone. Three answers are asked for.

    Without the other two nobody can tell a walk that arrived from one that was cut short.

    What else did your loop know when it ended? The docstring lists the answers in their order. A
    smaller case: a walk over 16, 8, 4 ends with three answers: the point [4], the number 2, and
    True or False.
    """
    return _descend(x0, grad, lr, max_steps, lambda g, x: _length(g) <= tol)[0]


@misconception("descend_until", says="your code climbs instead")
def climbs_instead(x0, grad, lr, tol, max_steps):
    """The walk goes uphill, so it never gets to level ground.

    Compare the sign in your step with Eq. 1.19, or with your `gd_step`.

    The gradient points to where f increases. Where do you want to go, and what does your step do on
    x^2 from 1?
    """
    return _descend(x0, grad, -lr, max_steps, lambda g, x: _length(g) <= tol)


@misconception("descend_until", says="your code keeps the first gradient")
def keeps_the_first_gradient(x0, grad, lr, tol, max_steps):
    """The ground was felt at the start only: the gradient never changes, neither in the step nor in
    the test.

    After each step the walker stands elsewhere. Both Eq. 1.19 and the test want the gradient of
    that place.

    Is the call of `grad` inside your loop? A smaller case: half of x squared has the slope x. At 16
    you feel 16, after one step to 8 you feel 8.
    """
    first = np.array(grad(_point(x0)))
    return _descend(x0, lambda x: first, lr, max_steps, lambda g, x: _length(g) <= tol)


@misconception("descend_until", says="your code stops on steep ground")
def stops_on_steep_ground(x0, grad, lr, tol, max_steps):
    """The walk stopped where it should have gone on, and went on where it should have stopped.

    The comparison of the gradient's length with the tolerance is turned round. A `while` loop says
    when to *go on*, an `if` with a `return` says when to *stop*.

    Which of the two did you write, and which condition belongs to it? A smaller case: with tol = 5
    a gradient of 16 means "go on", and one of 4 means "stop".
    """
    x, steps, _ = _descend(x0, grad, lr, max_steps, lambda g, x: _length(g) > tol)
    return x, steps, _length(grad(x)) <= tol


@misconception("descend_until", says="your code drags the start along")
def drags_the_start_along(x0, grad, lr, tol, max_steps):
    """All three answers are right. But the starting point that was passed in has moved.

    `x = x0` makes no copy, and `-=` changes an array where it is. The array is the caller's.

    Where would a copy have to be made, so that x0 stays as it is? A smaller case: a caller who
    starts at [16] wants to find the 16 there when the walk has come to 4.
    """
    if not isinstance(x0, np.ndarray):
        return _descend(x0, grad, lr, max_steps, lambda g, x: _length(g) <= tol)
    x, steps, level = _descend(x0, grad, lr, max_steps, lambda g, x: _length(g) <= tol)
    x0[...] = x
    return x0, steps, level


@misconception("descend_until", says="your code loses the decimals")
def loses_the_decimals(x0, grad, lr, tol, max_steps):
    """From a start with decimals all is well. From whole numbers, the places lost their decimals
    on the way.

    An array made from integers keeps the type, and cuts off the decimals of what is written into
    it.

    Which type does your array have when x0 is [3, -4], and how do you ask for another?
    """
    x, steps = np.array(x0), 0
    while True:
        g = np.asarray(grad(x))
        level = _length(g) <= tol
        if level or steps >= max_steps:
            return x, steps, level
        x[...] = (x - lr * g).astype(x.dtype)
        steps += 1


# ---------------------------------------------------------------- ★ Armijo's condition


def _backtrack(f, grad, x, lr, keeps, shorten, most=TRIALS):
    """The first rate that `keeps(eta, g, here, there)`, made from lr by `shorten(eta, trial)`."""
    x = _point(x)
    g, here, eta = np.asarray(grad(x), dtype=float), f(x), lr
    for trial in range(most):
        if keeps(eta, g, here, f(x - eta * g)):
            break
        eta = shorten(eta, trial)
    return eta


@guide("backtracking_lr")
def the_search_for_a_rate():
    """The answer is the first rate of the list that keeps enough of its promise. Another rate
    came out.

    Write the trials in a row, and beside each: where it leads, how high f is there, and how much it
    promised. Which is the first to keep the share?

    A smaller case: at the height 50 the gradient's length is 4, so the rate 1 promises a fall of
    16, and the rate 0.5 one of 8. With c = 0.5, new heights of at most 42 and 46 are asked for.

    Keep in mind that no curvature was needed, only a few more calls of f. This is how one gets the
    guarantee that Eq. 1.17 cannot give by itself.
    """


@misconception("backtracking_lr", says="your code accepts any descent")
def accepts_any_descent(f, grad, x, lr, c, beta):
    """Any rate that lowers f at all was accepted, however little of the promise it kept.

    Armijo's condition asks for more: at least the share c of what Eq. 1.17 promised. A step that
    jumps across the valley, and lands just a little lower, is not to count.

    Which of the parameters does your condition not use? A smaller case: the promise is a fall of
    100, and c is 0.5. A fall of 60 is enough, a fall of 1 is not.
    """

    def keeps(eta, g, here, there):
        return there < here

    return _backtrack(f, grad, x, lr, keeps, lambda eta, trial: beta * eta)


@misconception("backtracking_lr", says="your code accepts what does not climb")
def accepts_what_does_not_climb(f, grad, x, lr, c, beta):
    """A rate was accepted whenever f did not become larger, however little of the promise it kept:
    even a jump to the same height on the other side of the valley would do.

    Armijo's condition asks for more: at least the share c of what Eq. 1.17 promised.

    Which of the parameters does your condition not use? A smaller case: the promise is a fall of
    100, and c is 0.5. A fall of 60 is enough, a fall of 0 is not.
    """

    def keeps(eta, g, here, there):
        return there <= here

    return _backtrack(f, grad, x, lr, keeps, lambda eta, trial: beta * eta)


@misconception("backtracking_lr", says="your code uses a share of its own")
def uses_a_share_of_its_own(f, grad, x, lr, c, beta):
    """Rates were accepted that keep only a tiny share of the promise, even when a large one was
    asked for.

    Textbooks often recommend c = 0.0001, but here the caller says what c is.

    Which number in your condition should be a parameter? A smaller case: the promise is a fall of
    100. With c = 0.5 at least 50 is asked for, with c = 0.1 only 10.
    """

    def keeps(eta, g, here, there):
        return there <= here - 1e-4 * eta * np.sum(g**2)

    return _backtrack(f, grad, x, lr, keeps, lambda eta, trial: beta * eta)


@misconception("backtracking_lr", says="your code forgets to square the length")
def forgets_to_square_the_length(f, grad, x, lr, c, beta):
    """The promise on the right side of your condition is too small on steep ground, and too large
    on flat ground.

    In Eq. 1.17 the slope enters twice: the ground is steep, *and* therefore the step is long. In
    several variables this gives the square of the gradient's length.

    Which power does the length have in your condition? A smaller case: with the slope 3 and the
    rate 1 the step is 3 long, and the tangent falls by 9 on the way.
    """

    def keeps(eta, g, here, there):
        return there <= here - c * eta * _length(g)

    return _backtrack(f, grad, x, lr, keeps, lambda eta, trial: beta * eta)


@misconception("backtracking_lr", says="your code adds the promise")
def adds_the_promise(f, grad, x, lr, c, beta):
    """Rates were accepted with which f becomes *larger*.

    The right side of the condition must lie below the height where you stand. Look at the sign
    after f(x).

    If a step keeps nothing of its promise and lands at the old height, should it be accepted? A
    smaller case: you stand at 200, the promise is a fall of 100, and c is 0.5. So the new height
    must be at most 150, not 250.
    """

    def keeps(eta, g, here, there):
        return there <= here + c * eta * np.sum(g**2)

    return _backtrack(f, grad, x, lr, keeps, lambda eta, trial: beta * eta)


@misconception("backtracking_lr", says="your code forgets the rate in the promise")
def forgets_the_rate_in_the_promise(f, grad, x, lr, c, beta):
    """The fall that your condition asks for is the same for every rate.

    A shorter step promises less: the right side of the condition shrinks together with eta.

    For a very small eta, how much can f fall, and how much does your condition ask for? A smaller
    case: with the slope 3 the rate 1 promises a fall of 9, the rate 0.1 only one of 0.9.
    """

    def keeps(eta, g, here, there):
        return there <= here - c * np.sum(g**2)

    return _backtrack(f, grad, x, lr, keeps, lambda eta, trial: beta * eta, ENDLESS)


@misconception("backtracking_lr", says="your code keeps the first promise")
def keeps_the_first_promise(f, grad, x, lr, c, beta):
    """All trials were measured by the promise of the *first* one.

    The promise belongs to the step that is being tried, so it becomes smaller with each shorter
    rate.

    Which rate stands on the right side of your condition in the third trial? A smaller case: with
    the slope 3 the rates 1, 0.5, 0.25 promise falls of 9, 4.5 and 2.25.
    """

    def keeps(eta, g, here, there):
        return there <= here - c * lr * np.sum(g**2)

    return _backtrack(f, grad, x, lr, keeps, lambda eta, trial: beta * eta, ENDLESS)


@misconception("backtracking_lr", says="your code shortens only once")
def shortens_only_once(f, grad, x, lr, c, beta):
    """The rate was shortened once at the most, even if the shorter one failed as well.

    The exercise says "and so on": every new rate must be tried, too.

    What is the difference between `if` and `while`, and which of them did you write? A smaller
    case: with lr = 8 and beta = 0.5 the trials are 8, 4, 2, 1, and so on, until one is good enough.
    """

    def keeps(eta, g, here, there):
        return eta < lr or there <= here - c * eta * np.sum(g**2)

    return _backtrack(f, grad, x, lr, keeps, lambda eta, trial: beta * eta)


@misconception("backtracking_lr", says="your code shortens once too often")
def shortens_once_too_often(f, grad, x, lr, c, beta):
    """A good rate was found, and then shortened once more.

    The first rate that meets the condition is the answer, as it is.

    In which order does your loop shorten and test, and which of the two comes last when it ends? A
    smaller case: of the trials 8, 4, 2 the first two fail and the third succeeds. The answer is 2,
    and not 1.
    """

    def keeps(eta, g, here, there):
        return there <= here - c * eta * np.sum(g**2)

    return beta * _backtrack(f, grad, x, lr, keeps, lambda eta, trial: beta * eta)


@misconception("backtracking_lr", says="your code returns the rate before")
def returns_the_rate_before(f, grad, x, lr, c, beta):
    """The rate that came back is the last one that *failed*.

    The trials go on until one succeeds, and that one is the answer. Keeping the rate of the trial
    before, in a second variable, is not needed.

    Put your answer into Armijo's condition, by hand. Is it met? A smaller case: of the trials 8, 4,
    2 the first two fail and the third succeeds. The answer is 2.
    """

    def keeps(eta, g, here, there):
        return there <= here - c * eta * np.sum(g**2)

    found = _backtrack(f, grad, x, lr, keeps, lambda eta, trial: beta * eta)
    return found if found == lr else found / beta


@misconception("backtracking_lr", says="your code never tries the first rate")
def never_tries_the_first_rate(f, grad, x, lr, c, beta):
    """The first rate in the list, lr itself, was never tried: even where it is good enough, a
    shorter one came back.

    The list begins with lr, and only then comes beta times lr.

    Does your loop shorten before it tests, or after? A smaller case: with lr = 8 and beta = 0.5, on
    ground where the rate 8 is good enough, the answer is 8.
    """

    def keeps(eta, g, here, there):
        return there <= here - c * eta * np.sum(g**2)

    return _backtrack(f, grad, x, beta * lr, keeps, lambda eta, trial: beta * eta)


@misconception("backtracking_lr", says="your code subtracts beta")
def subtracts_beta(f, grad, x, lr, c, beta):
    """The rates fell by equal amounts, and not by equal factors.

    The list of the exercise is lr, beta lr, beta^2 lr, ... A factor can be applied for ever; by
    subtracting one gets to 0 and below.

    What are the first three rates for lr = 1 and beta = 0.3? A smaller case: from 8 with beta = 0.5
    the trials are 8, 4, 2.
    """

    def keeps(eta, g, here, there):
        return eta - beta <= 0 or there <= here - c * eta * np.sum(g**2)

    return _backtrack(f, grad, x, lr, keeps, lambda eta, trial: eta - beta)


@misconception("backtracking_lr", says="your code always halves")
def always_halves(f, grad, x, lr, c, beta):
    """Every shorter rate is half of the one before, whatever beta is.

    One half is a usual choice, but here it is the caller who makes it. The list to be tried is lr,
    beta lr, beta^2 lr, and so on.

    Which of the parameters does your code not use? A smaller case: with lr = 8 and beta = 0.1 the
    trials are 8, 0.8, 0.08, and so on.
    """

    def keeps(eta, g, here, there):
        return there <= here - c * eta * np.sum(g**2)

    return _backtrack(f, grad, x, lr, keeps, lambda eta, trial: eta / 2)


@misconception("backtracking_lr", says="your code shortens faster each time")
def shortens_faster_each_time(f, grad, x, lr, c, beta):
    """The rates fall faster and faster; some of the list were left out.

    From each rate to the next the factor is the same, beta. With a power, beta ** k, the rate to be
    multiplied is the first one; with a product in a loop, it is the last one.

    Write down the first four rates of your code for lr = 1 and beta = 0.5. A smaller case: from 81
    with beta = 1/3 the trials are 81, 27, 9, 3.
    """

    def keeps(eta, g, here, there):
        return there <= here - c * eta * np.sum(g**2)

    return _backtrack(f, grad, x, lr, keeps, lambda eta, trial: eta * beta ** (trial + 1))


@misconception("backtracking_lr", says="your code exchanges share and factor")
def exchanges_share_and_factor(f, grad, x, lr, c, beta):
    """The numbers c and beta have changed places: the rates were shortened by c, and the share that
    had to be kept was beta.

    Look at the order of the parameters, and at the two places where the exercise uses them.

    Which of the two stands in the condition, and which makes the list of rates? A smaller case: lr
    = 8, c = 0.1, beta = 0.5. The trials are 8, 4, 2, and a tenth of each promise has to be kept.
    """

    def keeps(eta, g, here, there):
        return there <= here - beta * eta * np.sum(g**2)

    return _backtrack(f, grad, x, lr, keeps, lambda eta, trial: c * eta)


@misconception("backtracking_lr", says="your code wants more than the share")
def wants_more_than_the_share(f, grad, x, lr, c, beta):
    """Nearly everything is right. But a step that keeps *exactly* the share c was rejected.

    The condition has the sign for "at most", which includes equality. On level ground this even
    decides whether your loop ends.

    Where the gradient is 0, what are the two sides of the condition?
    """

    def keeps(eta, g, here, there):
        return there < here - c * eta * np.sum(g**2)

    return _backtrack(f, grad, x, lr, keeps, lambda eta, trial: beta * eta)


@misconception(
    "backtracking_lr",
    says="your code gives up after {trials} trials",
    trials=(10, 20, 30, 50, 100),
    returned=("next", "last", "none"),
)
def gives_up_after_some_trials(f, grad, x, lr, c, beta, *, trials, returned):
    """When very many trials are needed, your function gives up: what it returns then is no rate
    that meets the condition.

    For a smooth f there is always a rate that does; the loop may be as long as it takes.

    What limits the number of rounds in your code, and what is returned when the limit is reached? A
    smaller case: with lr = 1 and beta = 0.9, it takes 22 trials just to get below 0.1.
    """

    x, eta = _point(x), lr
    g, here = np.asarray(grad(x), dtype=float), f(x)
    for _ in range(trials):
        if f(x - eta * g) <= here - c * eta * np.sum(g**2):
            return eta
        eta = beta * eta
    return {"next": eta, "last": lr * beta ** (trials - 1)}.get(returned)


@misconception("backtracking_lr", says="your code walks while it tries")
def walks_while_it_tries(f, grad, x, lr, c, beta):
    """Each failed trial moved the point, and the next trial set out from there.

    All trials are made from the same place x: the step is only taken by the caller, after a rate
    was found.

    Which variables change inside your loop, and which of them should? A smaller case: from 10 with
    the slope 2 the trials with the rates 8, 4, 2 look at the places -6, 2 and 6. Each is counted
    from 10.
    """
    x, eta = _point(x), lr
    g, here = np.asarray(grad(x), dtype=float), f(x)
    for _ in range(ENDLESS):
        x = x - eta * g
        if f(x) <= here - c * eta * np.sum(g**2):
            break
        eta = beta * eta
    return eta


@misconception("backtracking_lr", says="your code tries steps of unit gradient")
def tries_steps_of_unit_gradient(f, grad, x, lr, c, beta):
    """The steps that were tried have the length of the rate, whatever the length of the gradient.

    In the condition the whole gradient is multiplied by the rate, as in Eq. 1.19. If it is made to
    length one before, another rate comes out.

    From (3, 1), with the gradient (6, 6) and the rate 0.1, where does the step of Eq. 1.19 end?
    """
    x = _point(x)
    g, here, eta = np.asarray(grad(x), dtype=float), f(x), lr
    length = _length(g)
    for _ in range(ENDLESS):
        if length == 0 or f(x - eta * g / length) <= here - c * eta * length:
            break
        eta = beta * eta
    return eta


@misconception("backtracking_lr", says="your code returns the number of trials")
def returns_the_number_of_trials(f, grad, x, lr, c, beta):
    """What came back is how often the rate was shortened, and not the rate itself.

    The rate belongs to that number: beta, multiplied by itself so many times, and by lr.

    Which one does the caller need to take a step? A smaller case: with lr = 8 and beta = 0.5,
    shortened two times, the rate is 2. With beta = 0.1 it would be 0.08, for the same count.
    """
    count = 0

    def keeps(eta, g, here, there):
        return there <= here - c * eta * np.sum(g**2)

    def shorten(eta, trial):
        nonlocal count
        count = trial + 1
        return beta * eta

    _backtrack(f, grad, x, lr, keeps, shorten)
    return count


@misconception("backtracking_lr", says="your code returns the new point")
def returns_the_new_point(f, grad, x, lr, c, beta):
    """What came back is the point to which the step leads, and not the rate.

    The function only finds out how far to go; the step is taken by the caller.

    Which variable of your code holds the rate when the loop has ended? A smaller case: from 10 with
    the slope 2 the rate 3 leads to 4. What is asked for is the 3.
    """

    def keeps(eta, g, here, there):
        return there <= here - c * eta * np.sum(g**2)

    eta = _backtrack(f, grad, x, lr, keeps, lambda eta, trial: beta * eta)
    return _point(x) - eta * np.asarray(grad(_point(x)))


@misconception("backtracking_lr", says="your code looks for the lowest")
def looks_for_the_lowest(f, grad, x, lr, c, beta):
    """You tried many rates and returned the one that leads to the lowest point.

    It may be better, but it costs more calls of f, and it is not what is asked for: the *first*
    rate of the list that keeps the share c.

    Does your loop stop as soon as the condition is met? A smaller case: the rates 8, 4, 2, 1, of
    which 8 fails and the other three are good enough. The answer is 4, even if 1 leads deeper.
    """
    x = _point(x)
    g = np.asarray(grad(x), dtype=float)
    rates = [lr * beta**k for k in range(200)]
    return min(rates, key=lambda eta: f(x - eta * g))


@misconception("backtracking_lr", says="your code returns the first rate")
def returns_the_first_rate(f, grad, x, lr, c, beta):
    """The rate to be tried first came back every time, whether it meets the condition or not.

    Put it into Armijo's condition by hand, for f(x) = x^2 at 1, lr = 1 and c = 0.25.

    Where in your code is f called, and what happens if the condition is not met? A smaller case:
    you stand at 100, and the rate 1 promises a fall of 40. With c = 0.5 a new height of 90 is not
    low enough.
    """
    return lr


@misconception("backtracking_lr", says="your code watches the gradient")
def watches_the_gradient(f, grad, x, lr, c, beta):
    """Your condition asks whether the *gradient* has become shorter, and not whether f has fallen.

    Behind a ridge the gradient may be short as well. Armijo's condition compares heights.

    How often does your code call f? At which two places does the condition need it? A smaller case:
    you stand at 50 and a step leads to 40. The fall is 10, be the ground there steep or level.
    """
    x, eta = _point(x), lr
    g = np.asarray(grad(x), dtype=float)
    for _ in range(ENDLESS):
        if _length(grad(x - eta * g)) <= (1 - c * eta) * _length(g):
            break
        eta = beta * eta
    return eta


# ---------------------------------------------------------------- Fig. 1.3


def _heights(f, places):
    """The heights of f at the places."""
    return [f(place) for place in places]


def _show(ax, curve, walk, styles=("-", "o-")):
    """Draw the two, each made of places and heights, unless it is missing."""
    for line, style, label in zip((curve, walk), styles, ("f", "walk"), strict=True):
        if line:
            ax.plot(*line, style, label=label)
    ax.legend()


def _draw(ax, f, path, x):
    """Draw the curve over x, and the path on it."""
    _show(ax, (x, _heights(f, x)), (path, _heights(f, path)))


@guide("plot_descent")
def the_figure_of_the_walk():
    """The figure shows the ground as a line and the walk as points on it. Some of it is missing
    or stands elsewhere.

    For each thing drawn ask what is across and what is up. How many points does the walk have, and
    in which order do they come?

    A smaller case: f(x) = x squared over the places -2, 0, 2, and the path 2, -1. The line goes
    through the heights 4, 0, 4, and the points are (2, 4) and then (-1, 1).

    See how it fits together: the figure shows at a glance what a table of losses hides: whether the
    walker strolls down one side or jumps across. The picture of the loss alone comes in the next
    chapter.
    """


@misconception("plot_descent", says="your code draws nothing on the Axes that came in")
def draws_elsewhere(ax, f, path, x):
    """The given Axes stayed empty: something may have been drawn, but somewhere else.

    Commands of pyplot draw on whatever figure is current, or open a new one. The Axes that came in
    has methods of the same names.

    On which object do you call plot? A smaller case: of two drawing areas side by side, the left
    one is handed to you. What turns up in the right one does not count.
    """
    # What is given is asked all the same; where the answers are drawn does not matter.
    _heights(f, x)
    _heights(f, path)


@misconception("plot_descent", says="your code exchanges the axes")
def exchanges_the_axes(ax, f, path, x):
    """Everything lies on its side: the heights run along the horizontal axis, and the places along
    the vertical one.

    In Fig. 1.3 the places are horizontal. The method plot takes the horizontal values first.

    For which of the two do you know beforehand that they increase from point to point? A smaller
    case: on f(x) = x squared the place 3 belongs to the point (3, 9), not to (9, 3).
    """
    _show(ax, (_heights(f, x), x), (_heights(f, path), path))


@misconception("plot_descent", says="your code forgets the curve")
def forgets_the_curve(ax, f, path, x):
    """The walk is there, but the ground is missing: no line shows f over the places x.

    Without it one cannot see how much of the way down is done, or where the walk jumps across.

    What are the places `x` for, which came in beside the path? A smaller case: for f(x) = x squared
    over the places -2, 0, 2 the line goes through the heights 4, 0, 4.
    """
    _show(ax, (), (path, _heights(f, path)))


@misconception("plot_descent", says="your figure shows no points of the walk")
def forgets_the_walk(ax, f, path, x):
    """The curve is there, but no points or lines on it show the places of the path.

    Fig. 1.3 shows a point for each place x_0, x_1, ..., at its height on the curve.

    Which method of the Axes draws points or lines at the places of the path? A smaller case: on
    f(x) = x squared the path 3, 1 has the points (3, 9) and (1, 1).
    """
    _show(ax, (x, _heights(f, x)), ())


@misconception("plot_descent", says="your code leaves out where it began")
def leaves_out_where_it_began(ax, f, path, x):
    """The first place of the walk is missing in your figure.

    The path begins with x_0, before any step is made. It is the point from which one reads the
    figure.

    With which index does your loop, or your slice, begin? A smaller case: on f(x) = x squared the
    path 3, 1 has two points, and the first is (3, 9).
    """
    _draw(ax, f, path[1:], x)


@misconception("plot_descent", says="your code leaves out where it ended")
def leaves_out_where_it_ended(ax, f, path, x):
    """The last place of the walk is missing in your figure: it is the one that we are after.

    A path of T steps has T+1 places, and all of them are drawn.

    At which index does your loop, or your slice, end? A smaller case: on f(x) = x squared the path
    3, 1 has two points, and the last is (1, 1).
    """
    _draw(ax, f, path[:-1], x)


@misconception("plot_descent", says="your code marks only the end")
def marks_only_the_end(ax, f, path, x):
    """Only the last place of the walk is marked.

    Fig. 1.3 shows how the walk went: a point for each place, in the order in which it came by.

    Is it worth a figure to see where somebody ended, without the way? A smaller case: on f(x) = x
    squared the path 3, -2, 1 has the points (3, 9), (-2, 4), (1, 1).
    """
    _draw(ax, f, path[-1:], x)


@misconception("plot_descent", says="your code marks only the start")
def marks_only_the_start(ax, f, path, x):
    """Only the first place of the walk is marked.

    Fig. 1.3 shows how the walk went on: a point for each place, in the order in which it came by.

    Which entries of the path does your code use, and how many points should there be? A smaller
    case: on f(x) = x squared the path 3, -2, 1 has the points (3, 9), (-2, 4), (1, 1).
    """
    _draw(ax, f, path[:1], x)


@misconception("plot_descent", says="your code sorts the walk")
def sorts_the_walk(ax, f, path, x):
    """All places are there, but from left to right: the figure tells another story than the walk.

    A walk may jump to and fro. The order in which the places came by is what Fig. 1.3 is about.

    Which line of your code changes the order? A smaller case: the path 3, -2, 1 stays 3, -2, 1.
    Sorted it would be -2, 1, 3, and nobody could see the jump.
    """
    _draw(ax, f, np.sort(path), x)


@misconception("plot_descent", says="your code sorts by height")
def sorts_by_height(ax, f, path, x):
    """All places are there, but ordered by their height, as if every step had gone down.

    Whether it did is what the figure is to show. The places must stay in the order of the walk.

    Which line of your code changes the order? A smaller case: on f(x) = x squared the path 1, 3, 2
    has the heights 1, 9, 4: first up, then down.
    """
    _draw(ax, f, sorted(path, key=lambda place: -f(place)), x)


@misconception("plot_descent", says="your code walks backwards")
def walks_backwards(ax, f, path, x):
    """All places are there, but in the opposite order: your walk begins where it should end.

    The first entry of the path is x_0, the start, and the last one is where the walk ended.

    Which line of your code turns the path round? A smaller case: on f(x) = x squared the path 3, 1
    begins at (3, 9) and ends at (1, 1).
    """
    _draw(ax, f, path[::-1], x)


@misconception("plot_descent", says="your code walks on the axis")
def walks_on_the_axis(ax, f, path, x):
    """The places of the walk stand at the height 0, on the horizontal axis, and not on the curve.

    A point has two coordinates. The first is the place, the second is how high f is there.

    Which call tells the height at a place of the path? A smaller case: on f(x) = x squared the
    place 3 belongs at (3, 9), not at (3, 0).
    """
    _show(ax, (x, _heights(f, x)), (path, np.zeros(len(path))))


@misconception("plot_descent", says="your code walks at one height")
def walks_at_one_height(ax, f, path, x):
    """All places of the walk stand at the same height: that of the start.

    Each place has its own height on the curve. That it falls is what we hope to see.

    At which places does your code call f for the walk? A smaller case: on f(x) = x squared the path
    3, 1 has the heights 9 and 1.
    """
    _show(ax, (x, _heights(f, x)), (path, np.full(len(path), f(path[0]))))


@misconception("plot_descent", says="your code draws loss against step")
def draws_loss_against_step(ax, f, path, x):
    """The walk is drawn against the number of the step. That is a useful figure, but not Fig. 1.3.

    There the horizontal axis shows *places*, so that the walk lies on the curve.

    Which values does your code give to plot first, for the walk? A smaller case: on f(x) = x
    squared the path 3, 1 has the points (3, 9), (1, 1). With step numbers they would be (0, 9), (1,
    1).
    """
    _show(ax, (x, _heights(f, x)), (np.arange(len(path)), _heights(f, path)))


@misconception("plot_descent", says="your code numbers the places")
def numbers_the_places(ax, f, path, x):
    """The curve has the right heights, but they are drawn against 0, 1, 2, ... and not against the
    places x.

    When plot gets one list only, it takes it for the heights and numbers them.

    What must be handed over first? A smaller case: f(x) = x squared over the places 10, 20 goes
    through (10, 100) and (20, 400). With numbers it would be (0, 100), (1, 400).
    """
    _show(ax, (_heights(f, x),), (path, _heights(f, path)))


@misconception("plot_descent", says="your code draws the curve over the path")
def draws_the_curve_over_the_path(ax, f, path, x):
    """The curve was drawn through the places of the walk only, so it is no curve, but a few
    straight pieces.

    The places `x` came in for the curve, the places `path` for the walk.

    Which of the two does your curve use? A smaller case: x holds -2, 0, 2 and the path 1, 0.5. The
    line goes from -2 to 2.
    """
    _show(ax, (np.sort(path), _heights(f, np.sort(path))), (path, _heights(f, path)))


@misconception("plot_descent", says="your code exchanges path and places")
def exchanges_path_and_places(ax, f, path, x):
    """The points stand at the places of the curve, and the line joins the places of the walk: the
    two have changed roles.

    Look at the order of the parameters: first the path, then the places x.

    Which of the two comes in sorted from left to right? A smaller case: x holds -2, 0, 2 and the
    path 1, 0.5. The line joins three points, and two dots stand on it.
    """
    _show(ax, (path, _heights(f, path)), (x, _heights(f, x)), styles=("-", "o"))


@misconception("plot_descent", says="your code draws the curve as dots")
def draws_the_curve_as_dots(ax, f, path, x):
    """The curve consists of separate dots, so it cannot be told from the places of the walk.

    In Fig. 1.3 the ground is a line, and only the walk has points.

    Which format did you hand to plot for the curve? A smaller case: three places of a walk are
    three dots; the ground between them is one stroke of the pen.
    """
    _show(ax, (x, _heights(f, x)), (path, _heights(f, path)), styles=("o", "o-"))


@misconception("plot_descent", says="your code keeps one point for all")
def keeps_one_point_for_all(ax, f, path, x):
    """There are as many points as places, but all of them at the end of the walk.

    That happens when one array, or one variable, is moved along and appended again and again: all
    entries show its last state.

    Print what you hand to plot. Are the entries different? A smaller case: on f(x) = x squared the
    path 3, 1 has the points (3, 9) and (1, 1), and not (1, 1) twice.
    """
    _draw(ax, f, np.full(len(path), path[-1]), x)


# ---------------------------------------------------------------- predictions


@guide("questions")
def the_predictions():
    """Some answers do not have the form that was asked for, or one under "Have you understood
    it?" is not right for other numbers.

    Read what exactly the question asks for, and in which form: a letter, a number, a pair.
    Predictions earn their points right or wrong; an answer under "Have you understood it?" has to
    be right for any numbers.

    A smaller case of the same kind: 3 times x squared at 2, where the slope is 12. The rate 0.1
    leads to 0.8, the rate 0.3 to -1.6, on the other side but nearer than before.

    One step on paper was enough each time. It is also the quickest test of a printed formula, and
    this chapter had more than one slip.
    """


@misconception(
    "questions", says="you describe the first answer and give no number", function="question_1"
)
def answers_the_first_in_words():
    """Your first prediction could not be read: it is no number.

    The question asks for a learning rate. Return it as a number, without quotation marks, and
    without its name.

    Which number comes closest to what you wanted to say? A smaller case: return 3.75 is a number,
    and return "3.75" is a text.
    """
    return "eta = 1/2"


@misconception(
    "questions", says="you describe the second answer and give no letter", function="question_2"
)
def answers_the_second_in_words():
    """Your second prediction could not be read: it is none of the four letters.

    The text of the question offers four statements, each with a letter. Return that letter alone,
    in quotation marks.

    Which of the four statements comes closest to what you wanted to say? A smaller case: return "X"
    gives back one letter, and return "the left one" gives back 12 characters.
    """
    return "i-1"


@misconception(
    "questions", says="you describe the third answer and give no letter", function="question_3"
)
def answers_the_third_in_words():
    """Your third prediction could not be read: it is none of the four letters.

    The text of the question offers four statements, each with a letter. Return that letter alone,
    in quotation marks.

    Which of the four statements comes closest to what you wanted to say? A smaller case: return "X"
    gives back one letter, and return "to the left" gives back 11 characters.
    """
    return "it diverges"


@misconception(
    "questions", says="you describe the fourth answer and give no letter", function="question_4"
)
def answers_the_fourth_in_words():
    """Your fourth prediction could not be read: it is none of the four letters.

    The text of the question offers four statements, each with a letter. Return that letter alone,
    in quotation marks.

    Which of the four statements comes closest to what you wanted to say? A smaller case: return "X"
    gives back one letter, and return "the sign" gives back 8 characters.
    """
    return "the plus"


@misconception("questions", says="you take a x for the slope", function="question_5")
def forgets_the_two_of_the_slope(a, lr):
    """The factor fits a loss whose slope is half of what it is here.

    What is the derivative of a x squared? Put it into Eq. 1.18, and take x out of the two
    terms.

    A smaller case: for 5 x squared the slope at 1 is 10. With the rate 0.01 the step is 0.1,
    and leads from 1 to 0.9.
    """
    return 1 - a * lr


@misconception("questions", says="your step goes uphill", function="question_5")
def multiplies_by_more_than_one(a, lr):
    """The factor is larger than 1, as if each step led away from the minimum.

    Look at the sign in Eq. 1.18: the step goes against the slope.

    A smaller case: for 0.5 x squared with the rate 0.1, the step from 1 leads to 0.9, not to
    1.1.
    """
    return 1 + 2 * a * lr


@misconception("questions", says="you describe the walk and give no number", function="question_5")
def answers_the_factor_in_words(a, lr):
    """The answer is a text, and one number was asked for.

    Write one step from x by Eq. 1.18, and divide the new place by the old one.

    A smaller case: from 8 to 4 the place was multiplied by the number 0.5.
    """
    return "it gets smaller"


@misconception("questions", says="you take a for the second derivative", function="question_6")
def takes_a_for_the_largest_slope_of_the_slope(a):
    """The limit is twice what it should be: beyond the true one the walker climbs.

    The limit is 2 / L, where L is the second derivative. What is the second derivative of a x
    squared?

    A smaller case: 5 x squared has the second derivative 10. At which rate is 10 times the
    rate just 2?
    """
    return 2 / a


@misconception("questions", says="you take the best rate for the limit", function="question_6")
def stops_where_one_step_is_enough(a):
    """The answer is the rate at which one step ends at the minimum.

    A longer step jumps over the minimum, and may come nearer all the same. From which rate on
    is the factor of a step below -1?

    A smaller case: for 0.5 x squared the rate 1 leads from 1 to 0. The rate 1.5 leads to
    -0.5, which is nearer to 0 than 1 is.
    """
    return 1 / (2 * a)


@misconception("questions", says="you describe the limit and give no number", function="question_6")
def answers_the_limit_in_words(a):
    """The answer is a text, and one number was asked for.

    Which rates make the factor of one step lie between -1 and 1? Return the largest of them.

    A smaller case: 1 - 4 r lies between -1 and 1 while r is below the number 0.5.
    """
    return "small enough"
