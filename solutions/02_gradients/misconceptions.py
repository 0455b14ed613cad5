"""Known wrong versions of the exercises of assignment 2; each docstring is the hint a student sees.

Paragraph by paragraph a hint says more: what was observed, where to look, a question to go on with.
"""

import numpy as np

from autograder.checks import guide, misconception


def _floats(values):
    """A new array of floats."""
    return np.array(values, dtype=float)


def _steps(x, h):
    """The N steps of length h along the axes, one a row."""
    return h * np.eye(np.size(x))


def _central(f, x, h):
    """Central differences of f in each coordinate: one row a coordinate."""
    x = _floats(x)
    return np.array([(f(x + step) - f(x - step)) / (2 * h) for step in _steps(x, h)])


def _whole_number_differences(f, x, h):
    """Central differences from copies that keep the dtype of x, so that steps may be cut off."""
    rows = []
    for k in range(np.size(x)):
        ahead, behind = np.array(x), np.array(x)
        ahead[k], behind[k] = ahead[k] + h, behind[k] - h
        rows.append((f(ahead) - f(behind)) / (2 * h))
    return np.array(rows)


def _differences_while_walking(f, x, h):
    """Central differences from one array that never returns to the starting point."""
    rows = []
    for k in range(x.size):
        x[k] += h
        ahead = f(x.copy())
        x[k] -= 2 * h
        rows.append((ahead - f(x.copy())) / (2 * h))
    return np.array(rows)


def _differences_in_place(f, x, h):
    """Central differences that write into x and add the step again at the end."""
    rows = []
    for k in range(len(x)):
        x[k] += h
        ahead = f(np.array(x, dtype=float))
        x[k] -= 2 * h
        rows.append((ahead - f(np.array(x, dtype=float))) / (2 * h))
        x[k] += h
    return np.array(rows)


# ---------------------------------------------------------------- the slope of a curve


@guide("derivative")
def the_slope():
    """A slope is a change of height over the way that it takes. Some slopes that came out are
    not the central difference of the text.

    Look at the two places at which you ask f, at what you divide by, and at where the h of the call
    comes in. Python works through * and / from left to right.

    A smaller case: a path is 20 m high at kilometre 4 and 32 m at kilometre 6. Around kilometre 5
    it rises 12 m in 2 km, so 6 m per kilometre.

    See how it fits together: the error falls with the square of h, and yet the default is not tiny.
    In floating point the difference of two nearly equal heights keeps few digits.
    """


@misconception("derivative", says="you look to the right of the point only")
def forward_difference(f, x, h=1e-5):
    """Your slope is too large where the curve bends upwards. It belongs to the stretch on the right
    of x alone.

    Compare the two quotients in the text by their errors: one has h times the second derivative,
    the other h squared times the third. Try x squared at 3 with h = 1, by hand and with your code.

    Which two places should the central difference look at? A smaller case: for x squared at 5, with
    h = 1, the heights at 4 and 6 are 16 and 36, which makes 10. The right side alone makes 11.
    """
    return (f(x + h) - f(x)) / h


@misconception("derivative", says="you look to the left of the point only")
def backward_difference(f, x, h=1e-5):
    """Your slope is too small where the curve bends upwards. It belongs to the stretch on the left
    of x alone.

    Try x squared at 3 with h = 1, by hand and with your code: the true slope is 6, and a central
    difference finds it exactly.

    Which two places does the central difference look at, and which of them do you leave out? A
    smaller case: for x squared at 5, with h = 1, the heights at 4 and 6 are 16 and 36, which makes
    10. The left side alone makes 9.
    """
    return (f(x) - f(x - h)) / h


@misconception("derivative", says="you divide by half of the distance")
def divided_by_half_the_distance(f, x, h=1e-5):
    """Every slope is exactly twice what it should be, whatever the function is.

    A slope is a difference of heights divided by the distance between the two places. Try the
    straight line f(x) = x, whose slope is 1.

    With x = 5 and h = 1: between which two places do you take the difference, and how far apart are
    they? A smaller case: between kilometre 4 and kilometre 6 there are 2 km, and not 1.
    """
    return (f(x + h) - f(x - h)) / h


@misconception("derivative", says="you do not divide by the distance")
def heights_not_divided(f, x, h=1e-5):
    """The answer gets smaller and smaller as h does; a slope should settle at a value.

    What you return is how much the height changes from one place to the other, not how fast. Try
    the straight line f(x) = x, whose slope is 1, with h = 0.5, 0.1 and 0.01.

    What turns a change of height into a slope? A smaller case: on f(x) = 4x, from 0 to 3, the
    height grows by 12 over a way of 3. The slope is 4.
    """
    return f(x + h) - f(x - h)


@misconception("derivative", says="you subtract the heights the wrong way round")
def left_minus_right(f, x, h=1e-5):
    """The sizes are right, but curves that rise got a negative slope, and curves that fall a
    positive one.

    Fig. 1.1b: the sign of the derivative tells on which side the curve goes up. Try f(x) = x.

    From which height is which to be subtracted, if going right and up is to count as positive? A
    smaller case: the line f(x) = 4x has height -4 at -1 and 4 at 1, and its slope is 4, not -4.
    """
    return (f(x - h) - f(x + h)) / (2 * h)


@misconception("derivative", says="you always use the default step")
def step_always_the_default(f, x, h=1e-5):
    """The answer is very close to the true slope even when the step that came in is large, where a
    central difference should show its error.

    Try the third power of x at 2 with h = 1: the text under the exercise works it out.

    Where in your code does the h of the call come in? A step that the caller chose is to be used,
    even if another one would do better. A smaller case: for the third power of x at 0 with h = 2
    the heights are 8 and -8, 4 apart. The central difference is 16/4 = 4, though the true slope is
    0.
    """
    return (f(x + 1e-5) - f(x - 1e-5)) / 2e-5


@misconception("derivative", says="you measure the bend, not the slope")
def bend_instead_of_slope(f, x, h=1e-5):
    """For a straight line you get 0, however steep it is. That is what a bend does, not a slope.

    Three heights, the middle one taken twice, make a *second* derivative: it says how fast the
    slope changes.

    In the central difference, with which sign does each height come in, and does f(x) itself occur?
    A smaller case: the heights of f(x) = 4x at -1, 0 and 1 are -4, 0 and 4. They make the slope 4
    and the bend 0.
    """
    return (f(x + h) - 2 * f(x) + f(x - h)) / h**2


@misconception("derivative", says="you go only half a step to either side")
def half_a_step_to_either_side(f, x, h=1e-5):
    """Your answer is a central difference, and a good one, but for another step: the two places
    were each h/2 away from x.

    By the formula in the text, the error for the third power of x is h squared. Yours is a quarter
    of that.

    How far is the place of the first height away from x, in the formula and in your code? A smaller
    case: for x = 5 and h = 1 the two places are 4 and 6.
    """
    return (f(x + h / 2) - f(x - h / 2)) / h


@misconception("derivative", says="you cut the place to a whole number")
def place_cut_to_a_whole_number(f, x, h=1e-5):
    """Places that are whole numbers are right. All others give the slope at a neighbouring one.

    Somewhere the digits after the point get lost. Try x squared at 1.5: the slope there is 3.

    Which conversion in your code can hold whole numbers only, and is it needed? A smaller case: 1.5
    cut to a whole number is 1, where x squared has the slope 2.
    """
    x = int(x)
    return (f(x + h) - f(x - h)) / (2 * h)


@misconception("derivative", says="your slope is cut to a whole number")
def slope_cut_to_a_whole_number(f, x, h=1e-5):
    """Every slope came out as a whole number, too low by less than 1.

    Look at the sign of division. Python has two of them: try `7 / 2` and `7 // 2`.

    Which of them keeps the part behind the point? A smaller case: two heights that differ by 3 over
    a distance of 2 make the slope 1.5. It is not 1.
    """
    return (f(x + h) - f(x - h)) // (2 * h)


@misconception("derivative", says="you use a formula with four places")
def five_point_formula(f, x, h=1e-5):
    """Your formula uses four places and is more precise than what was asked for.

    That is fine work, but a different measurement: a long step shows no error of h squared any
    more, and the figure with the two lines could not be drawn with it. The exercise wants the
    central difference as it stands in the text.

    Which of the four heights occur there? A smaller case: for the third power of x at 0, with h =
    2, the heights 8 and -8 make 4. Four heights would make 0, the true slope.
    """
    return (f(x - 2 * h) - 8 * f(x - h) + 8 * f(x + h) - f(x + 2 * h)) / (12 * h)


@misconception("derivative", says="you divide a one-sided difference by twice the step")
def one_sided_over_twice_the_step(f, x, h=1e-5):
    """For a straight line you get half of its slope.

    Your difference of heights and your distance do not belong together: one reaches from x to one
    side, the other from side to side. Try f(x) = x with h = 1.

    Write down the two places whose heights you compare. What is the distance between them? A
    smaller case: from the place 5 to the place 6 it is 1, and from 4 to 6 it is 2.
    """
    return (f(x + h) - f(x)) / (2 * h)


@misconception("derivative", says="you multiply by h where you should divide")
def halved_and_multiplied(f, x, h=1e-5):
    """The shorter the step, the closer your answer is to 0, for every function.

    Python works through * and / from left to right. Put f(x) = x and h = 0.1 into your line and do
    each operation in that order, on paper.

    By what is the difference of heights to be divided, and what does your line do with h? A smaller
    case: 12 / 2 * 3 is 18 in Python, and 12 / (2 * 3) is 2.
    """
    return (f(x + h) - f(x - h)) / 2 * h


@misconception("derivative", says="you divide only one of the two heights")
def only_one_height_divided(f, x, h=1e-5):
    """With a short step the answers become huge, and they change when the whole curve is lifted.

    A slope does not depend on how high the curve lies. Python divides before it subtracts; go
    through your line in that order with f(x) = 1, whose slope is 0.

    Which part of the formula stands above the fraction line, all of it? A smaller case: 8 - 6 / 2
    is 5 in Python, and (8 - 6) / 2 is 1.
    """
    return f(x + h) - f(x - h) / (2 * h)


@misconception("derivative", says="you add the heights")
def heights_added(f, x, h=1e-5):
    """A curve that is level got a large "slope", the larger the higher it lies.

    Try f(x) = 1, whose slope is 0 everywhere. What does your function say?

    A slope compares two heights. Which operation compares, and which one do you use? A smaller
    case: heights of 100 at both places make the slope 0. Their sum would be 200.
    """
    return (f(x + h) + f(x - h)) / (2 * h)


@misconception("derivative", says="your slope has lost its sign")
def size_without_sign(f, x, h=1e-5):
    """Curves that rise are right. Curves that fall came out as if they rose.

    Of the two facts about a derivative, its size and its sign, you kept only one (Fig. 1.1b).

    What is the slope of f(x) = -x, and which operation in your code cannot give this? A smaller
    case: on f(x) = -4x the height falls from 4 at -1 to -4 at 1, so the slope is -4.
    """
    return np.abs((f(x + h) - f(x - h)) / (2 * h))


@misconception("derivative", says="your step grows with the place")
def step_scaled_by_the_place(f, x, h=1e-5):
    """The two heights were taken at places that depend on how far x is from 0: the farther, the
    longer the step.

    The step of this exercise is h itself, the same for each x. Try the third power of x at 2 with h
    = 1, as in the text under the exercise.

    And what would your step be at x = 0? A smaller case: with h = 1 the places around 10 are 9 and
    11, and those around 0 are -1 and 1.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return (f(x + h * x) - f(x - h * x)) / (2 * h * np.asarray(x, dtype=float))


@misconception("derivative", says="your slope belongs to one certain function")
def slope_of_one_known_function(f, x, h=1e-5):
    """Your answer did not change with the function: f was not asked for a single height.

    You return the slope of one certain curve, by its formula. Here f may be any function; what you
    know of it is what it answers when it is called.

    At which two places do you need its height? A smaller case: around 5 with h = 1, ask f at 4 and
    at 6. For f(x) = 4x that gives 16 and 24.
    """
    return 2 * x


@misconception("derivative", says="you put the slope into a list")
def slope_in_a_list(f, x, h=1e-5):
    """The number is right, but it came in a list of length one.

    One place, one slope: the answer is a number by itself, with the shape (). A list with one
    number in it has the shape (1,), and a program that goes on computing with it can stumble.

    Where in your code is the list or array made? A smaller case: the slope of f(x) = 4x is the
    number 4, while [4] is a list that holds it.
    """
    return np.array([(f(x + h) - f(x - h)) / (2 * h)])


@misconception("derivative", says="you divide by the square of the step")
def divided_by_the_square(f, x, h=1e-5):
    """The shorter the step, the larger the answer, without end. The straight line f(x) = x has the
    slope 1 for every h; yours has not.

    The square of h belongs to the *error* of the central difference, and in the formula for a
    second derivative it stands below the fraction line.

    By which distance is a difference of heights to be divided? A smaller case: on f(x) = 4x,
    between -0.1 and 0.1, the height changes by 0.8 over a way of 0.2. The slope is 4; divided by
    0.01 it would be 80.
    """
    return (f(x + h) - f(x - h)) / h**2


# ---------------------------------------------------------------- Eq. 1.4, the gradient


@guide("gradient")
def the_gradient():
    """A gradient holds one slope for each coordinate, measured while the others stand still.
    Some entries, or the shape, came out differently.

    Print the points at which you ask f. Each differs from x in one coordinate alone, and comes in a
    pair. Afterwards x must be what it was.

    A smaller case: f(x) = 4 x[0] + 7 x[1] at [5, 9]. Moving the first coordinate from 4 to 6
    changes f by 8 over 2, moving the second from 8 to 10 by 14 over 2. The gradient is [4, 7].

    A thought to take along: N coordinates cost 2N calls of f. The lecture says that the gradient
    points where f increases; f does so along half of all directions, and the gradient takes the
    steepest.
    """


@misconception("gradient", says="you look ahead of the point only")
def forward_partials(f, x, h=1e-5):
    """Each entry is a slope on one side of the point: a forward difference.

    Right of Eq. 1.4 in the text stands the quotient for one coordinate. Compare the places at which
    it asks f with yours; take f(x) = x[0] squared at [3], with h = 1, where it gives exactly 6.

    What does each entry get from the place *behind* the point? A smaller case: for the square at 5
    the heights at 4 and 6 are 16 and 36. Half of 20 is 10, while one side alone says 36 - 25 = 11.
    """
    x = _floats(x)
    return np.array([(f(x + step) - f(x)) / h for step in _steps(x, h)])


@misconception("gradient", says="you look behind the point only")
def backward_partials(f, x, h=1e-5):
    """Each entry is a slope on one side of the point: a backward difference.

    Right of Eq. 1.4 in the text stands the quotient for one coordinate. Compare the places at which
    it asks f with yours; take f(x) = x[0] squared at [3], with h = 1, where it gives exactly 6.

    What does each entry get from the place *ahead* of the point? A smaller case: for the square at
    5 the heights at 4 and 6 are 16 and 36. Half of 20 is 10, while one side alone says 25 - 16 = 9.
    """
    x = _floats(x)
    return np.array([(f(x) - f(x - step)) / h for step in _steps(x, h)])


@misconception("gradient", says="your code changes the point it was given")
def changes_the_point(f, x, h=1e-5):
    """The slopes are right, but the point that came in is not what it was: your code wrote into it.

    Going forth and back by h in floating point does not always end at the start: try 0.3 + 0.1 -
    0.2 + 0.1 in Python. And `np.asarray` gives you the caller's own array if it is one of floats
    already.

    How do you get an array that is yours alone? A smaller case: whoever hands you the point [5, 7]
    wants to find 5 and 7 in it after the call, to the last digit.
    """
    return _differences_in_place(f, x, h)


@misconception(
    "gradient", says="your code does not put a coordinate back before it moves the next one"
)
def never_steps_back(f, x, h=1e-5):
    """The first slope is right. The others were measured somewhere else: the coordinates before
    them had not come back to their places.

    Print the points at which you ask f, for x = [1, 2] and h = 0.1. By Eq. 1.4 each of the four
    differs from x in one coordinate only.

    When the loop goes on to the second coordinate, what is the first one? A smaller case: at [5, 7]
    with h = 1 the four points are [6, 7], [4, 7], [5, 8] and [5, 6].
    """
    return _differences_while_walking(f, _floats(x), h)


@misconception("gradient", says="your code changes the given point and never steps back")
def walks_off_with_the_point(f, x, h=1e-5):
    """Two things went wrong together: the point that came in was changed, and the second slope was
    measured from where the first one had left it.

    Print x before and after a call, and the points at which you ask f. By Eq. 1.4 each differs from
    x in one coordinate only.

    Whose array do you write into, and who puts the coordinate back? A smaller case: at [5, 7] with
    h = 1 the four points are [6, 7], [4, 7], [5, 8] and [5, 6], and x is [5, 7] before and after.
    """
    x = np.asarray(x, dtype=float)
    return _differences_while_walking(f, x, h)


@misconception("gradient", says="your steps are cut to whole numbers")
def steps_cut_to_whole_numbers(f, x, h=1e-5):
    """Points with digits after the point are right. At points of whole numbers the steps were cut
    off, so that the places stood elsewhere.

    An array made of whole numbers keeps only whole numbers. Try a = np.array([1, 2]), then a[0] =
    1.5, and look at a.

    Which array in your code should hold floats from the start? A smaller case: from [5, 7] with h =
    0.5 the first two places are [5.5, 7] and [4.5, 7]. Cut to whole numbers both would be off.
    """
    return _whole_number_differences(f, x, h)


@misconception("gradient", says="your slopes are cut to whole numbers")
def slopes_cut_to_whole_numbers(f, x, h=1e-5):
    """At points of whole numbers your slopes are whole numbers, too: what came after the decimal
    point is missing.

    The array into which you write the slopes was made in the likeness of x, and took over the kind
    of its numbers.

    How do you ask NumPy for zeros that are floats, whatever x holds? A smaller case: f(x) = 2.5
    x[0] has the slope 2.5 at [1], and not 2.
    """
    slopes = np.zeros_like(x)
    slopes[...] = _central(f, x, h)
    return slopes


@misconception("gradient", says="your steps and your slopes are cut to whole numbers")
def steps_and_slopes_cut_to_whole_numbers(f, x, h=1e-5):
    """Points with decimals are fine. For a point of whole numbers the slopes are huge, or 0, and
    whole numbers themselves.

    An array of whole numbers cuts off the decimals of what is written into it. A copy is of the
    same kind, and so is a table that is made to look like it.

    Of which kind is each array in your code? A smaller case: write 1.9 into `np.array([1, 2])`: it
    holds 1. Into `np.array([1.0, 2.0])` the 1.9 goes as it is.
    """
    slopes = _whole_number_differences(f, x, h)
    return slopes.astype(np.asarray(x).dtype)


@misconception("gradient", says="you divide by half of the distance")
def partials_over_half_the_distance(f, x, h=1e-5):
    """Every slope is exactly twice what it should be.

    Look at what stands below the fraction line of the quotient beside Eq. 1.4. Try f(x) = x[0] at
    any point: its gradient is 1 in the first coordinate.

    How far are the places ahead and behind apart? A smaller case: with h = 1, the places 4 and 6 on
    either side of 5 are 2 apart.
    """
    return 2 * _central(f, x, h)


@misconception("gradient", says="you do not divide by the distance")
def partials_not_divided(f, x, h=1e-5):
    """Your entries shrink with h: they are changes of height, not slopes.

    Try f(x) = 3 x[0] with h = 0.1 and with h = 0.01. Both should give 3 in the first coordinate.

    Which part of the quotient beside Eq. 1.4 is missing? A smaller case: a height that grows by 8
    between two places 2 apart makes the slope 4.
    """
    return 2 * h * _central(f, x, h)


@misconception("gradient", says="you move all the coordinates together")
def all_coordinates_at_once(f, x, h=1e-5):
    """All entries are equal. You moved all the coordinates together, and measured one slope,
    along the diagonal.

    Note that x + h adds h to *each* entry of an array. In Eq. 1.4 there is a vector beside h, which
    is 1 in one place and 0 in the others.

    For x = [1, 2] and h = 0.1: at which four points is f to be asked? A smaller case: at [5, 7]
    with h = 1 the points are [6, 7], [4, 7], [5, 8] and [5, 6].
    """
    x = _floats(x)
    return np.full(x.size, (f(x + h) - f(x - h)) / (2 * h))


@misconception("gradient", says="you measure one slope, along the diagonal")
def one_slope_along_the_diagonal(f, x, h=1e-5):
    """One number came back where N were expected: the slope along the diagonal, on which all the
    coordinates grow together.

    Note that x + h adds h to *each* entry of an array. Eq. 1.4 wants one coordinate moved at a
    time, the others held still.

    How many slopes does a point with three coordinates have, and where would your code visit each?
    A smaller case: at [5, 7] with h = 1 the points are [6, 7], [4, 7], [5, 8], [5, 6], and never
    [6, 8].
    """
    x = _floats(x)
    return (f(x + h) - f(x - h)) / (2 * h)


@misconception("gradient", says="your gradient points downhill")
def uphill_is_downhill(f, x, h=1e-5):
    """All signs are turned round: your arrow points down, where the gradient points up.

    Try f(x) = x[0]: it grows with the first coordinate, so that entry is to be positive. (Descent
    will need the minus sign; it belongs to Section 2, and is put there when the step is made.)

    Which of the two heights do you subtract from which? A smaller case: with heights of 16 at 4 and
    of 24 at 6 the slope is 4, and not -4.
    """
    return -_central(f, x, h)


@misconception("gradient", says="you measure the first coordinate only")
def first_coordinate_only(f, x, h=1e-5):
    """The first entry is right, and all the others are 0.

    A gradient of 0 in a coordinate means that f is level along it. Is it? Eq. 1.4 has a slope for
    each coordinate.

    How often does your loop run, and where does it end? (A `return` inside a loop ends the
    function.) A smaller case: f(x) = 4 x[0] + 7 x[1] has the gradient [4, 7] everywhere.
    """
    slopes = _central(f, x, h)
    slopes[1:] = 0
    return slopes


@misconception("gradient", says="you return after the first coordinate")
def returned_after_the_first_coordinate(f, x, h=1e-5):
    """One slope came back, that of the first coordinate. A gradient has one for each of them.

    Look at where your `return` stands: inside the loop over the coordinates, or after it?

    How many rounds does the loop make for a point of three numbers? A smaller case: at [1, 2] the
    function x[0] + 5 x[1] has the gradient [1, 5]. Who returns too early gives [1].
    """
    return _central(f, x, h)[:1]


@misconception("gradient", says="you leave out the last coordinate")
def last_coordinate_forgotten(f, x, h=1e-5):
    """All the entries are right but the last one, which is 0.

    For N coordinates the numbers run from 0 to N - 1. Print the numbers that your loop visits for a
    point with three coordinates.

    Is there a 2 among them? A smaller case: for a point with one coordinate, the loop should visit
    the number 0 once.
    """
    slopes = _central(f, x, h)
    slopes[-1] = 0
    return slopes


@misconception("gradient", says="you leave out the first coordinate")
def first_coordinate_forgotten(f, x, h=1e-5):
    """All slopes are right but the first one, which is 0: nothing was measured there.

    Write down the numbers that your loop runs through, for a point of three coordinates.

    With which number does counting begin in Python? A smaller case: `range(1, 3)` gives 1 and 2,
    while the coordinates of a point of three numbers are 0, 1 and 2.
    """
    slopes = _central(f, x, h)
    slopes[0] = 0
    return slopes


@misconception("gradient", says="you keep the last slope only")
def last_slope_only(f, x, h=1e-5):
    """One number came back: the slope in the last coordinate. The ones before are lost.

    Follow one name of your code through two rounds of the loop. What does it hold after the first
    round, and what after the second?

    Where could the earlier slopes be kept? A smaller case: at [1, 2] the function x[0] + 5 x[1] has
    the gradient [1, 5]. Who writes over the 1 is left with the 5.
    """
    return _central(f, x, h)[-1]


@misconception("gradient", says="your gradient is a column")
def gradient_as_a_column(f, x, h=1e-5):
    """The numbers are right, but they stand in a table with N rows and one column.

    The T in Eq. 1.4 makes a column on paper. In this course's code a gradient is a plain array of N
    numbers, of the shape (N,), like the point itself.

    Print the shape of your answer. Which line gives it its second axis? A smaller case: the
    gradient of 4 x[0] + 7 x[1] is [4, 7], of the shape (2,). The column [[4], [7]] has the shape
    (2, 1).
    """
    return _central(f, x, h).reshape(-1, 1)


@misconception("gradient", says="your gradient is a table with one row")
def gradient_as_a_row(f, x, h=1e-5):
    """The numbers are right, but they stand in a table with one row and N columns.

    One row of N slopes is what a *Jacobian* looks like when there is one output. A gradient is a
    plain array of the shape (N,), like the point itself.

    Print the shape of your answer. Which pair of brackets gives it its second axis? A smaller case:
    the gradient of 4 x[0] + 7 x[1] is [4, 7], of the shape (2,). The row [[4, 7]] has the shape (1,
    2).
    """
    return _central(f, x, h).reshape(1, -1)


@misconception("gradient", says="you scale the gradient to the length 1")
def gradient_of_length_one(f, x, h=1e-5):
    """Your arrow points the right way, but its length is always 1.

    The direction is half of what a gradient says. Its length says how steep the ground is. Compare
    f(x) = x[0] with f(x) = 100 x[0].

    Does Eq. 1.4 divide by a length anywhere? A smaller case: f = 3 x[0] + 4 x[1] has the gradient
    [3, 4]. Of length 1 it would be [0.6, 0.8].
    """
    slopes = _central(f, x, h)
    return slopes / np.linalg.norm(slopes)


@misconception("gradient", says="you add up all the slopes")
def slopes_added_up(f, x, h=1e-5):
    """One number came back: the sum of all the slopes.

    Slopes in different coordinates are different answers. Eq. 1.4 writes them one beside the other;
    a point with N coordinates has N of them.

    In the sum, could one still see in which coordinate the ground is steep? A smaller case: 4 x[0]
    + 7 x[1] has the slopes 4 and 7. Their sum, 11, belongs to 5 x[0] + 6 x[1] as well.
    """
    return np.sum(_central(f, x, h))


@misconception("gradient", says="your steps grow with the coordinates")
def steps_scaled_by_coordinates(f, x, h=1e-5):
    """Your steps were of different lengths, in proportion to the coordinates of the point.

    The step of Eq. 1.4, as it stands in the text, is h in each coordinate. Print the points at
    which you ask f for x = [1, 10] and h = 0.1.

    And what would happen in a coordinate that is 0? A smaller case: at [0, 7] with h = 1 the points
    are [1, 7], [-1, 7], [0, 8], [0, 6].
    """
    x = _floats(x)
    steps = np.diag(h * x)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.array([(f(x + s) - f(x - s)) / (2 * s.sum()) for s in steps])


@misconception("gradient", says="you always use the default step")
def gradient_step_always_the_default(f, x, h=1e-5):
    """The slopes are close to the true ones even for a long step, where central differences should
    show their error.

    Take the third power of x[0] at [2] with h = 1: a central difference gives 13, not 12.

    Do you hand the h of the call on to the place where the difference is taken? A smaller case: for
    the third power of x[0] at [0] with h = 2 the heights 8 and -8 are 4 apart, which makes 4,
    though the true slope is 0.
    """
    return _central(f, x, 1e-5)


@misconception("gradient", says="you go only half a step to either side")
def gradient_half_a_step(f, x, h=1e-5):
    """Each slope is a central difference, but for half the step: the places were h/2 away.

    Take the third power of x[0] at [2] with h = 1: the exercise's formula gives 13, and with half
    the step one gets 12.25.

    Which places stand in the quotient beside Eq. 1.4? A smaller case: at [5] with h = 1 the points
    are [6] and [4], not [5.5] and [4.5].
    """
    return _central(f, x, h / 2)


@misconception("gradient", says="two of your names stand for one array")
def one_array_under_two_names(f, x, h=1e-5):
    """All slopes are 0. The place ahead and the place behind are the same place.

    In Python `b = a` gives the array a second name; it makes no second array. Whatever is written
    into one of them shows in the other. Print both points just before you ask f.

    How do you get two arrays that do not know of each other? A smaller case: after a = [5], b = a,
    b[0] = 6 both names show a 6.
    """
    slopes = []
    for k in range(np.size(x)):
        ahead = behind = _floats(x)
        ahead[k] += h
        behind[k] -= h
        slopes.append((f(ahead) - f(behind)) / (2 * h))
    return np.array(slopes)


@misconception("gradient", says="your slopes have lost their signs")
def sizes_of_slopes(f, x, h=1e-5):
    """The entries have the right sizes, but none of them is negative.

    The sign of a slope says to which side f grows. Without the signs, an arrow in the plane can
    point up and right only.

    What is the gradient of f(x) = -x[0], and which operation in your code cannot give this? A
    smaller case: f = -4 x[0] falls from 4 at -1 to -4 at 1, so its slope is -4.
    """
    return np.abs(_central(f, x, h))


@misconception("gradient", says="you measure bends, not slopes")
def bends_instead_of_slopes(f, x, h=1e-5):
    """Your entries are second derivatives: they are 0 for any plane, however steep it is.

    Three heights for each coordinate, the middle one taken twice, measure how fast the slope
    changes. Eq. 1.4 wants the slope itself.

    Does the height at the point itself occur in the quotient beside Eq. 1.4? A smaller case: the
    heights of 4 x[0] at -1, 0 and 1 are -4, 0 and 4. They make the slope 4 and the bend 0.
    """
    x = _floats(x)
    return np.array([(f(x + s) - 2 * f(x) + f(x - s)) / h**2 for s in _steps(x, h)])


@misconception("gradient", says="your gradient belongs to one certain function")
def gradient_of_one_known_function(f, x, h=1e-5):
    """Your answer did not change with the function: f was not asked for a single height.

    You return the gradient of one certain function, by its formula. Here f may be any function of N
    numbers; all you can do with it is to call it.

    How many calls does Eq. 1.4 need, with two for each coordinate? A smaller case: with 1
    coordinate there are 2 calls, ahead and behind.
    """
    return 2 * _floats(x)


@misconception("gradient", says="you measure at the origin, not at the point")
def slopes_at_the_origin(f, x, h=1e-5):
    """Your slopes are those at the origin. The point that came in had no influence on them.

    The steps along the axes are right, but they have to start somewhere. Print the points at which
    you ask f, for x = [5, 7] and h = 0.1.

    What is each step to be added to? A smaller case: the square of x[0] has the slope 0 at [0], and
    the slope 10 at [5].
    """
    return _central(f, np.zeros(np.size(x)), h)


@misconception("gradient", says="you set the other coordinates to 0")
def other_coordinates_set_to_zero(f, x, h=1e-5):
    """Each slope was measured with the *other* coordinates at 0.

    A partial derivative holds the other coordinates still, where they are. Take f(x) = x[0] x[1] at
    [2, 3], whose slopes are 3 and 2.

    For the first of them, at which points do you ask f, and what is the second coordinate there? A
    smaller case: at [5, 7] with h = 1 the two points for the first slope are [6, 7] and [4, 7]. The
    7 stays.
    """
    x = _floats(x)
    kept = np.diag(x)
    return np.array(
        [(f(k + s) - f(k - s)) / (2 * h) for k, s in zip(kept, _steps(x, h), strict=True)]
    )


# ---------------------------------------------------------------- the gradient of a quadratic


@guide("quadratic_gradient")
def the_gradient_of_a_form():
    """The function has a part with A and a part with b, and each gives something to the
    gradient. Some entries came out differently.

    Write the function out for N = 2, as the exercise does by hand, and differentiate with respect
    to x0 and then x1. Which entries of A come with a product of the two coordinates?

    A smaller case: A = [[0, 8], [0, 0]], b = [0, 0] make f = 4 x0 x1. At [1, 2] its slopes are 4
    times 2 and 4 times 1. So the 8 turns up in both entries, halved, although it stands in A only
    once.

    Notice that only the symmetric half of A has a say. Two matrices can differ and yet make the
    same bowl, and the second derivative in Section 2 will be symmetric again.
    """


@misconception("quadratic_gradient", says="you take A for a symmetric matrix")
def takes_the_matrix_for_symmetric(A, b, x):
    """For symmetric matrices you are right. For others the gradient is off.

    Measure it: compare with your `gradient` for A = [[0, 2], [0, 0]], where the quadratic part is
    just x0 x1. Which slopes does x0 x1 have?

    Write out the double sum for N = 2. In which of its four terms does x0 stand on the left, and in
    which on the right?
    """
    return _floats(A) @ _floats(x) + _floats(b)


@misconception("quadratic_gradient", says="you use the transposed matrix alone")
def uses_the_transposed_matrix_only(A, b, x):
    """For symmetric matrices you are right. For others you go down the columns of A where the rows
    count just as much.

    Measure it: compare with your `gradient` for A = [[0, 2], [0, 0]], where the quadratic part is
    just x0 x1.

    Write out the double sum for N = 2. Each product of two coordinates stands there twice, with two
    different entries of A. Which?
    """
    return _floats(A).T @ _floats(x) + _floats(b)


@misconception("quadratic_gradient", says="you leave out the one half of the quadratic form")
def half_of_the_form_forgotten(A, b, x):
    """The part that comes from A is exactly twice what it should be.

    Try N = 1: there f is half of a x squared, plus b x. You know its derivative from school.

    Rows *and* columns give a product with x, and the quadratic form begins with a factor. Where is
    this factor in your answer? A smaller case: for A = [[6]], b = [0] the function is 3 x squared,
    whose slope at 1 is 6. And at 2?
    """
    A = _floats(A)
    return (A + A.T) @ _floats(x) + _floats(b)


@misconception("quadratic_gradient", says="you leave out b")
def linear_part_forgotten(A, b, x):
    """At x = 0 your gradient is 0, whatever b is.

    The function has two parts, and the second one is a tilted plane. What slopes does the plane
    have, and do they change from point to point?

    Mark, in the list of parameters, those that your answer uses. A smaller case: with all of A at 0
    and b = [4, 7] the function is the plane 4 x0 + 7 x1. Its gradient is [4, 7] at every point.
    """
    A = _floats(A)
    return (A + A.T) @ _floats(x) / 2


@misconception("quadratic_gradient", says="you multiply entry by entry")
def entrywise_product(A, b, x):
    """A whole matrix came back where N numbers were expected.

    For NumPy the sign * means: entry by entry, and it stretches the vector to fit the matrix. The
    product of a matrix and a vector, which multiplies *and adds up* along each row, has a sign of
    its own.

    Which one does the formula mean? A smaller case: [[1, 2], [3, 4]] times the vector (1, 1), row
    by row, gives the two numbers 3 and 7.
    """
    A = _floats(A)
    return (A + A.T) * _floats(x) / 2 + _floats(b)


@misconception("quadratic_gradient", says="you halve b as well")
def half_of_the_linear_part(A, b, x):
    """The part that comes from A is right; of the part that comes from b there is only half.

    The factor one half stands before the quadratic form. Put A = 0: then f is a plane, and its
    slopes are the entries of b.

    Where do the brackets end that you divide by 2? A smaller case: with A = 0 and b = [4, 7] the
    plane has the slopes 4 and 7, not 2 and 3.5.
    """
    A = _floats(A)
    return ((A + A.T) @ _floats(x) + _floats(b)) / 2


@misconception("quadratic_gradient", says="you return the height, not the gradient")
def height_instead_of_gradient(A, b, x):
    """One number came back: the height f(x) itself.

    The gradient (Eq. 1.4) has a slope for each coordinate, so N numbers.

    Write out f for N = 2 and differentiate, once with respect to x0 and once to x1. Into how many
    results does the one formula for f turn?
    """
    A, b, x = _floats(A), _floats(b), _floats(x)
    return x @ A @ x / 2 + b @ x


@misconception("quadratic_gradient", says="you subtract b")
def linear_part_subtracted(A, b, x):
    """The part that comes from A is right, but b enters with the wrong sign.

    In many books f ends with *minus* b times x, so that the gradient vanishes where A x = b. Read
    how the function of this exercise ends.

    Put A = 0: what are the slopes of the plane that is left? A smaller case: for b = [4, 7] the
    plane is 4 x0 + 7 x1, and it rises in both directions.
    """
    A = _floats(A)
    return (A + A.T) @ _floats(x) / 2 - _floats(b)


@misconception("quadratic_gradient", says="you use the diagonal of A alone")
def diagonal_only(A, b, x):
    """Only the diagonal of A has an influence on your answer.

    The squares of the coordinates are taken care of. But the double sum also holds products of two
    *different* coordinates. Try A = [[0, 2], [0, 0]]: then f is x0 x1, and surely not level.

    Which entries of A belong to the product of x0 and x1? A smaller case: f = 4 x0 x1 has the
    slopes 8 and 4 at [1, 2], though it holds no square.
    """
    return np.diag(_floats(A)) * _floats(x) + _floats(b)


@misconception("quadratic_gradient", says="you differentiate one of the two factors x alone")
def rows_without_columns(A, b, x):
    """You have half of the part that comes from A, and for a symmetric A it is exactly one half.

    Try N = 1: there f is half of a x squared, plus b x, and its derivative you know.

    The coordinate x0 stands in the double sum as the left factor of some products, and as the right
    factor of others. Which of the two did you differentiate?
    """
    return _floats(A) @ _floats(x) / 2 + _floats(b)


@misconception("quadratic_gradient", says="your halves are cut off")
def halves_cut_off(A, b, x):
    """Some entries are off by exactly one half.

    In Python // divides and then *rounds down* to a whole number; that is so for floats, too. Try 7
    // 2 and 7 / 2.

    Which of them is meant in the formula? A smaller case: half of 5 is 2.5. Rounded down it is 2,
    and half of -5 would become -3.
    """
    A = _floats(A)
    return (A + A.T) @ _floats(x) // 2 + _floats(b)


@misconception("quadratic_gradient", says="your gradient belongs to a least-squares loss")
def gradient_of_least_squares(A, b, x):
    """Your formula belongs to another function: half of the squared length of A x + b.

    It occurs in linear regression, and there A comes in twice. Here the quadratic form holds A
    once: if you double A, and b is 0, the gradient is doubled. Yours grows four times as large.

    Start from the double sum in the text, with N = 2. A smaller case: N = 1 with A = [[6]], b = [0]
    makes f = 3 x squared, with the slope 6 at 1. For A = [[12]] it is 12.
    """
    A = _floats(A)
    return A.T @ (A @ _floats(x) + _floats(b))


@misconception("quadratic_gradient", says="your code adds into the caller's b")
def adds_into_b(A, b, x):
    """The gradient is right, but afterwards b is not what it was: your code added into it.

    The sign += writes into the array that stands on its left, and that array belongs to whoever
    called you. The next call with the same b would go wrong.

    Where does your result live, and is it an array of your own? A smaller case: somebody lends you
    b = [4, 7] twice. In the second call it should still be [4, 7].
    """
    A, b = np.asarray(A, dtype=float), np.asarray(b, dtype=float)
    b += (A + A.T) @ _floats(x) / 2
    return b


@misconception("quadratic_gradient", says="your code adds into the caller's matrix")
def adds_into_the_matrix(A, b, x):
    """The gradient is right, but afterwards A is not what it was: your code added into it.

    The sign += writes into the array that stands on its left, and `np.asarray` makes no copy of an
    array of floats.

    How would you form the sum so that it gets an array of its own? A smaller case: somebody lends
    you A = [[1, 2], [0, 3]] twice. In the second call there should still be a 0 in it.
    """
    A = np.asarray(A, dtype=float)
    A += A.T.copy()
    return A @ _floats(x) / 2 + _floats(b)


@misconception("quadratic_gradient", says="your gradient is a column")
def quadratic_gradient_as_a_column(A, b, x):
    """The numbers are right, but they stand in a table with N rows and one column.

    On paper x and b are columns. In this course's code a gradient is a plain array of the shape
    (N,), like the point.

    Print the shapes of the parts that you multiply and add. Where does the second axis come in? A
    smaller case: with all of A at 0 and b = [4, 7] the answer is [4, 7], of the shape (2,), not
    [[4], [7]].
    """
    A = _floats(A)
    return ((A + A.T) @ _floats(x) / 2 + _floats(b)).reshape(-1, 1)


@misconception("quadratic_gradient", says="you replace the lower triangle of A by the upper one")
def upper_triangle_mirrored(A, b, x):
    """The entries of A below the diagonal have no influence on your answer: you replaced them by
    those above.

    That makes a symmetric matrix, but not one with the same quadratic form. Try [[0, 2], [0, 0]]
    and [[0, 0], [2, 0]]: both stand for x0 x1.

    What should a symmetric matrix have in these two places to stand for x0 x1? A smaller case: 6 x0
    x1 is 3 x0 x1 + 3 x1 x0.
    """
    A = _floats(A)
    return (np.triu(A) + np.triu(A, 1).T) @ _floats(x) + _floats(b)


@misconception("quadratic_gradient", says="you multiply b by the point")
def linear_part_times_the_point(A, b, x):
    """The part that comes from A is right; the entries of b came out multiplied by those of x.

    The linear part is a sum of products of an entry of b and a coordinate. Differentiate 5 x0 with
    respect to x0.

    What is left of the coordinate? A smaller case: the plane 4 x0 + 7 x1 rises by 4 for each unit
    of x0, at x0 = 0 as well as at x0 = 100.
    """
    A, b, x = _floats(A), _floats(b), _floats(x)
    return (A + A.T) @ x / 2 + b * x


@misconception("quadratic_gradient", says="you add one number to every entry")
def linear_part_as_one_number(A, b, x):
    """One and the same number was added to all the entries: the height of the linear part.

    It is a sum over all the coordinates, and only one of its terms depends on x0. Differentiate b0
    x0 + b1 x1, first with respect to x0, then to x1.

    Which entry of b goes into which entry of the gradient? A smaller case: the plane 4 x0 + 7 x1
    has the height 11 at (1, 1), but its slopes there are 4 and 7.
    """
    A, b, x = _floats(A), _floats(b), _floats(x)
    return (A + A.T) @ x / 2 + b @ x


@misconception("quadratic_gradient", says="you subtract the transposed matrix")
def matrix_minus_its_transpose(A, b, x):
    """For a symmetric A your gradient does not depend on x at all, as if the valley were a plane.

    A matrix less its transpose is 0 if the matrix is symmetric. Write out the double sum for N = 2:
    the product x0 x1 stands there twice.

    Are the two terms added, or subtracted from one another? A smaller case: N = 1 with A = [[6]], b
    = [0] makes f = 3 x squared. At 2 its slope is 12, and not 0.
    """
    A = _floats(A)
    return (A - A.T) @ _floats(x) / 2 + _floats(b)


@misconception("quadratic_gradient", says="you add up the entries of the gradient")
def quadratic_gradient_added_up(A, b, x):
    """One number came back where a slope for each coordinate was asked for: their sum.

    Eq. 1.4 writes the slopes one beside the other. In the sum of all, no one sees any more in which
    coordinate the ground is steep.

    Which operation in your code adds up once too often? A smaller case: the plane 4 x0 + 7 x1 has
    the gradient [4, 7]. Their sum 11 does not tell which way is the steeper one.
    """
    A = _floats(A)
    return np.sum((A + A.T) @ _floats(x) / 2 + _floats(b))


# ---------------------------------------------------------------- Eqs. 1.5 and 1.7, the Jacobian


@guide("jacobian")
def the_jacobian():
    """The matrix has a row for each output and a column for each input. Some entries, or the
    shape, came out differently.

    Move one coordinate a little to either side and look at all that comes out: does it belong in a
    row or in a column? Then check what is divided by what.

    A smaller case: F(x) = (2 x0, 5 x1, x0 + x1). Moving x0 alone changes the three outputs by 2, 0
    and 1 for each unit, moving x1 by 0, 5 and 1. The rows are 2 0, then 0 5, then 1 1.

    You have seen that you filled it column by column, while the next exercise gets it row by row.
    Which way is cheaper decides in Section 2.2 how networks are differentiated.
    """


@misconception("jacobian", says="your rows and columns are exchanged")
def transposed_jacobian(F, x, h=1e-5):
    """Your numbers are right, but rows and columns are exchanged.

    In Eq. 1.7 one output fills a row. What you measure in one go, by moving one coordinate, is a
    slope of *every* output: by Eq. 1.5, a column.

    If you collect such pieces in a list and make an array of it, does each piece become a row or a
    column? A smaller case: F(x) = (x0, 2 x0, 3 x0) has one input and three outputs. Moving x0
    changes them by 1, 2, 3: one column with three rows.
    """
    return _central(F, x, h)


@misconception("jacobian", says="you reshape where you should transpose")
def reshaped_jacobian(F, x, h=1e-5):
    """The shape is right, and so is the set of numbers, but many stand in wrong places.

    To give an array another shape is not to turn it over: `reshape` reads all the numbers row by
    row and writes them again row by row, into rows of another length. Try it on [[1, 2, 3], [4, 5,
    6]].

    Which operation makes rows out of columns? A smaller case: turned over, the rows 1 2 3 and 4 5 6
    become the rows 1 4, 2 5 and 3 6. Reshaped they become 1 2, 3 4 and 5 6.
    """
    columns = _central(F, x, h)
    return columns.reshape(columns.shape[::-1])


@misconception("jacobian", says="you look ahead of the point only")
def forward_columns(F, x, h=1e-5):
    """Each column is a difference to one side of the point: a forward difference.

    The exercise asks for central ones, as in `derivative` and `gradient`: the outputs ahead of the
    point less those behind it. Print the points at which you ask F.

    Is F asked anywhere behind the point? A smaller case: for an output that is the square of x[0],
    at [5] with h = 1, the outputs at 4 and 6 are 16 and 36. Over a way of 2 that makes 10; one side
    alone makes 11.
    """
    x = _floats(x)
    return np.stack([(F(x + s) - F(x)) / h for s in _steps(x, h)], axis=1)


@misconception("jacobian", says="you look behind the point only")
def backward_columns(F, x, h=1e-5):
    """Each column is a difference to one side of the point: a backward difference.

    The exercise asks for central ones, as in `derivative` and `gradient`: the outputs ahead of the
    point less those behind it. Print the points at which you ask F.

    Is F asked anywhere ahead of the point? A smaller case: for an output that is the square of
    x[0], at [5] with h = 1, the outputs at 4 and 6 are 16 and 36. Over a way of 2 that makes 10;
    one side alone makes 9.
    """
    x = _floats(x)
    return np.stack([(F(x) - F(x - s)) / h for s in _steps(x, h)], axis=1)


@misconception("jacobian", says="you divide by half of the distance")
def columns_over_half_the_distance(F, x, h=1e-5):
    """Every entry is exactly twice what it should be.

    The identity, F(x) = x, has the unit matrix as its Jacobian. Try it: there is a 2 on your
    diagonal.

    How far are the points ahead and behind apart? A smaller case: with h = 1, the places 4 and 6 on
    either side of 5 are 2 apart.
    """
    return 2 * _central(F, x, h).T


@misconception("jacobian", says="you do not divide by the distance")
def columns_not_divided(F, x, h=1e-5):
    """Your entries shrink together with h: they are changes of the outputs, not slopes.

    The identity, F(x) = x, has the unit matrix as its Jacobian, for each h. Try it with 0.1 and
    0.01.

    What turns a change into a slope? A smaller case: F(x) = 4x goes from -4 to 4 between -1 and 1.
    That is a change of 8 over a way of 2, so the slope is 4.
    """
    return 2 * h * _central(F, x, h).T


@misconception("jacobian", says="you subtract the outputs the wrong way round")
def jacobian_sign_reversed(F, x, h=1e-5):
    """All entries have the wrong sign.

    The identity, F(x) = x, has the unit matrix as its Jacobian: outputs grow when inputs grow. Try
    it; there is a -1 on your diagonal.

    Which of the two outputs do you subtract from which? A smaller case: outputs of 16 at 4 and of
    24 at 6 make the slope 4.
    """
    return -_central(F, x, h).T


@misconception("jacobian", says="you add up the outputs")
def outputs_added_up(F, x, h=1e-5):
    """N numbers came back where a matrix was expected. Each of them is the slope of the *sum* of
    all the outputs.

    Eq. 1.7 keeps the outputs apart: each has a row of its own. F gives an array of M numbers, and
    differences of arrays are arrays.

    Which operation makes one number out of M? A smaller case: F(x) = (4 x0, 7 x0) has the Jacobian
    [[4], [7]]. Added up, 11 would be all that is left.
    """
    return np.sum(_central(F, x, h), axis=1)


@misconception("jacobian", says="you add up the inputs")
def inputs_added_up(F, x, h=1e-5):
    """M numbers came back where a matrix was expected. For each output you have added up the slopes
    in all the coordinates.

    Eq. 1.7 keeps the inputs apart: each has a column of its own.

    When the loop has finished with one coordinate, where is its column kept, and what happens to it
    when the next one comes? A smaller case: F(x) = (4 x0 + 7 x1) has the Jacobian [[4, 7]]. Added
    up, 11 would be all that is left.
    """
    return np.sum(_central(F, x, h), axis=0)


@misconception("jacobian", says="you move all the inputs together")
def all_inputs_at_once(F, x, h=1e-5):
    """M numbers came back where a matrix was expected: you moved all the coordinates together.

    Note that x + h adds h to *each* entry of an array. By Eq. 1.5 there is a column for each
    coordinate, measured while the others are held still.

    For x = [1, 2] and h = 0.1: at which four points is F to be asked? A smaller case: at [5, 7]
    with h = 1 the points are [6, 7], [4, 7], [5, 8] and [5, 6].
    """
    x = _floats(x)
    return (F(x + h) - F(x - h)) / (2 * h)


@misconception("jacobian", says="your entries have lost their signs")
def sizes_of_entries(F, x, h=1e-5):
    """The entries have the right sizes, but none of them is negative.

    The sign of an entry says whether an output grows or falls when an input grows. Try F(x) = -x.

    Which operation in your code can only give positive numbers? A smaller case: F(x) = (x0 - 7 x1)
    has the Jacobian [[1, -7]].
    """
    return np.abs(_central(F, x, h).T)


@misconception("jacobian", says="your steps are cut to whole numbers")
def jacobian_steps_cut_off(F, x, h=1e-5):
    """Points with digits after the point are right. At points of whole numbers the steps were cut
    off.

    An array made of whole numbers keeps only whole numbers. Try a = np.array([1, 2]), then a[0] =
    1.5, and look at a.

    Into which array do you write the steps, and what kind of numbers does it hold? A smaller case:
    from [5, 7] with h = 0.5 the first two places are [5.5, 7] and [4.5, 7]. Cut to whole numbers
    both would be off.
    """
    return _whole_number_differences(F, x, h).T


@misconception("jacobian", says="your entries are cut to whole numbers")
def jacobian_entries_cut_off(F, x, h=1e-5):
    """At points of whole numbers all your entries are whole numbers: what came after the decimal
    point is missing.

    The table into which you write the slopes took over the kind of numbers that x holds.

    How do you ask NumPy for a table of floats, whatever x is? A smaller case: F(x) = (2.5 x0) has
    the Jacobian [[2.5]] at [1], and not [[2]].
    """
    slopes = _central(F, x, h).T
    return slopes.astype(np.asarray(x).dtype)


@misconception("jacobian", says="your steps and your entries are cut to whole numbers")
def jacobian_steps_and_entries_cut_off(F, x, h=1e-5):
    """Points with decimals are fine. For a point of whole numbers the entries are huge, or 0, and
    whole numbers themselves.

    An array of whole numbers cuts off the decimals of what is written into it. A copy is of the
    same kind, and so is a table that takes over its kind.

    Of which kind is each array in your code? A smaller case: write 1.9 into `np.array([1, 2])`: it
    holds 1. Into `np.array([1.0, 2.0])` the 1.9 goes as it is.
    """
    return _whole_number_differences(F, x, h).T.astype(np.asarray(x).dtype)


@misconception("jacobian", says="your Jacobian is always square")
def square_for_every_function(F, x, h=1e-5):
    """You return a square matrix, N by N, however many outputs F has. What does not fit in is lost.

    By Eq. 1.7 there are as many *rows* as outputs and as many *columns* as inputs. Only by chance
    are these numbers equal.

    Where in your code does M come in, and how could you learn it from F? A smaller case: F(x) =
    (x0, 2 x0, 3 x0) takes one number and gives three. Its Jacobian is 1, 2, 3 in one column, of the
    shape (3, 1).
    """
    n = np.size(x)
    columns = _central(F, x, h)
    return np.array([[columns[j][i] for j in range(n)] for i in range(n)])


@misconception("jacobian", says="you keep the first output only")
def first_output_only(F, x, h=1e-5):
    """N numbers came back: the gradient of the first output. The other outputs are missing.

    By Eq. 1.6 the gradient of the first output is the first row; each further output adds one.

    Which part of what F gives does your code keep? A smaller case: F(x) = (4 x0, 7 x0) has two
    rows, 4 and 7. The first one alone would be the gradient of 4 x0.
    """
    return _central(F, x, h)[:, 0]


@misconception("jacobian", says="every row belongs to the last output")
def last_output_in_every_row(F, x, h=1e-5):
    """All rows of the matrix are equal: each holds the slopes of the last output.

    A function that is made in a loop looks up the loop's number when it is *called*, not when it is
    made. Are your functions called after the loop has ended?

    Which value does the number have then? A smaller case: make `lambda: i` in a loop over 0, 1, 2,
    keep all three, and call them at the end. Each gives 2.
    """
    slopes = _central(F, x, h).T
    return np.repeat(slopes[-1:], len(slopes), axis=0)


@misconception("jacobian", says="you fill the first column only")
def first_column_only(F, x, h=1e-5):
    """The first column is right. All the others are zeros, as they were made.

    Look at where your `return` stands: inside the loop over the inputs, or after it?

    How many inputs has your code moved when it returns? A smaller case: for two inputs the matrix
    has two columns. Who returns after the first one leaves the other at 0.
    """
    slopes = _central(F, x, h).T
    slopes[:, 1:] = 0
    return slopes


@misconception("jacobian", says="your Jacobian is one long list")
def flat_jacobian(F, x, h=1e-5):
    """All the numbers are there, but in one long list instead of a matrix.

    In Eq. 1.7 an entry has two numbers, its row and its column, and so it should have in your
    answer: the shape is (M, N).

    Which operation joins the columns, and which one would put them side by side? A smaller case:
    F(x) = (x0 + 2 x1, 3 x0 + 4 x1) has the rows 1 2 and 3 4, that is, the shape (2, 2).
    """
    return _central(F, x, h).T.ravel()


@misconception("jacobian", says="your Jacobian of one output has lost an axis")
def jacobian_one_row_as_a_list(F, x, h=1e-5):
    """With several outputs all is well. With a single output your matrix lost an axis.

    Eq. 1.7 with M = 1 is a matrix with one row, of the shape (1, N). Code that goes on to multiply
    matrices relies on it.

    Which operation takes axes of length 1 away? A smaller case: F(x) = (4 x0 + 7 x1) has the
    Jacobian [[4, 7]], not [4, 7].
    """
    return np.squeeze(_central(F, x, h).T)


@misconception("jacobian", says="your Jacobian is 0 beside the diagonal")
def diagonal_jacobian(F, x, h=1e-5):
    """Beside the diagonal all your entries are 0, as if output i depended on input i alone.

    That is so for functions that work entry by entry, such as the sine of an array. In general each
    output depends on each input.

    For F(x) = (x0 x1, x0 + x1), what does the *second* input do to the first output?
    """
    slopes = _central(F, x, h).T
    return slopes * np.eye(*slopes.shape)


@misconception("jacobian", says="you always use the default step")
def jacobian_step_always_the_default(F, x, h=1e-5):
    """The entries are close to the true slopes even for a long step, where central differences
    should show their error.

    The step that came in is to be used, also if another one would do better. Take the third power
    of x[0] at 2 with h = 1: a central difference gives 13.

    Where does the h of the call enter? A smaller case: for the third power of x[0] at [0] with h =
    2 the outputs 8 and -8 are 4 apart, which makes 4, though the true slope is 0.
    """
    return _central(F, x, 1e-5).T


@misconception("jacobian", says="you go only half a step to either side")
def jacobian_half_a_step(F, x, h=1e-5):
    """Each entry is a central difference, but for half the step: the points were h/2 away.

    Take F(x) = (the third power of x[0],) at [2] with h = 1: by the quotient of the text it is 13,
    with half the step 12.25.

    Which points stand in the quotient beside Eq. 1.4? A smaller case: at [5] with h = 1 the points
    are [6] and [4], not [5.5] and [4.5].
    """
    return _central(F, x, h / 2).T


@misconception(
    "jacobian", says="your code does not put a coordinate back before it moves the next one"
)
def jacobian_never_steps_back(F, x, h=1e-5):
    """The first column is right. The others were measured somewhere else, since the coordinates
    before them had not come back to their places.

    Print the points at which you ask F, for x = [1, 2] and h = 0.1. Each differs from x in one
    coordinate only.

    When the loop goes on to the second coordinate, what is the first one? A smaller case: at [5, 7]
    with h = 1 the four points are [6, 7], [4, 7], [5, 8] and [5, 6].
    """
    return _differences_while_walking(F, _floats(x), h).T


@misconception("jacobian", says="your code changes the point it was given")
def jacobian_changes_the_point(F, x, h=1e-5):
    """The matrix is right, but the point that came in is not what it was: your code wrote into it.

    Going forth and back by h in floating point does not always end at the start: try 0.3 + 0.1 -
    0.2 + 0.1 in Python.

    How do you get an array that is yours alone, so that nobody minds what you write into it? A
    smaller case: whoever hands you the point [5, 7] wants to find 5 and 7 in it after the call, to
    the last digit.
    """
    return _differences_in_place(F, x, h).T


@misconception("jacobian", says="your Jacobian belongs to one certain function")
def jacobian_of_one_known_function(F, x, h=1e-5):
    """Your answer did not change with the function: F was not asked at a single point.

    You return the Jacobian of one certain function, by its formula. Here F may be any function; all
    you can do with it is to call it.

    How many calls does Eq. 1.5 need, with two for each column? A smaller case: with 1 input there
    are 2 calls, ahead and behind, however many outputs there are.
    """
    return np.diag(2 * _floats(x))


@misconception("jacobian", says="you measure relative changes")
def values_scaled_by_slopes(F, x, h=1e-5):
    """Each row is right up to a factor: it was divided by the value of its output at the point.

    That makes *relative* changes, by how many per cent an output grows. Eq. 1.7 asks for plain
    slopes. Try F(x) = 10 x, whose Jacobian is 10 times the unit matrix everywhere.

    Where in your code is F(x) itself used? A smaller case: F(x) = (4 x0) has the slope 4 at [1] and
    at [100], though its values there are 4 and 400.
    """
    x = _floats(x)
    return _central(F, x, h).T / np.reshape(F(x), (-1, 1))


# ---------------------------------------------------------------- Eq. 1.6, row by row


@guide("jacobian_from_gradients")
def the_rows_of_the_jacobian():
    """Every output has a gradient of its own, and the matrix keeps them all. Some rows came out
    differently, or stand elsewhere.

    Look at what the list holds: functions, each of which wants the point. Which of them belongs to
    which row, and how long is a row?

    A smaller case: two functions that answer (1, 2, 3) and (4, 5, 6) at some point make the rows 1
    2 3 and 4 5 6. The shape is (2, 3).

    Remember that nothing was differentiated here. By Eq. 1.6 a gradient is a row lying down, so
    with one output the Jacobian is the gradient's transpose.
    """


@misconception("jacobian_from_gradients", says="your gradients stand in columns")
def gradients_as_columns(gradients, x):
    """Your numbers are right, but each gradient stands in a column.

    Eq. 1.6 lays each gradient down: that is what the T means there. In the shape (M, N) the first
    number counts the outputs.

    If you make an array of a list of gradients, does each become a row or a column? And what did
    you do to it then? A smaller case: three outputs of one input with the gradients (1), (2), (3)
    make three rows of one number, of the shape (3, 1).
    """
    return np.stack([g(_floats(x)) for g in gradients], axis=1)


@misconception("jacobian_from_gradients", says="your gradients are joined into one list")
def gradients_joined_end_to_end(gradients, x):
    """All the numbers are there, but in one long list instead of a matrix.

    In Eq. 1.6 the gradients stand one *below* the other, one row for each output.

    There are operations that put arrays end to end, and others that pile them up. Which one do you
    use? A smaller case: the gradients (1, 2) and (3, 4) make two rows, one below the other, and not
    the list 1, 2, 3, 4.
    """
    return np.concatenate([g(_floats(x)) for g in gradients])


@misconception("jacobian_from_gradients", says="you keep the first gradient only")
def first_gradient_only(gradients, x):
    """Only the first of the gradients came back.

    Eq. 1.6 has a row for each of the M outputs, and `gradients` is a list of M functions.

    How often does your loop run? (A `return` inside a loop ends the function.) A smaller case: the
    gradients (1, 2) and (3, 4) make the rows 1 2 and 3 4. Where is the 4 in your answer?
    """
    return np.asarray(gradients[0](_floats(x)))


@misconception("jacobian_from_gradients", says="your matrix has one row only")
def first_row_only(gradients, x):
    """The matrix has a single row, that of the first output. The other gradients were not asked.

    Look at where your `return` stands: inside the loop over the gradients, or after it?

    How many gradients has your code asked when it returns? A smaller case: two gradients, (1, 2)
    and (3, 4), make the matrix [[1, 2], [3, 4]], and not [[1, 2]].
    """
    return np.array([g(_floats(x)) for g in gradients])[:1]


@misconception("jacobian_from_gradients", says="you add the gradients")
def gradients_added(gradients, x):
    """N numbers came back: the sum of all the gradients.

    The sum is the gradient of the sum of all outputs. Eq. 1.6 keeps the outputs apart, each in a
    row of its own.

    When the second gradient comes, what happens in your code to the first? A smaller case: the
    gradients (1, 2) and (3, 4) make two rows. Their sum (4, 6) would hide both.
    """
    return np.sum([g(_floats(x)) for g in gradients], axis=0)


@misconception("jacobian_from_gradients", says="you average the gradients")
def gradients_averaged(gradients, x):
    """N numbers came back: the mean of all the gradients.

    Means of gradients will be important in Section 3, where each belongs to an example. Here each
    belongs to an *output*, and Eq. 1.6 keeps the outputs apart.

    How many rows does the matrix for three outputs have? A smaller case: the gradients (1, 2) and
    (3, 4) make two rows, and not the mean (2, 3).
    """
    return np.mean([g(_floats(x)) for g in gradients], axis=0)


@misconception("jacobian_from_gradients", says="your rows stand in the opposite order")
def last_output_first(gradients, x):
    """Your rows are right, but they stand in the opposite order.

    In Eq. 1.6 the first row belongs to the first output, and the list of functions is given in the
    order of the outputs.

    How do new rows come into your matrix: at its end, or at its beginning? A smaller case: the
    gradients (1, 2) and (3, 4), in this order, make the first row 1 2 and the second row 3 4.
    """
    return np.array([g(_floats(x)) for g in gradients[::-1]])


@misconception("jacobian_from_gradients", says="you keep one entry of each gradient")
def one_entry_of_each_gradient(gradients, x):
    """Of each gradient you kept a single number, the one on the diagonal of the matrix.

    An output depends on all of the inputs, so that its gradient is a whole row of Eq. 1.6.

    What does your code do with the array that a gradient gives? With one index too many, a number
    is left of it. A smaller case: the gradients (1, 2) and (3, 4) make a matrix with four numbers.
    On its diagonal stand 1 and 4, but where are 2 and 3?
    """
    size = np.size(x)
    return np.array([g(_floats(x))[i % size] for i, g in enumerate(gradients)])


@misconception("jacobian_from_gradients", says="your rows have the wrong length")
def rows_of_the_wrong_length(gradients, x):
    """All the numbers are there, in the right order, but cut into rows of the wrong length.

    Eq. 1.6 has M rows, each as long as a gradient, N. Your matrix is N by M. For a square one the
    mistake cannot be seen.

    Do you need `reshape` at all, if each row is put into its place as a whole? A smaller case:
    three gradients of two numbers each, (1, 2), (3, 4), (5, 6), make three rows of two.
    """
    rows = np.array([g(_floats(x)) for g in gradients])
    return rows.reshape(rows.shape[::-1])


@misconception("jacobian_from_gradients", says="every row holds the first gradient")
def first_gradient_in_every_row(gradients, x):
    """All rows are equal: each holds the gradient of the first output.

    Every output has a gradient of its own; they lie in the list in the same order.

    Which function of the list does your loop call the second time? A smaller case: functions that
    answer (1, 2) and (3, 4) make the rows 1 2 and 3 4, not 1 2 twice.
    """
    return np.array([gradients[0](_floats(x)) for _ in gradients])


@misconception("jacobian_from_gradients", says="every row holds the last gradient")
def last_gradient_in_every_row(gradients, x):
    """All rows are equal: each holds the gradient of the last output.

    Two things make all rows alike: rows that share one array, which every turn of the loop fills
    anew; and functions made in a loop, which look the loop's variable up only when they are called.

    When is each row computed, and is it stored in an array of its own? A smaller case: functions
    that answer (1, 2) and (3, 4) make the rows 1 2 and 3 4, not 3 4 twice.
    """
    return np.array([gradients[-1](_floats(x)) for _ in gradients])


@misconception("jacobian_from_gradients", says="every row is the point itself")
def rows_are_the_point(gradients, x):
    """Every row of your matrix is the point x. None of the given functions was called.

    The list holds *functions*. What belongs into row i of Eq. 1.6 is what function i answers when
    it is asked at x.

    How does one call a function that was taken out of a list? A smaller case: if the only function
    answers (8, 9) at the point (5, 7), the matrix has the one row 8 9.
    """
    return np.tile(_floats(x), (len(gradients), 1))


@misconception("jacobian_from_gradients", says="you ask the gradients at the origin")
def gradients_asked_at_the_origin(gradients, x):
    """Your matrix does not depend on the point: all the gradients were asked at the origin.

    In Eq. 1.6 a point stands in brackets after each gradient. Gradients change from place to place,
    unless the functions are planes.

    What do you hand to the functions when you call them? A smaller case: the square of x0 has the
    gradient (2 x0). At the point (5) that is (10); at the origin it would be (0).
    """
    return np.array([g(np.zeros(np.size(x))) for g in gradients])


@misconception("jacobian_from_gradients", says="you scale each row to the length 1")
def rows_of_length_one(gradients, x):
    """Your rows point the right way, but each of them was scaled to length 1.

    The length of a gradient says how strongly its output reacts. Eq. 1.6 takes the gradients as
    they are.

    Compare the Jacobians of F(x) = x and F(x) = 100 x. Should they be equal? A smaller case: the
    gradient (3, 4) makes the row 3 4, and not 0.6 0.8.
    """
    rows = np.array([g(_floats(x)) for g in gradients])
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@misconception("jacobian_from_gradients", says="your rows are cut to whole numbers")
def rows_cut_to_whole_numbers(gradients, x):
    """At points of whole numbers your entries are whole numbers, too: what came after the decimal
    point is missing.

    The matrix into which you write the rows took over the kind of numbers that x holds.

    How do you ask NumPy for a matrix of floats, whatever x is? A smaller case: a function that
    answers (2.5) at the point (1) makes the row 2.5, and not 2.
    """
    rows = np.array([g(_floats(x)) for g in gradients])
    return rows.astype(np.asarray(x).dtype)


@misconception("jacobian_from_gradients", says="you leave out the last gradient")
def last_gradient_forgotten(gradients, x):
    """Your rows are right, but the last output has none: it is a row of zeros.

    A row of zeros says that the output depends on no input at all. For M outputs the numbers run
    from 0 to M - 1.

    Print the numbers that your loop visits for a list of three functions. A smaller case: for a
    list of one function the loop should visit the number 0, once.
    """
    rows = np.array([g(_floats(x)) for g in gradients])
    rows[-1] = 0
    return rows


@misconception("jacobian_from_gradients", says="your Jacobian of one output has lost an axis")
def single_row_as_a_list(gradients, x):
    """With several gradients all is well. With a single one your matrix lost an axis.

    Eq. 1.6 with M = 1 is a matrix with one row, of the shape (1, N). Code that goes on to multiply
    matrices relies on it.

    Which operation takes axes of length 1 away, or treats a single gradient differently? A smaller
    case: the one gradient (3, 4) makes [[3, 4]], and not [3, 4].
    """
    return np.squeeze(np.array([g(_floats(x)) for g in gradients]))


@misconception("jacobian_from_gradients", says="you make as many rows as there are inputs")
def as_many_rows_as_inputs(gradients, x):
    """Your matrix has as many rows as there are inputs, and so it lost outputs.

    The number of rows in Eq. 1.6 is M, the number of gradients in the list. It has nothing to do
    with the number of coordinates of x; only by chance are they equal.

    What does the range of your loop count? A smaller case: three gradients at a point of one
    number, (1), (2), (3), make three rows.
    """
    rows = [g(_floats(x)) for g in gradients[: np.size(x)]]
    return np.array(rows)


@misconception("jacobian_from_gradients", says="you differentiate the gradients once more")
def differentiated_once_more(gradients, x):
    """What came back has three axes: your code has differentiated the gradients again.

    The functions in the list *are* the derivatives; nobody hands you the outputs themselves. What
    you have computed is a Hessian for each output, of which we shall hear in Section 2.

    What is left to do with what the functions answer? A smaller case: the output 4 x0 + 7 x1 comes
    with a function that always answers (4, 7). The row is 4 7; differentiated again it would be
    zeros.
    """
    return np.array([_central(g, x, 1e-5).T for g in gradients])


# ---------------------------------------------------------------- Eqs. 1.8 and 1.9


@guide("linearize")
def the_linear_step():
    """The value changes by the derivative times the step. Some values that came out are not
    those of Eqs. 1.8 and 1.9.

    Look at each output by itself: which slopes belong to it, and with which part of the step does
    each slope go? Then check that nothing you were given has changed.

    A smaller case: from [10, 20] with J = [[1, 0], [2, 3]] and the step [1, 2], the first output
    changes by 1, the second by 2 + 6. So you arrive at [11, 28].

    One thing more: one line of code served both equations. The lecture prints them with "="; the
    part left out shrinks with the square of the step's length.
    """


@misconception("linearize", says="you multiply with the transposed matrix")
def product_with_the_transpose(f0, J, dx):
    """With one output you are right. With a square matrix the numbers are wrong, and with another
    one the product fails: rows and columns are exchanged.

    Compare the order of the factors in Eq. 1.9 with yours. A vector on the left of a matrix is
    multiplied with its columns.

    Output i is to change by *its own* gradient times the step. Where in J does this gradient stand?
    A smaller case: J = [[1, 2], [0, 0]] with the step [0, 1] changes the first output by 2, and the
    second by 0.
    """
    return _floats(f0) + _floats(J).T @ _floats(dx)


@misconception("linearize", says="you do not add up the products")
def products_not_added_up(f0, J, dx):
    """Too many numbers came back: one for each *entry* of J.

    Each coordinate of the step changes the height by slope times step. In Eq. 1.8 the product of a
    row and a column adds up these changes.

    For f0 = 5, slopes [2, -1] and the step [0.5, 2], the changes are 1 and -2. How much higher or
    lower are you in the end?
    """
    J = _floats(J)
    return np.reshape(_floats(f0), np.shape(f0) + (1,) * (J.ndim - np.ndim(f0))) + J * _floats(dx)


@misconception("linearize", says="you leave out f0")
def change_without_the_height(f0, J, dx):
    """A step of length 0 gives 0, wherever it starts.

    Eqs. 1.8 and 1.9 have two terms. The second one is how much the value *changes* on the way.

    What should your function say for the step 0, and which of the parameters does it not use? A
    smaller case: from the height 10 the step 0 leads to 10, whatever the slopes are.
    """
    return _floats(J) @ _floats(dx)


@misconception("linearize", says="you step in the opposite direction")
def step_in_the_opposite_direction(f0, J, dx):
    """A step uphill came out lower, and a step downhill higher.

    Look at the sign between the two terms of Eq. 1.8. Try f0 = 5, the slopes [2, 0] and the step
    [1, 0]. (The minus sign of Section 2 belongs to the choice of the step, not to this equation.)

    If the slope is positive and so is the step, which way does the height change? A smaller case:
    from the height 10 with the slopes [0, 3], the step [5, 1] leads to 13.
    """
    return _floats(f0) - _floats(J) @ _floats(dx)


@misconception("linearize", says="you never use the step")
def step_never_used(f0, J, dx):
    """Long and short steps all gave the same answer, and it has the shape of J.

    A slope is a change *per unit of length*. Before it can be added to a height, something has to
    be done with it.

    Which of the three parameters does not occur in your code? A smaller case: from the height 10
    with the slope 3 the step 2 leads to 16, and the step 0 to 10.
    """
    J = _floats(J)
    return np.reshape(_floats(f0), np.shape(f0) + (1,) * (J.ndim - np.ndim(f0))) + J


@misconception("linearize", says="you take every step for 1")
def every_step_is_one(f0, J, dx):
    """Your answers do not depend on the step: you added up the slopes as they are, as if the step
    were 1 in each coordinate.

    In Eq. 1.8 each slope is multiplied by its part of the step *before* the sum is taken.

    What is your answer for a step of 0, and what should it be? A smaller case: from the height 10
    with the slope 3 the steps 1 and 2 lead to 13 and 16.
    """
    return _floats(f0) + np.sum(_floats(J), axis=-1)


@misconception("linearize", says="you multiply each slope with each part of the step")
def outer_product(f0, J, dx):
    """A table came back in which every slope is multiplied by every part of the step.

    There are two products of two vectors: one gives a table of all pairs, the other pairs each
    entry with its partner and adds up. In Eq. 1.8 the T says which of them is meant: row times
    column.

    What has the slope in the first coordinate to do with the step in the second? A smaller case:
    the slopes [4, 7] and the step [1, 2] change the height by 4 + 14 = 18, one number.
    """
    J, dx = _floats(J), _floats(dx)
    shape = np.shape(f0) + (1,) * (J.ndim + 1 - np.ndim(f0))
    return np.reshape(_floats(f0), shape) + J[..., None] * dx


@misconception("linearize", says="you multiply the two lengths")
def product_of_lengths(f0, J, dx):
    """Your answer is always higher than f0, in whichever direction the step goes.

    The product of two *lengths* is the largest change that such a step could bring, when it goes
    straight uphill. Eq. 1.8 multiplies vectors, so that the direction counts.

    Try a step along the contour line: slopes [1, 0], step [0, 1]. By how much does the height
    change?
    """
    return _floats(f0) + np.linalg.norm(_floats(J), axis=-1) * np.linalg.norm(_floats(dx))


@misconception("linearize", says="you change all outputs by one and the same number")
def one_change_for_all_outputs(f0, J, dx):
    """With one output you are right. With several of them each was changed by the same amount: the
    sum of *all* changes.

    In Eq. 1.9 each output has its own row of J, and is changed by this row times the step.

    Over which axis of J are the products to be added up, and what does your sum run over? A smaller
    case: J = [[1, 0], [0, 5]] with the step [1, 1] changes the outputs by 1 and by 5, not by 6
    each.
    """
    return _floats(f0) + np.sum(_floats(J) * _floats(dx))


@misconception("linearize", says="your step is a column")
def step_as_a_column(f0, J, dx):
    """One axis too many came back. The product is a column there, and NumPy added every f0 to every
    change.

    On paper the step in Eq. 1.9 is a column. In this course's code it is a plain array, and a
    matrix times a plain array is a plain array again.

    Print the shapes of the two things that you add. Are they equal? A smaller case: [10, 20] plus
    the changes [1, 2] is [11, 22]. Plus the column [[1], [2]] it is a table of four numbers.
    """
    return _floats(f0) + _floats(J) @ _floats(dx).reshape(-1, 1)


@misconception("linearize", says="your code adds into the caller's f0")
def adds_into_the_value(f0, J, dx):
    """The answer is right, but afterwards f0 is not what it was: your code added into it.

    The sign += writes into the array that stands on its left, and that array belongs to whoever
    called you. From the same f0 the next step would start at a wrong place.

    Where does your sum live? A smaller case: from f0 = [10, 20] you try two steps, one after the
    other. For the second one f0 should still be [10, 20].
    """
    f0 = np.asarray(f0, dtype=float)
    f0 += _floats(J) @ _floats(dx)
    return f0


@misconception("linearize", says="your code changes the caller's J")
def multiplies_the_jacobian_in_place(f0, J, dx):
    """The answer is right, but afterwards J is not what it was: the step was multiplied into it.

    The sign *= writes into the array that stands on its left, and `np.asarray` makes no copy of an
    array of floats.

    Which operation multiplies and adds up in one go, without touching its factors? A smaller case:
    with J = [[1, 2]] you try the steps [10, 0] and [0, 10]. They change the output by 10 and by 20,
    if J is left alone.
    """
    J = np.asarray(J, dtype=float)
    J *= _floats(dx)
    return _floats(f0) + np.sum(J, axis=-1)


@misconception("linearize", says="you multiply f0 by the change")
def value_times_change(f0, J, dx):
    """A step of length 0 gives 0, and doubling f0 doubles the change as well.

    In Eq. 1.8 the value at x0 and the change are two terms. How are they combined?

    From a height of 100, a slope of 2 takes you up by 2 for a step of 1. And from a height of 5?
    """
    return _floats(f0) * (_floats(J) @ _floats(dx))


@misconception("linearize", says="you put the changes behind the values")
def changes_put_behind_the_values(f0, J, dx):
    """With one output the answer is right. With several there came back twice as many numbers: the
    values, and then the changes.

    What does `+` do between two lists? Try `[1, 2] + [3, 4]`, and the same with arrays.

    Which of the two do you want here? A smaller case: the values 10 and 20 and the changes 1 and 2
    make 11 and 22. They do not make 10, 20, 1, 2.
    """
    change = _floats(J) @ _floats(dx)
    return _floats(f0) + change if np.ndim(f0) == 0 else np.append(_floats(f0), change)


@misconception("linearize", says="you add half of the change only")
def half_of_the_change(f0, J, dx):
    """You start at the right value, but only half of the change is added.

    A factor of one half belongs to the *second*-order term (Eq. 1.3). Compare Eqs. 1.8 and 1.2 term
    by term.

    With slope 2 and a step of 1, how much should the height change? A smaller case: a road that
    rises 4 m per kilometre is 4 m higher after one kilometre.
    """
    return _floats(f0) + _floats(J) @ _floats(dx) / 2


@misconception("linearize", says="you put the number into a list")
def number_in_a_list(f0, J, dx):
    """With several outputs you are right. With a single number f0, the answer is a list that holds
    one number.

    As many numbers go out as came in as f0: a number by itself has the shape (), a list with one
    number in it the shape (1,).

    Which operation makes a list or array out of f0? A smaller case: from the height 10 with the
    slopes [3] the step [2] leads to 16, not to [16].
    """
    return np.atleast_1d(f0) + _floats(J) @ _floats(dx)


@misconception("linearize", says="your values are cut to whole numbers")
def value_cut_to_whole_numbers(f0, J, dx):
    """Where f0 is made of whole numbers, your answer is, too: what came after the decimal point is
    missing.

    An array made in the likeness of f0 takes over the kind of its numbers. Try a = np.array([1,
    2]), then a[0] = 1.5, and look at a.

    How do you make your own array one of floats? A smaller case: from f0 = [1] with J = [[0.5]],
    the step [1] leads to [1.5]. Among whole numbers it would be [1].
    """
    total = np.array(f0)
    total[...] = total + _floats(J) @ _floats(dx)
    return total


@misconception("linearize", says="your steps have lost their signs")
def steps_without_signs(f0, J, dx):
    """Steps with positive parts only are right. A negative part counted as if it were positive.

    In Eq. 1.8 each part of the step enters with its sign: it says to which side you go.

    If the height grows to the right, what does it do to the left, and what does your function say?
    A smaller case: from the height 10 with the slopes [0, 3], the step [0, -1] leads to 7.
    """
    return _floats(f0) + _floats(J) @ np.abs(_floats(dx))


@misconception("linearize", says="you square the steps")
def steps_squared(f0, J, dx):
    """Twice the step brings four times the change.

    Squares of steps belong to the second order (Eq. 1.3), and there second derivatives stand beside
    them. Here it is the first order: a plane.

    For slope 3, what change do the steps 1, 2 and -1 bring, by Eq. 1.8? A smaller case: with the
    slope 5 the steps 1, 2 and -1 bring 5, 10 and -5.
    """
    return _floats(f0) + _floats(J) @ _floats(dx) ** 2


@misconception("linearize", says="you add f0 once for each input")
def value_added_for_each_input(f0, J, dx):
    """Your answer is too large by multiples of f0: the value was added once for each coordinate.

    In Eq. 1.8 the changes are added up first, over all the coordinates; then the value at x0 comes
    in, once.

    What do you get for a step of 0 with two coordinates? Where do your brackets close? A smaller
    case: from 10, a step of 0 leads to 10, however many coordinates there are.
    """
    return np.sum(_floats(f0)[..., None] + _floats(J) * _floats(dx), axis=-1)


@misconception("linearize", says="you subtract f0")
def value_subtracted(f0, J, dx):
    """For a step of 0 you get *minus* f0.

    To learn a change from two values one subtracts. Here it is the other way round: the value and
    the change are known, and the new value is wanted.

    You are at a height of 5 and climb by 1. Where are you?
    """
    return _floats(J) @ _floats(dx) - _floats(f0)


# ---------------------------------------------------------------- ★ any direction


@guide("directional_derivative")
def the_slope_along_a_way():
    """A slope belongs to a direction, not to how long the arrow of it is drawn. Some slopes that
    came out are not those of the formula.

    Try one gradient with a direction, the same direction ten times as long, and the opposite one.
    What should happen to the slope each time? And what about a direction that leads nowhere?

    A smaller case: the gradient [5, 0] along [0, 7] has the slope 0, along [2, 0] it is 5, and
    along [-8, 6], which has the length 10, it is -4.

    Keep in mind that "steepest" needs a way to measure steps. If a step counts by its largest
    coordinate, another direction wins, and descent becomes a different method.
    """


@misconception("directional_derivative", says="you do not divide by the length of the direction")
def direction_as_long_as_it_came(grad, direction):
    """A direction twice as long gave a slope twice as steep.

    The slope is height gained per length *walked*. Try the gradient [3, 0] with the directions [1,
    0] and [10, 0]: the way is the same.

    What stands below the fraction line of the formula, and what is it in these two cases? A smaller
    case: a path that rises 6 m in 3 m has the slope 2, and so has one that rises 60 m in 30 m.
    """
    direction = _floats(direction)
    if not direction.any():
        raise ValueError("no direction")
    return _floats(grad) @ direction


@misconception("directional_derivative", says="you divide by both lengths")
def both_lengths_divided_out(grad, direction):
    """Your answers lie between -1 and 1, however steep the ground is: they are the cosine of the
    angle.

    The formula divides by one length only. Try the gradients [1, 0] and [100, 0] in the direction
    [1, 0].

    Whose length says how steep it is, and whose was chosen at will? A smaller case: a stair rises 3
    per step, a ramp 1, and you walk straight up both. The slopes are 3 and 1, though the angle is 0
    both times.
    """
    grad, direction = _floats(grad), _floats(direction)
    if not direction.any():
        raise ValueError("no direction")
    with np.errstate(invalid="ignore"):
        return grad @ direction / (np.linalg.norm(grad) * np.linalg.norm(direction))


@misconception("directional_derivative", says="you divide by the square of the length")
def divided_by_the_squared_length(grad, direction):
    """A direction twice as long gave half the slope.

    Try the gradient [3, 0] with the directions [1, 0] and [10, 0]: the way is the same. A vector
    times itself is its length *squared*.

    Which step is missing between this product and the length? A smaller case: the direction [0, 5]
    has the length 5, while its product with itself is 25.
    """
    grad, direction = _floats(grad), _floats(direction)
    if not direction.any():
        raise ValueError("no direction")
    return grad @ direction / (direction @ direction)


@misconception("directional_derivative", says="you take the sum of the sizes for the length")
def length_as_sum_of_sizes(grad, direction):
    """Along the axes you are right. Along other directions the slope is too flat.

    You take for the length of a direction the sum of the sizes of its entries: the way that a taxi
    drives in a city of square blocks. The formula means the straight way.

    How long is [3, 4] by the square root in the text, and how long for you? A smaller case: a field
    of 6 m by 8 m has a diagonal of 10 m.
    """
    grad, direction = _floats(grad), _floats(direction)
    if not direction.any():
        raise ValueError("no direction")
    return grad @ direction / np.sum(np.abs(direction))


@misconception("directional_derivative", says="you take the largest entry for the length")
def length_as_largest_entry(grad, direction):
    """Along the axes you are right. Along other directions the slope is too steep, and along the
    gradient itself it is steeper than the gradient is long.

    You take for the length of a direction its largest entry.

    How long is [3, 4] by the square root in the text, and how long for you? A smaller case: a field
    of 6 m by 8 m has a diagonal of 10 m.
    """
    grad, direction = _floats(grad), _floats(direction)
    if not direction.any():
        raise ValueError("no direction")
    return grad @ direction / np.max(np.abs(direction))


@misconception(
    "directional_derivative", says="you return the steepest slope, whatever the direction is"
)
def steepest_slope_everywhere(grad, direction):
    """Your answer is the length of the gradient, whichever direction was asked for.

    That is the slope in the *steepest* direction. Walk at a right angle to it, along the contour
    line: gradient [3, 0], direction [0, 1].

    Where in your formula does the angle between the two vectors come in? A smaller case: with the
    gradient [2, 0] the slope is 2 straight uphill, -2 straight downhill, and 0 along the contour
    line.
    """
    if not _floats(direction).any():
        raise ValueError("no direction")
    return np.linalg.norm(_floats(grad))


@misconception("directional_derivative", says="you do not add up the products")
def products_kept_apart(grad, direction):
    """N numbers came back where one slope was asked for.

    Each coordinate makes its contribution, slope times part of the way. In the formula the product
    of a row and a column adds these up.

    If one coordinate takes you up by 3 and the other down by 1, by how much have you risen?
    """
    grad, direction = _floats(grad), _floats(direction)
    if not direction.any():
        raise ValueError("no direction")
    return grad * direction / np.linalg.norm(direction)


@misconception("directional_derivative", says="your slope is never negative")
def slope_never_negative(grad, direction):
    """Ways that go up are right. Ways that go down came out as if they went up.

    The formula gives a negative slope where the angle to the gradient is larger than 90 degrees.
    Only then can one see which way leads down.

    Turn a direction round. What should happen to the slope, and what happens to yours? A smaller
    case: with the gradient [2, 0] the slope along [1, 0] is 2, and along [-1, 0] it is -2.
    """
    grad, direction = _floats(grad), _floats(direction)
    if not direction.any():
        raise ValueError("no direction")
    return np.abs(grad @ direction / np.linalg.norm(direction))


@misconception("directional_derivative", says="you return the largest partial derivative")
def largest_partial_derivative(grad, direction):
    """Your answer is the largest entry of the gradient, whichever direction was asked for.

    It is the slope along one of the axes. A direction may go along any of them, or between them.

    What does your code do with `direction`? A smaller case: with the gradient [2, 0] the slope
    along [0, 1] is 0: this way is level.
    """
    if not _floats(direction).any():
        raise ValueError("no direction")
    return np.max(_floats(grad))


@misconception("directional_derivative", says="you answer 0 where there is no direction")
def level_without_a_direction(grad, direction):
    """Asked for the slope in no direction, your function answered 0.

    The number 0 means: along this way the ground is level. A program that gets it will believe that
    it has found a contour line.

    How does Python tell a caller that a question makes no sense? The docstring of the exercise
    names the error. A smaller case: with the gradient [2, 0] the direction [0, 1] has the slope 0,
    and so it should. The direction [0, 0] leads nowhere, so there is nothing to answer.
    """
    grad, direction = _floats(grad), _floats(direction)
    length = np.linalg.norm(direction)
    return grad @ direction / length if length else 0.0


@misconception("directional_derivative", says="you return nan where there is no direction")
def not_a_number_without_a_direction(grad, direction):
    """Asked for the slope in no direction, your function divided 0 by 0 and returned `nan`.

    A `nan` makes no noise. It spreads through all that is computed from it, and is found much
    later, far from its cause.

    Which length cannot be divided by, and what does the docstring of the exercise say about it? A
    smaller case: in Python 1.0 + float("nan") is nan, and so is the sum of 1000 numbers of which
    one is nan. Who could find out which one it was?
    """
    grad, direction = _floats(grad), _floats(direction)
    with np.errstate(invalid="ignore"):
        return grad @ direction / np.linalg.norm(direction)


@misconception("directional_derivative", says="you return nothing where there is no direction")
def silent_without_a_direction(grad, direction):
    """Asked for the slope in no direction, your function gave back nothing, or only printed
    something.

    Printing tells the person in front of the screen. The program that made the call goes on with
    `None` and fails somewhere else.

    To stop it there and then an error has to be *raised*. Which one does the docstring name? A
    smaller case: int("two") raises a ValueError too, and the program stops in that very line.
    """
    grad, direction = _floats(grad), _floats(direction)
    length = np.linalg.norm(direction)
    return grad @ direction / length if length else None


@misconception("directional_derivative", says="you add a small number to the length")
def small_correction_below_the_line(grad, direction):
    """A tiny number was added to the length, so that nothing is ever divided by 0.

    So the zero direction is answered by 0, which means "level"; and slopes along very short
    directions come out far too small.

    The exercise asks for an error where there is no direction, and for the plain formula everywhere
    else. How do you tell the two cases apart?
    """
    grad, direction = _floats(grad), _floats(direction)
    return grad @ direction / (np.linalg.norm(direction) + 1e-8)


@misconception("directional_derivative", says="you multiply by the length")
def multiplied_by_the_length(grad, direction):
    """A direction twice as long gave a slope four times as steep.

    The length comes in on the wrong side: to take it out of the product, which side of the fraction
    line must it stand on?

    Try the gradient [3, 0] with the directions [1, 0] and [10, 0]. Both are the same way.
    """
    grad, direction = _floats(grad), _floats(direction)
    if not direction.any():
        raise ValueError("no direction")
    return grad @ direction * np.linalg.norm(direction)


@misconception("directional_derivative", says="you return the projection, a vector")
def projection_as_a_vector(grad, direction):
    """An arrow came back where one number was asked for: the shadow of the gradient on your
    direction.

    It points the right way, but a slope has no direction; you are the one who chose it. Its sign
    says up or down.

    Which factor makes a vector out of the number in your formula? A smaller case: with the gradient
    [2, 0] the slope along [1, 0] is the number 2, not the arrow [2, 0].
    """
    grad, direction = _floats(grad), _floats(direction)
    if not direction.any():
        raise ValueError("no direction")
    return grad @ direction / (direction @ direction) * direction


@misconception(
    "directional_derivative", says="you scale the gradient, not the direction, to the length 1"
)
def gradient_normalised_instead(grad, direction):
    """Twice the gradient gives the same slope, and twice the direction gives another one.

    It should be the other way round. One of the two vectors says how steep the ground is, and its
    length counts; of the other only the direction matters.

    Whose length stands below the fraction line of the formula? A smaller case: the gradient [6, 0]
    is three times as steep as [2, 0]. In the direction [1, 0] or [9, 0] the slopes are 6 and 2.
    """
    grad, direction = _floats(grad), _floats(direction)
    if not direction.any():
        raise ValueError("no direction")
    with np.errstate(invalid="ignore"):
        return grad @ direction / np.linalg.norm(grad)


@misconception("directional_derivative", says="your code changes the direction it was given")
def normalises_in_place(grad, direction):
    """The slope is right, but afterwards the direction is not what it was: it has the length 1.

    The sign /= writes into the array that stands on its left, and `np.asarray` makes no copy of an
    array of floats.

    Which operation divides and puts the result into an array of its own? A smaller case: a caller
    who hands you the direction [0, 5] wants to find the 5 there afterwards.
    """
    direction = np.asarray(direction, dtype=float)
    if not direction.any():
        raise ValueError("no direction")
    direction /= np.linalg.norm(direction)
    return _floats(grad) @ direction


@misconception("directional_derivative", says="your slope has the wrong sign")
def slope_downhill(grad, direction):
    """All signs are turned round: going along the gradient came out as going down.

    Try the gradient [3, 0] with the direction [1, 0]. By Eq. 1.8 the height grows by 3 for each
    unit walked. (The minus sign of descent belongs to the choice of the direction, in Section 2.)

    Where does your minus sign come from? A smaller case: with the gradient [2, 0] the slope along
    [1, 0] is 2; along [-1, 0] it is -2.
    """
    grad, direction = _floats(grad), _floats(direction)
    if not direction.any():
        raise ValueError("no direction")
    return -(grad @ direction) / np.linalg.norm(direction)


@misconception("directional_derivative", says="you average where you should add")
def mean_instead_of_sum(grad, direction):
    """Your slope is too flat by a factor: the number of coordinates.

    The contributions of the coordinates add up; they are not averaged. Try the gradient [3, 0] with
    the direction [1, 0], by hand.

    Which product of two vectors is meant in the formula? A smaller case: the gradient [2, 0] along
    [1, 0] has the slope 2, and [2, 0, 0, 0] along [1, 0, 0, 0] has it as well.
    """
    grad, direction = _floats(grad), _floats(direction)
    if not direction.any():
        raise ValueError("no direction")
    return np.mean(grad * direction) / np.linalg.norm(direction)


@misconception("directional_derivative", says="you keep the signs of the direction only")
def signs_instead_of_a_unit_vector(grad, direction):
    """Of the direction only the signs of its entries mattered: each was divided by its own size.

    To give a vector the length 1 one divides *all* entries by one and the same number. So [3, 4]
    becomes [0.6, 0.8], and not [1, 1].

    Which number is that, for [3, 4]? A smaller case: [6, 8] has the length 10, and divided by it
    becomes [0.6, 0.8].
    """
    direction = _floats(direction)
    if not direction.any():
        raise ValueError("no direction")
    return _floats(grad) @ np.sign(direction)


@misconception("directional_derivative", says="you return the angle, not the slope")
def angle_instead_of_slope(grad, direction):
    """Your answer is the angle between the gradient and the direction, never negative and never
    more than pi.

    The angle is a part of the formula, but what stands there is its cosine, times the length of the
    gradient.

    How steep is it at a right angle to the gradient, and what is your answer there? A smaller case:
    with the gradient [2, 0] the slope along [0, 1] is 0, while the angle is 90 degrees, about 1.57.
    """
    grad, direction = _floats(grad), _floats(direction)
    if not direction.any():
        raise ValueError("no direction")
    with np.errstate(invalid="ignore"):
        cosine = grad @ direction / (np.linalg.norm(grad) * np.linalg.norm(direction))
    return np.arccos(np.clip(cosine, -1, 1))


@misconception("directional_derivative", says="you put the slope into a list")
def directional_slope_in_a_list(grad, direction):
    """The number is right, but it came in a list of length one.

    One direction, one slope: the answer is a number by itself, with the shape (). A list with one
    number in it has the shape (1,).

    Is one of your vectors a table with a single row or column? Print their shapes. A smaller case:
    with the gradient [2, 0] the slope along [1, 0] is 2, and not [2].
    """
    grad, direction = _floats(grad), _floats(direction)
    if not direction.any():
        raise ValueError("no direction")
    return grad.reshape(1, -1) @ direction / np.linalg.norm(direction)


# ---------------------------------------------------------------- the field of gradients


def _points(x, y):
    """The grid points as a table, a row for each y."""
    return [[np.array([across, along], dtype=float) for across in x] for along in y]


def _mirrored(x, y):
    """The same table with the two coordinates of each point exchanged."""
    return [[point[::-1].copy() for point in row] for row in _points(x, y)]


def _values(function, points):
    """What a function of a point answers all over a table."""
    return np.array([[function(point) for point in row] for row in points])


def _quiver(ax, x, y, arrows):
    ax.quiver(x, y, arrows[:, :, 0], arrows[:, :, 1])


@guide("plot_gradient_field")
def the_field_of_arrows():
    """The figure shows heights as contour lines and slopes as arrows, over one grid. Some of it
    is missing or stands elsewhere.

    Print the first few points at which you ask f and its gradient. Then compare the shape of your
    tables with what Matplotlib wants: one row for each y.

    A smaller case: x = [1, 2, 3] and y = [8, 9] make six points. For f = 2 x[0] the table of
    heights has the rows 2 4 6 and 2 4 6, and each arrow is (2, 0).

    See how it fits together: every arrow crosses its contour line at a right angle. Along the line
    f does not change, so its slope there is 0, and a walk downhill leaves it straight.
    """


@misconception("plot_gradient_field", says="your code draws nothing on the Axes that came in")
def draws_elsewhere(ax, f, grad, x, y):
    """The given Axes stayed empty: something may have been drawn, but somewhere else.

    Commands of pyplot draw on whatever figure is current, or open a new one. The Axes that came in
    has methods of the same names.

    On which object do you call `contour` and `quiver`? A smaller case: of two drawing areas side by
    side, the left one is handed to you. Whatever appears in the right one does not count.
    """
    # What is given is asked all the same; where the answers are drawn does not matter.
    points = _points(x, y)
    _values(f, points)
    _values(grad, points)


@misconception("plot_gradient_field", says="the Axes that came in have no contour lines")
def contours_missing(ax, f, grad, x, y):
    """The arrows are right, but there are no contour lines on the Axes that came in.

    The figure has two parts that explain each other: an arrow crosses the contour line on which it
    stands at a right angle.

    Which method of the Axes draws contour lines, and what table does it need? A smaller case: on a
    grid with 3 values of x and 2 of y, the table of heights has 2 rows of 3.
    """
    _quiver(ax, x, y, _values(grad, _points(x, y)))


@misconception("plot_gradient_field", says="the Axes that came in have no field of arrows")
def arrows_missing(ax, f, grad, x, y):
    """The contour lines are there, but there is no field of arrows on the Axes that came in.

    Contour lines show where f stays the same. Which way is up is what the arrows add (Eq. 1.4).

    Which method of the Axes draws a whole field of arrows, and which four things does it need? A
    smaller case: at the point (1, 2) the gradient (3, 4) is an arrow that starts at 1, 2 and goes 3
    to the right and 4 upwards.
    """
    ax.contour(x, y, _values(f, _points(x, y)))


@misconception("plot_gradient_field", says="your table of heights has a row for each x")
def heights_with_rows_along_x(ax, f, grad, x, y):
    """The contours belong to another hill: the two directions of the table are exchanged.

    Where P and Q differ, Matplotlib complains about the shape; where they are equal, it silently
    draws the mirror image. In a table for `contour`, one row is one value of y.

    Which of the two loops must be the outer one, so that a row runs along x? A smaller case: for x
    = [1, 2, 3] and y = [8, 9] the table has two rows of three; the first row belongs to y = 8.
    """
    ax.contour(x, y, np.transpose(_values(f, _points(x, y))))
    _quiver(ax, x, y, _values(grad, _points(x, y)))


@misconception("plot_gradient_field", says="your arrows all have the same length")
def arrows_of_length_one(ax, f, grad, x, y):
    """All your arrows have the same length.

    Their directions are right. But the length of a gradient says how steep it is there, and with
    this the figure shows where the ground is nearly level.

    Does the exercise ask for directions or for gradients? Which line divides? A smaller case: the
    gradients (0, 1) and (0, 5) both point upwards, but the second arrow is five times as long.
    """
    arrows = _values(grad, _points(x, y))
    ax.contour(x, y, _values(f, _points(x, y)))
    _quiver(ax, x, y, arrows / np.linalg.norm(arrows, axis=2, keepdims=True))


@misconception("plot_gradient_field", says="your arrows point downhill")
def arrows_downhill(ax, f, grad, x, y):
    """Your arrows point down the hill.

    Gradient descent will go that way (Section 2). The gradient itself, Eq. 1.4, points to where f
    grows, and it is the gradient that is to be drawn.

    At which place does a minus sign come in? A smaller case: on f = x[0], which grows to the right,
    each arrow is (1, 0) and points to the right.
    """
    ax.contour(x, y, _values(f, _points(x, y)))
    _quiver(ax, x, y, -_values(grad, _points(x, y)))


@misconception("plot_gradient_field", says="the components of your arrows are exchanged")
def components_exchanged(ax, f, grad, x, y):
    """The arrows stand in the right places, but their two components are exchanged.

    The first entry of a gradient is the slope in the first coordinate, which goes to the right.

    In which order does `quiver` want the components? Try f(x) = x[0]: all the arrows should point
    to the right. A smaller case: the gradient (3, 4) goes 3 to the right and 4 upwards.
    """
    ax.contour(x, y, _values(f, _points(x, y)))
    _quiver(ax, x, y, _values(grad, _points(x, y))[:, :, ::-1])


@misconception("plot_gradient_field", says="your grid has x and y exchanged")
def feet_exchanged(ax, f, grad, x, y):
    """The arrows are right, but they stand on a grid in which x and y are exchanged.

    The first argument of `quiver` says how far to the right the feet of the arrows are, the second
    one how far up.

    With x from -2 to 1 and y from 3 to 5, in which part of the plane should the arrows be?
    """
    across, along = np.meshgrid(x, y)
    ax.contour(x, y, _values(f, _points(x, y)))
    _quiver(ax, along, across, _values(grad, _points(x, y)))


@misconception("plot_gradient_field", says="you ask the gradient at points with x and y exchanged")
def gradient_asked_at_mirrored_points(ax, f, grad, x, y):
    """The feet of the arrows are right, but the gradient was asked at other points: the coordinates
    were exchanged.

    A point is (x[p], y[q]), in this order. Print the first few points that you hand to `grad`.

    Which loop runs over x, and which entry of the point does it fill? A smaller case: with x = [1,
    2] and y = [8, 9] the four points are (1, 8), (2, 8), (1, 9) and (2, 9). None has an 8 in front.
    """
    ax.contour(x, y, _values(f, _points(x, y)))
    _quiver(ax, x, y, _values(grad, _mirrored(x, y)))


@misconception("plot_gradient_field", says="you ask at points with x and y exchanged")
def points_mirrored_for_both(ax, f, grad, x, y):
    """Both f and its gradient were asked at points whose coordinates are exchanged.

    A point is (x[p], y[q]), in this order. The figure looks tidy, and shows the landscape mirrored
    at the diagonal.

    Print the first few points that you ask. Do they lie in the rectangle over which you draw? A
    smaller case: with x = [1, 2] and y = [8, 9] the four points are (1, 8), (2, 8), (1, 9) and (2,
    9). None has an 8 in front.
    """
    ax.contour(x, y, _values(f, _mirrored(x, y)))
    _quiver(ax, x, y, _values(grad, _mirrored(x, y)))


@misconception("plot_gradient_field", says="you ask f at points with x and y exchanged")
def heights_asked_at_mirrored_points(ax, f, grad, x, y):
    """The arrows are right. The contour lines belong to other points: f was asked with the
    coordinates exchanged.

    A point is (x[p], y[q]), in this order, for f as well as for its gradient.

    Do your arrows cross the contour lines at right angles? Print the first few points that you hand
    to f. A smaller case: with x = [1, 2] and y = [8, 9] the four points are (1, 8), (2, 8), (1, 9)
    and (2, 9). None has an 8 in front.
    """
    ax.contour(x, y, _values(f, _mirrored(x, y)))
    _quiver(ax, x, y, _values(grad, _points(x, y)))


@misconception("plot_gradient_field", says="your arrows start at the wrong points")
def arrows_on_the_wrong_feet(ax, f, grad, x, y):
    """The arrows are the right ones, and the feet are, too, but they do not belong together: the
    table of arrows is turned over.

    `quiver` wants a row for each y and a column for each x. It only counts the arrows, and does not
    complain if rows and columns are exchanged.

    Which index of your table belongs to x? A smaller case: with x = [1, 2, 3] and y = [8, 9] the
    table has two rows. The first one holds the arrows at (1, 8), (2, 8), (3, 8).
    """
    arrows = _values(grad, _points(x, y))
    ax.contour(x, y, _values(f, _points(x, y)))
    _quiver(ax, x, y, arrows.transpose(1, 0, 2).reshape(arrows.shape))


@misconception("plot_gradient_field", says="your contours show the steepness, not the height")
def contours_of_the_steepness(ax, f, grad, x, y):
    """The arrows are right. The contour lines are not those of f but of the *length* of the
    gradient.

    Such lines join places that are equally steep. Contour lines of f join places that are equally
    high, and only these are crossed by the arrows at right angles.

    What goes into the table for `contour`, and where do you ask f? A smaller case: f = 5 x[0] has
    the heights 0, 5, 10 at x[0] = 0, 1, 2, though its steepness is 5 everywhere.
    """
    arrows = _values(grad, _points(x, y))
    ax.contour(x, y, np.linalg.norm(arrows, axis=2))
    _quiver(ax, x, y, arrows)


@misconception("plot_gradient_field", says="your contours show one slope, not the height")
def contours_of_one_slope(ax, f, grad, x, y):
    """The arrows are right. The contour lines are not those of f: they belong to its slope in the
    first coordinate.

    Contour lines of f join places of equal *height* (Eq. 1.8: along them the change is 0).

    Which function gives heights, and where do you ask it? A smaller case: f = 5 x[0] has the
    heights 0, 5, 10 at x[0] = 0, 1, 2, though its slope is 5 everywhere. Such a table of slopes has
    no contour lines at all.
    """
    arrows = _values(grad, _points(x, y))
    ax.contour(x, y, arrows[:, :, 0])
    _quiver(ax, x, y, arrows)


@misconception("plot_gradient_field", says="your contours belong to one certain function")
def contours_of_one_known_function(ax, f, grad, x, y):
    """The arrows are right. The contour lines are always those of the same bowl, whatever f is.

    Here f may be any function. What you know of it is what it answers when it is called.

    At which points of the grid do you ask it? A smaller case: for f = x[0] the contour lines are
    straight and upright: through (1, 0), (1, 1), (1, 2) goes one of them.
    """
    across, along = np.meshgrid(x, y)
    ax.contour(x, y, across**2 + along**2)
    _quiver(ax, x, y, _values(grad, _points(x, y)))


@misconception("plot_gradient_field", says="your arrows stand on one slanting line")
def arrows_on_the_diagonal_only(ax, f, grad, x, y):
    """Arrows stand on one slanting line only.

    You walked through x and y at the same time, the first with the first, the second with the
    second. A grid has a point for *every* pair of an x and a y.

    How many arrows are there for four values of x and three of y? A smaller case: two values of x
    and three of y make six points.
    """
    ax.contour(x, y, _values(f, _points(x, y)))
    feet = list(zip(x, y, strict=False))
    arrows = np.array([grad(np.array(foot, dtype=float)) for foot in feet])
    ax.quiver(*np.transpose(feet), arrows[:, 0], arrows[:, 1])


@misconception("plot_gradient_field", says="you leave out every second arrow")
def every_second_arrow(ax, f, grad, x, y):
    """The arrows are right, but some grid points have none.

    You thinned the field out. That helps when a grid is dense, but here the caller chose the grid
    and wants an arrow at each of its points.

    How many arrows are there to be for P values of x and Q of y? A smaller case: 2 values of x and
    3 of y make six points, and six arrows.
    """
    ax.contour(x, y, _values(f, _points(x, y)))
    _quiver(ax, x[::2], y[::2], _values(grad, _points(x[::2], y[::2])))


@misconception("plot_gradient_field", says="you draw dots, not arrows")
def dots_instead_of_arrows(ax, f, grad, x, y):
    """At the grid points there are dots, not arrows.

    A dot shows where a gradient was taken, but neither its direction nor its length.

    Which method of the Axes draws arrows, and what does it need beside the places? A smaller case:
    the arrow (2, 0) at the point (1, 1) starts there and points to the right. A dot would show the
    (1, 1) alone.
    """
    across, along = np.meshgrid(x, y)
    ax.contour(x, y, _values(f, _points(x, y)))
    ax.scatter(across.ravel(), along.ravel())


@misconception("plot_gradient_field", says="you draw flow lines, not arrows")
def flow_lines_instead_of_arrows(ax, f, grad, x, y):
    """You drew lines that flow along the gradients, not an arrow at each grid point.

    Flow lines are a good picture of directions, but they all look alike, however long the gradients
    are, and they start where Matplotlib pleases.

    Which method of the Axes draws the vectors themselves? A smaller case: 2 values of x and 3 of y
    make six points, and so six arrows, each starting at its own point.
    """
    arrows = _values(grad, _points(x, y))
    ax.contour(x, y, _values(f, _points(x, y)))
    ax.streamplot(np.asarray(x), np.asarray(y), arrows[:, :, 0], arrows[:, :, 1])


@misconception("plot_gradient_field", says="you take differences of neighbours for the gradient")
def differences_of_neighbours(ax, f, grad, x, y):
    """The gradient that was handed to you was never asked: your arrows come from differences
    between neighbouring heights.

    On a coarse grid these are rough, and if the distance of the neighbours is left out, wrong by a
    factor. The exact one costs no more than a call.

    What does one call of `grad` need, and what does it give? A smaller case: the square of x[0] at
    x[0] = 0, 2, 4 has the heights 0, 4, 16. In the middle the gradient is 4, while the neighbours
    alone differ by 4 and by 12.
    """
    heights = _values(f, _points(x, y))
    up, right = np.gradient(heights)
    ax.contour(x, y, heights)
    ax.quiver(x, y, right, up)


@misconception("plot_gradient_field", says="you draw one gradient everywhere")
def one_gradient_everywhere(ax, f, grad, x, y):
    """All arrows are equal: the gradient at the first grid point was drawn everywhere.

    Gradients change from place to place, unless f is a plane.

    Inside your loop, which point do you hand to `grad`, and does it change when the loop goes on? A
    smaller case: for the square of x[0] the arrows at x[0] = 1, 2, 3 have the lengths 2, 4, 6.
    """
    heights, first = _values(f, _points(x, y)), grad(np.array([x[0], y[0]], dtype=float))
    ax.contour(x, y, heights)
    ax.quiver(x, y, np.full(heights.shape, first[0]), np.full(heights.shape, first[1]))


@misconception("plot_gradient_field", says="you hand over the ends of the arrows")
def ends_instead_of_arrows(ax, f, grad, x, y):
    """Each arrow is off by the coordinates of its foot.

    You computed where the arrows *end*, foot plus gradient. `quiver` adds the foot itself: it wants
    the vector from foot to end.

    For a foot at (10, 10) and the gradient (1, 0), which two numbers should `quiver` be given
    beside the foot?
    """
    points = _points(x, y)
    ax.contour(x, y, _values(f, points))
    _quiver(ax, x, y, np.array(points) + _values(grad, points))


# ---------------------------------------------------------------- predictions


@guide("questions")
def the_predictions():
    """Some answers do not have the form that was asked for, or one under "Have you understood
    it?" is not right for other numbers.

    Read what exactly the question asks for, and in which form: a letter, a number, a pair.
    Predictions earn their points right or wrong; an answer under "Have you understood it?" has to
    be right for any numbers.

    A smaller case of the same kind: for f = 8 x0 + 6 x1 the gradient is (8, 6). The slope along the
    first axis is 8, along the second 6, along (0.8, 0.6) it is 6.4 + 3.6 = 10.

    Often the shape alone tells whether an answer can be right: rows are outputs, columns are
    inputs, in every chapter from here on.
    """


@misconception(
    "questions", says="you describe the first answer and give no letter", function="question_1"
)
def answers_the_first_in_words():
    """Your first prediction could not be read: it is none of the four letters.

    The text of the question offers four statements, each with a letter. Return that letter alone,
    in quotation marks.

    Which of the four statements comes closest to what you wanted to say? A smaller case: return "X"
    gives back one letter, and return "half of it" gives back 10 characters.
    """
    return "larger"


@misconception("questions", says="you give an arrow and no letter", function="question_2")
def answers_the_second_with_an_arrow():
    """Your second prediction could not be read: it is none of the four letters.

    The text of the question offers four statements, each with a letter. Return that letter alone,
    in quotation marks.

    Which of the four statements fits the arrow that you computed? A smaller case: return "X" gives
    back one letter, and return (1, 2) gives back two numbers.
    """
    return (6, 18)


@misconception("questions", says="you count the entries of the matrix", function="question_3")
def counts_the_entries():
    """Your third prediction is one number, where two were asked for.

    The shape of a matrix says how many rows and how many columns it has, in this order. Two
    matrices with the same number of entries may have different shapes.

    Into how many rows and columns do your entries fall? A smaller case: a table of 8 numbers may
    have 4 rows and 2 columns, or 1 row and 8 columns.
    """
    return 6


@misconception(
    "questions", says="you give the formula of the entry, not its value", function="question_4"
)
def entry_as_a_formula():
    """Your fourth prediction could not be read as a number.

    The formula of the entry is the right thing to think of. The question gives a point, so that the
    entry has a value there.

    Which numbers are x0 and x1 at that point?
    """
    return "2 x[0] x[1]"


@misconception("questions", says="you give the direction, not its slope", function="question_5")
def answers_the_fifth_with_a_direction():
    """Your fifth prediction is a vector. It may be the right direction; what was What is What is
    asked for is the slope along it, one number.

    The formula before the question gives the slope in a direction.

    What is the cosine if the direction is that of the gradient, and what is left of the formula? A
    smaller case: with the gradient (0, -2) the steepest way up is along (0, -1), and its slope is
    the number 2.
    """
    return (3, -4)


@misconception("questions", says="your rows are the inputs", function="question_6")
def puts_the_inputs_in_rows(inputs, outputs):
    """The two numbers came in the opposite order.

    By Eq. 1.6 each row is the gradient of one output. How many rows does that make, and how
    long is each?

    A smaller case: one output of four inputs has one gradient, four numbers in one row.
    """
    return (inputs, outputs)


@misconception("questions", says="your Jacobians are always square", function="question_6")
def makes_every_jacobian_square(inputs, outputs):
    """Both numbers are the same, although F takes as many numbers as it gives only sometimes.

    Eq. 1.5 has a column for each input. How long is a column?

    A smaller case: a function of one number that gives four has a single column, four numbers
    long.
    """
    return (inputs, inputs)


@misconception("questions", says="you count the entries of the matrix", function="question_6")
def gives_the_number_of_entries(inputs, outputs):
    """One number came back, and a shape has two.

    Return the number of rows and the number of columns, in this order.

    A smaller case: a table of 8 numbers may have 4 rows and 2 columns, or 2 rows and 4
    columns.
    """
    return inputs * outputs


@misconception(
    "questions", says="the steepest way runs along one of the axes", function="question_7"
)
def takes_the_steepest_axis(grad):
    """The answer is the steepest slope along an axis.

    Between the axes there are more directions. Look at the picture of all directions: is its
    highest point at an axis?

    A smaller case: for the gradient [1, 1] either axis has the slope 1, and the diagonal has
    1.41.
    """
    return max(abs(float(slope)) for slope in grad)


@misconception(
    "questions", says="you walk one unit along every axis at once", function="question_7"
)
def adds_up_the_sizes_of_the_slopes(grad):
    """The sizes of all the slopes were added up.

    A slope is height gained for *one* unit of way. How long is the way that goes one unit
    along each axis?

    A smaller case: for the gradient [1, 1] the way (1, 1) gains 2 in height over a length of
    1.41.
    """
    return sum(abs(float(slope)) for slope in grad)


@misconception("questions", function="question_7", says="you give the square of the length")
def gives_the_square_of_the_length(grad):
    """The answer is the steepest slope multiplied by itself.

    The length of a vector is the root of a sum of squares. Which step is missing?

    Go with a gradient that lies along one axis. A smaller case: for [0, -3] the steepest slope is
    3, and not 9.
    """
    return sum(float(slope) ** 2 for slope in grad)


@misconception("questions", says="you give the direction, not its slope", function="question_7")
def gives_the_direction_of_the_steepest_way(grad):
    """A list of numbers came back. It may be the steepest direction, and its slope was asked
    for.

    The formula before the ★ gives the slope in a direction: the cosine is 1 where the
    direction is that of the gradient.

    A smaller case: for the gradient [0, 7] the steepest way is along (0, 1), and its slope is
    the number 7.
    """
    return [float(slope) for slope in grad]
