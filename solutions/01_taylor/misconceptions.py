"""Known wrong versions of the exercises of assignment 1; each docstring is the hint a student sees.

Paragraph by paragraph a hint says more: what was observed, where to look, a question to go on with.
"""

from math import factorial

import numpy as np

from autograder.checks import guide, misconception


def _terms(derivatives, dx):
    """The terms of Eq. 1.1, one row an order."""
    dx = np.asarray(dx, dtype=float)
    return np.array([d * dx**k / float(factorial(k)) for k, d in enumerate(derivatives)])


def _sums(derivatives, dx):
    """T_0(dx) ... T_K(dx), one row an order."""
    return np.cumsum(_terms(derivatives, dx), axis=0)


# ---------------------------------------------------------------- Eq. 1.2, the tangent


@guide("linear_approx")
def the_tangent():
    """The tangent leaves x0 at the height of the curve and goes on with the slope it has there.
    Some heights that came out do not lie on that line.

    Read Eq. 1.2 from left to right and point, in your code, at the place where each symbol stands.
    Then try the step 0, a step to the left, and a list of steps.

    A smaller case: a road is 10 m high and rises 4 m per kilometre. Half a kilometre on it is at 12
    m, half a kilometre back at 8 m, and here at 10 m.

    Remember that two numbers are all you were given. Neither f nor x0 is needed, and one such step
    at a time is all that gradient descent will know.
    """


@misconception("linear_approx", says="your code steps the wrong way")
def steps_the_wrong_way(f0, df0, dx):
    """On a rising line, a step to the right came out lower, and a step to the left came out higher.

    Look at the sign in front of the slope in Eq. 1.2, and try it with height 2, slope 3, step 1.

    If you walk uphill for one step, do you end above or below the place where you started? A
    smaller case: from height 10, on a path that rises 2 a step, one step uphill ends at 12.
    """
    return f0 - df0 * np.asarray(dx)


@misconception("linear_approx", says="your code forgets the height")
def forgets_the_height(f0, df0, dx):
    """Every answer is off by the same amount, whatever the step is, and the step 0 gives 0.

    Eq. 1.2 has two terms. The second is how much the height changes on the way.

    What does your function say for a step of length 0, and how high is the tangent at that place? A
    smaller case: from height 10, with slope 2, the step 0 leads to 10, and the step 1 to 12.
    """
    return df0 * np.asarray(dx)


@misconception("linear_approx", says="your code ignores the step")
def ignores_the_step(f0, df0, dx):
    """Short and long steps, to the left and to the right, all gave the same answer.

    Eq. 1.2 multiplies the slope by something before it is added. Mark, in the list of parameters,
    each one that your code uses.

    A road rises 3 metres per kilometre: how much do you rise in half a kilometre, and in two? A
    smaller case: from height 10 with slope 2 the steps 0 and 1 lead to 10 and 12.
    """
    return f0 + df0


@misconception("linear_approx", says="your code halves the slope")
def halves_the_slope(f0, df0, dx):
    """The line starts at the right height, but it is only half as steep as the curve.

    A factor of one half does occur in Section 1.1. Compare Eq. 1.2 with Eq. 1.3, and see which term
    it belongs to.

    With slope 3, how much should a step of length 1 change the height? A smaller case: a road that
    rises 4 m per kilometre is 8 m higher after two kilometres.
    """
    return f0 + df0 * np.asarray(dx) / 2


@misconception("linear_approx", says="your code divides by the step")
def divides_by_the_step(f0, df0, dx):
    """The shorter the step, the farther the answer moved away from the starting height.

    Try the steps 1, 0.1 and 0.01 with height 2 and slope 3, by hand and with your function. By Eq.
    1.2 the answers should come closer and closer to 2.

    A slope is a change of height *per* unit of length. How does one get from it to a change of
    height? A smaller case: a path that rises 6 metres per kilometre rises 3 metres in half a
    kilometre, and less on the way to a nearer place.
    """
    dx = np.asarray(dx, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        return f0 + df0 / dx


@misconception("linear_approx", says="your code takes the size of the step")
def takes_the_size_of_the_step(f0, df0, dx):
    """Steps to the right are fine. Steps to the left came out as if they went to the right.

    In Eq. 1.2 the step enters with its sign; try height 2, slope 3 and the step -0.5 by hand.

    If the ground rises to the right of you, what does it do to the left? A smaller case: at height
    10 with slope 2, one step to the right ends at 12, one step to the left at 8.
    """
    return f0 + df0 * np.abs(dx)


@misconception("linear_approx", says="your code squares the step")
def squares_the_step(f0, df0, dx):
    """The answers lie on a curve that is flat at the start, not on a straight line.

    Twice the step should bring twice the change of height. Try the steps 1 and 2 with your
    function, and look at the power that the step has in Eq. 1.2.

    In which equation of Section 1.1 is the step squared, and what stands in front of it there? A
    smaller case: from height 0 with slope 5 the steps 1, 2, 3 lead to 5, 10, 15.
    """
    return f0 + df0 * np.asarray(dx) ** 2


@misconception("linear_approx", says="your code multiplies the height too")
def multiplies_the_height_too(f0, df0, dx):
    """The step 0 gives 0, and the starting height counts more the longer the step is.

    Compute Eq. 1.2 by hand for height 2, slope 3 and the step 0.5, in the order in which the
    equation wants it: what is multiplied first, and what is added then?

    Where would you put brackets into Eq. 1.2, if you had to put some? A smaller case: 10 + 3 * 2 is
    16 in Python, and (10 + 3) * 2 is 26.
    """
    return (f0 + df0) * np.asarray(dx)


@misconception("linear_approx", says="your code swaps height and slope")
def swaps_height_and_slope(f0, df0, dx):
    """At the step 0 the answer is the slope, not the height: the two have changed places.

    Look at the order of the parameters, and at which of them Eq. 1.2 multiplies by the step.

    At the step 0 you have not moved. Which of the two numbers do you know to be the height there? A
    smaller case: height 10 and slope 2 give 10 at the step 0.
    """
    return df0 + f0 * np.asarray(dx)


@misconception("linear_approx", says="your code adds up all steps")
def adds_up_all_steps(f0, df0, dx):
    """Single steps are right. For several steps there came back one number, as if you had made all
    of the steps one after the other.

    Each entry is a separate question: "where would I be after *this* step from x0?"

    How many answers do three such questions have, and where in your code do they become one? A
    smaller case: from height 10 with slope 2 the steps 1 and 3 lead to 12 and 16, not to 18.
    """
    return f0 + np.sum(df0 * np.asarray(dx))


@misconception("linear_approx", says="your code answers for the first step only")
def answers_for_the_first_step_only(f0, df0, dx):
    """Single steps are right. For several steps only the first one was answered.

    Where several steps come in, as many heights go out, one for each of them.

    Which line of your code picks one step or leaves the loop too early? (With a NumPy array, one
    formula works on all the entries at once, and no loop is needed.) A smaller case: height 1,
    slope 1 and the steps 0, 1, 2 make the three heights 1, 2, 3.
    """
    return f0 + df0 * np.ravel(dx)[0]


@misconception("linear_approx", says="your code answers for the last step only")
def answers_for_the_last_step_only(f0, df0, dx):
    """Single steps are right. For several steps only the last one was answered.

    Where several steps come in, as many heights go out. Follow one name of your code through two
    rounds of the loop: what does it hold after the first, and what after the second?

    Where could the earlier answers be kept? A smaller case: height 1, slope 1 and the steps 0, 1, 2
    make the three heights 1, 2, 3, and not just the 3.
    """
    return f0 + df0 * np.ravel(dx)[-1]


@misconception("linear_approx", says="your code answers one step with a list")
def answers_one_step_with_a_list(f0, df0, dx):
    """The heights are right. But for a single step there came back a list or array of one number.

    What goes out should look like what came in: a number for a number, P numbers for P numbers.

    Which line of your code makes an array of everything that comes in? A smaller case: height 2,
    slope 3 and the step 1 give 5, where the steps [1, 2] give [5, 8].
    """
    return f0 + df0 * np.atleast_1d(np.asarray(dx, dtype=float))


@misconception("linear_approx", says="your code cuts to the type of the steps")
def cuts_to_the_type_of_the_steps(f0, df0, dx):
    """The heights are right until the steps are whole numbers: then the decimals of the answers are
    gone.

    An array made to look like another one also takes over its type, and an array of integers drops
    the decimals of whatever is written into it, without a word.

    Of which type is the array that you collect the answers in, and of which type should it be? A
    smaller case: height 0.5, slope 0 and the step 1 give 0.5. Stored among integers it is 0.
    """
    answer = np.empty_like(np.asarray(dx))
    answer[...] = f0 + df0 * np.asarray(dx)
    return answer


# ---------------------------------------------------------------- Eq. 1.3, the parabola


@guide("quadratic_approx")
def the_parabola():
    """The parabola has the height, the slope and the bend of the curve at x0. Some heights that
    came out do not lie on it.

    Look at the three terms of Eq. 1.3 one at a time: set two of the given numbers to zero and see
    what the third alone does. Which factor is squared there, and which is halved?

    A smaller case: height 5, slope 0 and second derivative 6. One step to either side leads to 5 +
    3 = 8, two steps lead to 5 + 12 = 17.

    One thing more: the parabola of exp crosses its own curve at x0. The first term that it leaves
    out has an odd power, whose sign turns with that of the step.
    """


@misconception("quadratic_approx", says="your code forgets the half")
def forgets_the_half(f0, df0, d2f0, dx):
    """The curve bends the right way, but twice as strongly as the function does.

    Differentiate your formula twice with respect to the step, on paper. The result should be the
    second derivative you were given; Eq. 1.3 takes care of that.

    What is the second derivative of c times the step squared, and what must c be, then? A smaller
    case: a stone that falls with an acceleration of 10 m/s² has fallen 5 m after one second.
    """
    dx = np.asarray(dx)
    return f0 + df0 * dx + d2f0 * dx**2


@misconception("quadratic_approx", says="your code leaves the step unsquared")
def leaves_the_step_unsquared(f0, df0, d2f0, dx):
    """The answers lie on a straight line: the second derivative only made it steeper or flatter.

    Compare the powers of the step in the three terms of Eq. 1.3.

    What does your function give for the steps -1, 0 and 1? Is the middle one halfway between its
    neighbours, and should it be so on a parabola? A smaller case: with height 0, slope 0 and second
    derivative 2 the steps -1, 0, 1 lead to 1, 0, 1.
    """
    dx = np.asarray(dx)
    return f0 + df0 * dx + d2f0 * dx / 2


@misconception("quadratic_approx", says="your code squares the half")
def squares_the_half(f0, df0, d2f0, dx):
    """The curve bends the right way, but only half as strongly as the function does.

    In Eq. 1.3, look closely at what the little 2 above belongs to, and whether the 2 below is
    squared together with it. Try height 0, slope 0, second derivative 4 and step 1 by hand.

    In which order does Python take a product, a quotient and a power, and what do brackets change?
    A smaller case: the square of 6, halved, is 18. Half of 6, squared, is 9.
    """
    return f0 + df0 * np.asarray(dx) + d2f0 * (np.asarray(dx) / 2) ** 2


@misconception("quadratic_approx", says="your code drops the linear term")
def drops_the_linear_term(f0, df0, d2f0, dx):
    """Steps to the left and to the right gave the same height, although the ground is not level.

    Eq. 1.3 does not replace Eq. 1.2: it continues it. Count the terms.

    Which of the numbers that came in has no influence on your answer? A smaller case: with height
    0, slope 1 and no bend, the step 1 leads to 1, and the step -1 to -1.
    """
    return f0 + d2f0 * np.asarray(dx) ** 2 / 2


@misconception("quadratic_approx", says="your code stops at the line")
def stops_at_the_line(f0, df0, d2f0, dx):
    """The answers lie exactly on the tangent line: the bend has no effect on them.

    Compare Eq. 1.3 with Eq. 1.2, and see what is new.

    If your formula does hold the third term: what is its factor worth? (In Python, 1 / 2 and
    1 // 2 are different numbers.)
    """
    return f0 + df0 * np.asarray(dx)


@misconception("quadratic_approx", says="your code doubles instead of squaring")
def doubles_instead_of_squaring(f0, df0, d2f0, dx):
    """The answers lie on a straight line that is too steep by the whole second derivative.

    Look at the power of the step in the third term of Eq. 1.3. Try the step 3: its square is 9, its
    double 6. (The step 2 would not show the difference.)

    How is a power written in Python, and how a product? A smaller case: with height 0, slope 0 and
    second derivative 2, the steps 1, 2, 3 lead to 1, 4, 9. Those heights do not lie on a line.
    """
    return f0 + df0 * np.asarray(dx) + d2f0 * (2 * np.asarray(dx)) / 2


@misconception("quadratic_approx", says="your code halves everything")
def halves_everything(f0, df0, d2f0, dx):
    """Even for the step 0 the answer is wrong: it is half of the starting height.

    In Eq. 1.3 the 2 stands under one of the three terms only.

    How far does the division in your formula reach? Python divides what stands right before the
    sign, or everything inside the brackets before it. A smaller case: height 8, slope 0, second
    derivative 2 and the step 1 give 8 + 1 = 9, of which only the 1 comes from a division.
    """
    dx = np.asarray(dx)
    return (f0 + df0 * dx + d2f0 * dx**2) / 2


@misconception("quadratic_approx", says="your code halves the slope as well")
def halves_the_slope_as_well(f0, df0, d2f0, dx):
    """The starting height is right, and so is the bend, but at the start the curve is only half as
    steep as the tangent.

    Differentiate Eq. 1.3 once with respect to the step, and put in the step 0: the slope should
    remain, untouched.

    To which of the terms does the 2 belong? A smaller case: with height 0, slope 6 and no bend, the
    step 1 leads to 6, not to 3.
    """
    dx = np.asarray(dx)
    return f0 + (df0 * dx + d2f0 * dx**2) / 2


@misconception("quadratic_approx", says="your code bends the wrong way")
def bends_the_wrong_way(f0, df0, d2f0, dx):
    """The parabola opens downwards where the function opens upwards, and the other way round.

    Put height 0, slope 0, second derivative 2 and the step 1 into Eq. 1.3 by hand, then into your
    function.

    A positive second derivative means that the slope grows on the way. Does the ground then end up
    above the tangent or below it? A smaller case: with height 0, slope 0 and second derivative 6,
    the step 1 leads to 3, and the step -1 leads to 3 as well.
    """
    return f0 + df0 * np.asarray(dx) - d2f0 * np.asarray(dx) ** 2 / 2


@misconception("quadratic_approx", says="your code starts the parabola at zero")
def starts_the_parabola_at_zero(f0, df0, d2f0, dx):
    """Every answer is off by the same amount, and the step 0 gives 0.

    Slope and bend only tell how the height *changes*; Eq. 1.3 has a term before these two.

    Which of the numbers that came in has no influence on your answer? A smaller case: height 7,
    slope 0 and no bend are a level road. Every step on it ends at 7.
    """
    dx = np.asarray(dx)
    return df0 * dx + d2f0 * dx**2 / 2


@misconception("quadratic_approx", says="your code swaps slope and bend")
def swaps_slope_and_bend(f0, df0, d2f0, dx):
    """First and second derivative have changed places: the curve is as steep as it should bend, and
    bends as it should be steep.

    Look at the order of the parameters, and at the power of the step beside each of them in Eq.
    1.3.

    For a very short step, which of the two terms should be the larger one? A smaller case: with
    height 0, slope 1 and second derivative 20, the step 0.01 leads to 0.01 + 0.001.
    """
    dx = np.asarray(dx)
    return f0 + d2f0 * dx + df0 * dx**2 / 2


@misconception("quadratic_approx", says="your code squares the derivative too")
def squares_the_derivative_too(f0, df0, d2f0, dx):
    """The parabola opens upwards whatever the sign of the second derivative is, and doubling that
    derivative makes the last term four times as large.

    See what the exponent in Eq. 1.3 stands above: one factor, or both?

    In your formula, what stands inside the brackets that are squared? A smaller case: with height
    0, slope 0 and second derivative -2, the step 1 leads to -1, below the tangent.
    """
    return f0 + df0 * np.asarray(dx) + (d2f0 * np.asarray(dx)) ** 2 / 2


@misconception("quadratic_approx", says="your code divides by six")
def divides_by_six(f0, df0, d2f0, dx):
    """The curve bends the right way, but only a third as strongly as the function does.

    In Eq. 1.1 the order k goes with k!, and Eq. 1.3 ends at k = 2. Which factorial did you divide
    by?

    How far does the product 1 · 2 · ... run for the second order? A smaller case: height 0, slope 0
    and second derivative 12 with the step 1 lead to 6.
    """
    return f0 + df0 * np.asarray(dx) + d2f0 * np.asarray(dx) ** 2 / 6


@misconception("quadratic_approx", says="your code drops the decimals of the third term")
def drops_the_decimals_of_the_third_term(f0, df0, d2f0, dx):
    """The line in the answer is right, but the bend was cut to a whole number: it came out a little
    too low.

    Look at the sign of division in your third term. Python has two of them; try `7 / 2` and
    `7 // 2`.

    Which of the two keeps what stands behind the point? A smaller case: height 0, slope 0, second
    derivative 3 and the step 1 lead to 1.5, and not to 1.
    """
    dx = np.asarray(dx)
    return f0 + df0 * dx + d2f0 * dx**2 // 2


# ---------------------------------------------------------------- Eq. 1.1, the polynomial


@guide("taylor_polynomial")
def the_polynomial():
    """Each derivative adds one term, with a power and a factorial of its own. Some sums that
    came out are not those of Eq. 1.1.

    Look at one term at a time: a list with a single number other than zero shows that term alone.
    Check the first term, the last one, and a negative step.

    A smaller case: the derivatives 0, 0, 10 at the step 3 give 10 times 9 over 2, which is 45. The
    list with just 10 gives 10, at any step.

    Keep in mind that order 1 and order 2 of this function are Eqs. 1.2 and 1.3. What the lecture
    prints with "=" is this sum cut off, and so only nearly equal.
    """


@misconception("taylor_polynomial", says="your code forgets the factorial")
def forgets_the_factorial(derivatives, dx):
    """The first two terms are right, and from the second order on each term is too large, more and
    more so.

    Compare your terms with those of Eq. 1.1 for k = 2 and k = 3. What came in are derivatives, not
    yet the coefficients of a polynomial.

    Differentiate the cube of the step three times. Which number is left, and who takes it away? A
    smaller case: 4 times the cube has the derivatives 12 dx², 24 dx, 24. What came in is the 24,
    what you need is the 4.
    """
    dx = np.asarray(dx, dtype=float)
    return sum((d * dx**k for k, d in enumerate(derivatives)), np.zeros_like(dx))


@misconception("taylor_polynomial", says="your code divides by the order")
def divides_by_the_order(derivatives, dx):
    """The terms are right up to order 2. The term of order 3 is twice as large as it should be,
    that of order 4 six times.

    Read the denominators of Eq. 1.1 for k = 2, 3 and 4, sign by sign.

    What does the exclamation mark stand for, and why do k and k! agree just for k = 1 and k = 2? A
    smaller case: 5! is 120.
    """
    dx = np.asarray(dx, dtype=float)
    return sum((d * dx**k / max(k, 1) for k, d in enumerate(derivatives)), np.zeros_like(dx))


@misconception("taylor_polynomial", says="your code divides by powers of two")
def divides_by_powers_of_two(derivatives, dx):
    """The term of order 1 is half of what it should be, and those of orders 2 and 3 are wrong by
    other factors. With the denominators 1, 2, 4, 8 all values agree.

    The 2 of Eq. 1.3 is 2!, not the beginning of a sequence of powers. Look at Eq. 1.1.

    Which numbers come after 1, 1, 2 in the sequence of factorials? A smaller case: the derivatives
    0, 0, 0, 6 at the step 1 give 1.
    """
    dx = np.asarray(dx, dtype=float)
    return sum((d * (dx / 2) ** k for k, d in enumerate(derivatives)), np.zeros_like(dx))


@misconception("taylor_polynomial", says="your factorials are one ahead of their powers")
def factorial_one_too_far(derivatives, dx):
    """The constant term is right; the term of order 1 came out halved, that of order 2 divided by
    three.

    Write down power and denominator of your first four terms beside those of Eq. 1.1. Which column
    is ahead of the other by one?

    When a running product is used: is it updated before or after the term is added? A smaller case:
    the derivatives 0, 1 at the step 3 should give 3, for 1! is 1. What does your code give?
    """
    dx = np.asarray(dx, dtype=float)
    return sum((d * dx**k / factorial(k + 1) for k, d in enumerate(derivatives)), 0 * dx)


@misconception("taylor_polynomial", says="your factorials are one behind their powers")
def factorial_one_behind(derivatives, dx):
    """The terms of order 0 and 1 are right; that of order 2 is twice as large as it should be, that
    of order 3 three times.

    Write down your denominators for k = 0 to 4 beside those of Eq. 1.1: one column is late.

    Up to which number does your product for k! run? Remember that a range in Python stops *before*
    its end. A smaller case: the derivatives 0, 0, 1 at the step 2 give 4/2 = 2, and 0, 0, 0, 1 give
    8/6.
    """
    dx = np.asarray(dx, dtype=float)
    weights = [dx**k / factorial(max(k - 1, 0)) for k in range(len(derivatives))]
    return sum((d * w for d, w in zip(derivatives, weights, strict=True)), np.zeros_like(dx))


@misconception("taylor_polynomial", says="your code drops the last derivative", least=(0, 1))
def drops_the_last_derivative(derivatives, dx, *, least):
    """The answer is the polynomial of one order less: the last derivative has no influence on it.

    Five numbers make a polynomial of order four, with five terms. Count the terms that your code
    adds up.

    Where does your loop or slice stop, and is its end included? A smaller case: the single
    derivative 5 makes a polynomial with one term, the constant 5. With none of its terms left it
    would be 0.
    """
    dx = np.asarray(dx, dtype=float)
    kept = max(least, len(derivatives) - 1)  # the first term may stand before the loop
    return sum((t for t in _terms(derivatives, dx)[:kept]), np.zeros_like(dx))


@misconception("taylor_polynomial", says="your code drops the first derivative")
def drops_the_first_derivative(derivatives, dx):
    """Every answer is off by the same amount, and the step 0 gives 0.

    The sum in Eq. 1.1 begins at k = 0. In that term power and factorial are both 1.

    Where does your loop begin, and what did your total hold before it began? A smaller case: the
    single derivative 5 makes the constant 5, at any step.
    """
    dx = np.asarray(dx, dtype=float)
    return sum((t for t in _terms(derivatives, dx)[1:]), np.zeros_like(dx))


@misconception("taylor_polynomial", says="each of your powers is one too high")
def power_one_too_high(derivatives, dx):
    """The step 0 gives 0, and every term carries one power of the step too many.

    Write the first three terms of your sum, and under them those of Eq. 1.1: f(x0) stands there
    alone.

    Do you count the terms from zero or from one, and from what does Eq. 1.1 count? A smaller case:
    the derivatives 7, 5 at the step 10 give 7 + 50 = 57.
    """
    return np.asarray(dx, dtype=float) * _terms(derivatives, dx).sum(axis=0)


@misconception("taylor_polynomial", says="each of your powers is one too low")
def power_one_too_low(derivatives, dx):
    """Constant and slope are added whatever the step is: from order 1 on, every term lacks one
    power of the step.

    Put in the step 0. By Eq. 1.1 all terms but the first should vanish.

    Which power goes with the second derivative in Eq. 1.3, and which one does your code take? A
    smaller case: the derivatives 7, 5 at the step 0 give 7, and at the step 10 they give 57.
    """
    dx = np.asarray(dx, dtype=float)
    weights = [dx ** max(k - 1, 0) / factorial(k) for k in range(len(derivatives))]
    return sum((d * w for d, w in zip(derivatives, weights, strict=True)), np.zeros_like(dx))


@misconception("taylor_polynomial", says="your code reads the derivatives backwards")
def reads_the_derivatives_backwards(derivatives, dx):
    """At the step 0 the answer is the *last* number of the list, where it should be the first.

    The list begins with f(x0), which belongs to k = 0 in Eq. 1.1.

    Do you turn the list round somewhere, for instance for Horner's rule, and do the factorials turn
    with it? A smaller case: the derivatives 4, 0, 0 make the constant 4, and the derivatives 0, 0,
    4 make 2 at the step 1.
    """
    return _terms(list(derivatives)[::-1], dx).sum(axis=0)


@misconception("taylor_polynomial", says="your code gives polyval the lowest first")
def gives_polyval_the_lowest_first(derivatives, dx):
    """The coefficients are right, but they stand at the wrong powers: the constant one at the
    highest.

    Libraries do not agree on the order in which a polynomial's coefficients are listed. Try
    derivatives 1, 0, 0: for Eq. 1.1 this is the constant 1.

    Does the function that you use expect the highest power first or last? A smaller case: the
    derivatives 0, 1 make the straight line through 0, with 5 at the step 5. Turned round they make
    the constant 1.
    """
    coefficients = [d / float(factorial(k)) for k, d in enumerate(derivatives)]
    return np.polyval(coefficients, np.asarray(dx, dtype=float))


@misconception("taylor_polynomial", says="your code loses the sign of the step")
def loses_the_sign_of_the_step(derivatives, dx):
    """Steps to the right are fine. A step to the left gave what the same step to the right gives.

    In Eq. 1.1 the odd powers of a negative step are negative; try the derivatives 1, 1 at the step
    -1 by hand.

    Where does the sign of the step get lost in your code? A smaller case: the derivatives 0, 0, 0,
    6 at the step -2 give -8, and not 8.
    """
    return _terms(derivatives, np.abs(dx)).sum(axis=0)


@misconception("taylor_polynomial", says="your code turns the step round")
def turns_the_step_round(derivatives, dx):
    """Left and right have changed places: the terms of odd order have the wrong sign.

    The step is where you *go*, measured from x0. In Eq. 1.1 all terms are added. (Series with signs
    that alternate get them from their derivatives.)

    For the derivatives 0, 1 the polynomial is the step itself. What does yours say? A smaller case:
    the derivatives 5, 1 give 6 at the step 1 and 4 at the step -1.
    """
    return _terms(derivatives, -np.asarray(dx, dtype=float)).sum(axis=0)


@misconception("taylor_polynomial", says="your code keeps only the last term")
def keeps_only_the_last_term(derivatives, dx):
    """The answer is one single term, the one of the highest order; the others have no influence.

    Eq. 1.1 is a sum. Follow your loop by hand for the derivatives 1, 1, 1 at the step 1, and note
    down the total after each round.

    Is each term added to what was there, or does it take its place? A smaller case: the derivatives
    10, 1 at the step 1 give 10 + 1 = 11.
    """
    return _terms(derivatives, dx)[-1]


@misconception("taylor_polynomial", says="your loop ends in its first round")
def ends_in_the_first_round(derivatives, dx):
    """Every answer is the first derivative in the list, whatever the step is: no other term was
    added.

    Look at where the `return` of your loop stands. How far to the right is it, and how often can a
    function return?

    How many rounds does your loop make for three derivatives? A smaller case: [1, 2, 6] at the step
    1 give 1 + 2 + 3 = 6. Who stops after one term says 1.
    """
    return _terms(derivatives, dx)[0]


@misconception("taylor_polynomial", says="your code stops at a derivative of zero")
def stops_at_a_derivative_of_zero(derivatives, dx):
    """Where no derivative is zero, all is right. Where one is, the terms behind it are missing.

    A zero in the list adds nothing. But does it say that the ones behind it are zero, too? Look at
    the derivatives of the sine at 0.

    Which line of your code ends the sum, and when? A smaller case: [0, 1, 0, -6] at the step 1 give
    0 + 1 + 0 - 1 = 0. Who stops at the first 0 has added nothing yet.
    """
    terms = list(_terms(derivatives, dx))
    zeros = [k for k, derivative in enumerate(derivatives) if derivative == 0]
    kept = terms[: zeros[0]] if zeros else terms
    return sum(kept, np.zeros_like(np.asarray(dx, dtype=float)))


@misconception("taylor_polynomial", says="your code divides once by the last factorial")
def divides_once_by_the_last_factorial(derivatives, dx):
    """All terms came out too small by one common factor, even the constant one.

    Put in the step 0: by Eq. 1.1 the answer should be f(x0) itself. Each term there has a factorial
    of its own.

    Is the factorial inside your sum, or is the whole sum divided by it? A smaller case: the
    derivatives 6, 0, 2 at the step 1 give 6 + 0 + 1 = 7. Divided as a whole, (6 + 0 + 2) / 2 would
    be 4.
    """
    dx = np.asarray(dx, dtype=float)
    total = sum((d * dx**k for k, d in enumerate(derivatives)), np.zeros_like(dx))
    return total / factorial(len(derivatives) - 1)


@misconception("taylor_polynomial", says="your code multiplies where a power is due")
def multiplies_where_a_power_is_due(derivatives, dx):
    """The answers lie on a straight line, whatever the order: twice the step brings twice the
    change.

    Where Eq. 1.1 has the k-th power of the step, a product of k and the step was taken.

    How is a power written in Python, and how a product? A smaller case: 5 to the power 3 is 125,
    and 5 times 3 is 15.
    """
    dx = np.asarray(dx, dtype=float)
    weights = [(k * dx if k else 1 + 0 * dx) / factorial(k) for k in range(len(derivatives))]
    return sum((d * w for d, w in zip(derivatives, weights, strict=True)), np.zeros_like(dx))


@misconception("taylor_polynomial", says="your code adds up over the steps")
def adds_up_over_the_steps(derivatives, dx):
    """Single steps are right. For several steps there came back one number, the sum of all their
    answers.

    The sum in Eq. 1.1 runs over the orders k only; each step has a sum of its own.

    If your terms stand in a table of orders by steps, along which of its axes is to be summed? A
    smaller case: the derivatives 5, 1 at the steps 0, 1, 2 give the three numbers 5, 6, 7, not
    their sum 18.
    """
    return np.sum(_terms(derivatives, dx))


@misconception("taylor_polynomial", says="your code wraps a single step")
def wraps_a_single_step(derivatives, dx):
    """The numbers are right, but for a single step the answer came as a list with one entry in it.

    A number goes in, a number comes out; only a list of steps makes a list of values.

    Which line of your code turns a single step into an array with an axis, and is the axis taken
    off again at the end? A smaller case: the derivatives 5, 1 at the step 2 give the number 7,
    while the list [2] gives a list with a 7 in it.
    """
    return _terms(derivatives, np.atleast_1d(dx)).sum(axis=0)


@misconception("taylor_polynomial", says="your code writes into integers")
def writes_into_integers(derivatives, dx):
    """The values are right until the steps are whole numbers: then the decimals are gone.

    An array made to look like the steps takes over their type, and an array of integers drops the
    decimals of whatever is written into it, without a word.

    Of which type should the array be that collects the values, whatever the steps are? A smaller
    case: the derivatives 0.5, 1 at the step 1 give 1.5. Written among integers it is 1.
    """
    total = np.zeros_like(np.asarray(dx))
    total[...] = _terms(derivatives, dx).sum(axis=0)
    return total


@misconception("taylor_polynomial", says="your code loses the steps at order zero")
def loses_the_steps_at_order_zero(derivatives, dx):
    """With a single derivative and several steps there came back one number. All else is right.

    The polynomial of order 0 is constant, but it still has a value at *each* step.

    Take one derivative and three steps through your code by hand: where would the three come in,
    and what if no round of the loop is left to bring them in?
    """
    value = _terms(derivatives, dx).sum(axis=0)
    return value if len(derivatives) > 1 else derivatives[0]


@misconception("taylor_polynomial", says="your code lets the factorial overflow")
def lets_the_factorial_overflow(derivatives, dx):
    """Short lists of derivatives are right; with two dozen of them the value is far off.

    Factorials grow fast: 21! is larger than the largest integer of 64 bits, and NumPy's integers
    then start again from below, without a word. Python's own integers and floats do not.

    Of which type are your factorials? Print the one for k = 21: is it even positive? A smaller
    case: numbers of 8 bits end at 127, and 5! = 120 still fits. 6! = 720 does not.
    """
    dx = np.asarray(dx, dtype=float)
    with np.errstate(over="ignore"):
        factorials = np.cumprod([1, *range(1, len(derivatives))], dtype=np.int64)
    return sum((d * dx**k / factorials[k] for k, d in enumerate(derivatives)), np.zeros_like(dx))


# ---------------------------------------------------------------- the table of errors


@guide("taylor_errors")
def the_table_of_errors():
    """Each entry is the distance between the true value and one polynomial at one step. Some
    entries, or the shape of the table, came out differently.

    Look at what f is called with and what the polynomial is given: the one wants a place, the other
    a step. Then count rows and columns.

    A smaller case: f(x) = 2x around 5 has the derivatives [10, 2]. At the step 3 the truth is 16,
    the two orders say 10 and 16, so the row is 6, 0.

    See how it fits together: at a fixed step a row need not fall from left to right. The lecture's
    "obviously better" holds for shorter steps, but for more terms only where the series reaches f.
    """


@misconception("taylor_errors", says="your code keeps the sign")
def keeps_the_sign(f, derivatives, x0, dx):
    """The sizes are right, but some of the errors are negative.

    The formula has two upright bars. How far off an approximation is does not depend on whether it
    lies above the curve or below it.

    What would the mean of the errors +5 and -5 tell you about the approximation? A smaller case: a
    height of 10 guessed as 12 is wrong by 2, and so is one guessed as 8.
    """
    truth = f(x0 + np.asarray(dx))
    return (truth - _sums(derivatives, dx)).T


@misconception("taylor_errors", says="your code squares the errors")
def squares_the_errors(f, derivatives, x0, dx):
    """Each error came out squared: large ones are too large, and those below 1 too small.

    Squares belong to the mean squared error of Chapter 2. Here the formula has upright bars only,
    and errors are asked for in the units of f.

    If f is a height in metres, in which units are your errors? A smaller case: a height of 10 m
    that was guessed as 7 m is wrong by 3 m. The square, 9, would be an area.
    """
    return (f(x0 + np.asarray(dx)) - _sums(derivatives, dx)).T ** 2


@misconception("taylor_errors", says="your code turns the table")
def turns_the_table(f, derivatives, x0, dx):
    """The numbers are right, but rows and columns have changed places.

    In the formula the first index is p, the step; the second one is k, the order. The shape should
    be (P, K+1).

    If you collect one list for each order, does a list become a row or a column of the table? A
    smaller case: five steps and the two orders 0 and 1 make five rows with two entries each.
    """
    return np.abs(f(x0 + np.asarray(dx)) - _sums(derivatives, dx))


@misconception("taylor_errors", says="your code measures relative errors")
def measures_relative_errors(f, derivatives, x0, dx):
    """Every row is off by a factor of its own: the errors came divided by the size of f there.

    Relative errors have their uses, but the formula asks for the plain distance between f and the
    polynomial.

    What would a relative error do at a place where f is 0? A smaller case: a height of 10 guessed
    as 8 has the error 2. So has a height of 1 guessed as 3.
    """
    truth = np.asarray(f(x0 + np.asarray(dx)))
    return np.abs((truth - _sums(derivatives, dx)) / truth).T


@misconception("taylor_errors", says="your code asks f at the step")
def asks_f_at_the_step(f, derivatives, x0, dx):
    """f was asked at other places than the steps lead to; every row is off by a fixed amount.

    f wants a *place* on the axis, while dx says how far that place is from x0. Around x0 = 0 the
    two are the same, elsewhere they are not.

    From x0 = 2, to which place does the step 0.5 lead? A smaller case: from kilometre 40, a walk of
    3 km ends at kilometre 43, not at 3.
    """
    return np.abs(f(np.asarray(dx)) - _sums(derivatives, dx)).T


@misconception("taylor_errors", says="your code asks f at x0")
def asks_f_at_x0(f, derivatives, x0, dx):
    """The errors compare each polynomial with the height at the start, not with the height at the
    end of the step. Those of order 0 are all zero.

    In the formula, f is asked at the place where the step ends.

    Would order 0 ever be wrong, if your errors were right? A smaller case: f(x) = 2x around 5, at
    the step 3. The truth is 16, and order 0 says 10, so it errs by 6.
    """
    return np.abs(f(x0) - _sums(derivatives, dx)).T


@misconception("taylor_errors", says="your code asks f on the other side")
def asks_f_on_the_other_side(f, derivatives, x0, dx):
    """f was asked on the wrong side of x0: for a step to the right, at a place to the left.

    The formula has f at x0 *plus* the step, and the polynomial at the step itself.

    From x0 = 2, to which place does the step -0.5 lead? A smaller case: from kilometre 40, a walk
    of 3 km back ends at kilometre 37.
    """
    return np.abs(f(x0 - np.asarray(dx)) - _sums(derivatives, dx)).T


@misconception("taylor_errors", says="your code leaves out order zero")
def leaves_out_order_zero(f, derivatives, x0, dx):
    """The table has one column too few: the errors of order 0 are missing, the others are there.

    K+1 derivatives give polynomials of the orders 0 to K, which makes K+1 columns. The constant
    f(x0) is an approximation as well, if a rough one.

    Where do your orders begin, and where do they end? A smaller case: f(x) = x around 0 has
    derivatives [0, 1]. At the step 4 the orders 0 and 1 err by 4 and 0: two columns.
    """
    return np.abs(f(x0 + np.asarray(dx)) - _sums(derivatives, dx)).T[:, 1:]


@misconception("taylor_errors", says="your code leaves out the highest order")
def leaves_out_the_highest_order(f, derivatives, x0, dx):
    """The table has one column too few: the order that uses all of the derivatives is missing.

    With K + 1 derivatives the orders run from 0 to K. Count how many rounds your loop over the
    orders makes, and write down its last number.

    Where does `range` stop, before its end or at it? A smaller case: the three derivatives
    [1, 2, 2] make the orders 0, 1 and 2, so each row has three errors.
    """
    return np.abs(f(x0 + np.asarray(dx)) - _sums(derivatives, dx)).T[:, :-1]


@misconception("taylor_errors", says="your code leaves the last column at zero")
def leaves_the_last_column_at_zero(f, derivatives, x0, dx):
    """The table has the right shape, but its last column is all zeros, as if the highest order made
    no error.

    That is how a table looks before something is written into it. Write down the columns that your
    loop reaches.

    Which number does `range` give last? A smaller case: for the derivatives [1, 2, 2] there are the
    columns 0, 1 and 2. A loop that ends at 1 leaves one as it was made.
    """
    table = np.abs(f(x0 + np.asarray(dx)) - _sums(derivatives, dx)).T
    table[:, -1] = 0.0
    return table


@misconception("taylor_errors", says="your code fills the first row only")
def fills_the_first_row_only(f, derivatives, x0, dx):
    """The first row of the table is right. All the others are zeros, as they were made.

    Look at where your `return` stands: inside the loop over the steps, or after it?

    How many steps has your code seen when it returns? A smaller case: two steps make a table of two
    rows. Who returns after the first step leaves the second row at 0.
    """
    table = np.abs(f(x0 + np.asarray(dx)) - _sums(derivatives, dx)).T
    table[1:] = 0.0
    return table


@misconception("taylor_errors", says="your code takes one derivative less")
def takes_one_derivative_less(f, derivatives, x0, dx):
    """Every column holds the errors of the order before it, and the first one the size of f
    itself.

    The polynomial of order k needs k + 1 derivatives, counting f(x0) as the first.

    How many entries does a slice up to 3, not included, have? Which order do so many derivatives
    make? A smaller case: the list [10, 2] cut to its first entry makes order 0, and whole it makes
    order 1.
    """
    sums = _sums([0.0, *derivatives], 0.0 * np.asarray(dx))
    sums[1:] = _sums(derivatives, dx)
    return np.abs(f(x0 + np.asarray(dx)) - sums[:-1]).T


@misconception("taylor_errors", says="your code averages over the steps")
def averages_over_the_steps(f, derivatives, x0, dx):
    """There came back one number for each order: the mean over all steps.

    The table keeps each step apart, in a row of its own. How the error depends on the step is just
    what you will want to see in the next exercise.

    Which line of your code merges the rows? A smaller case: f(x) = x around 0 with the single
    derivative 0 errs by 1 at the step 1 and by 3 at the step 3. These are two rows, and not one 2.
    """
    return np.abs(f(x0 + np.asarray(dx)) - _sums(derivatives, dx)).mean(axis=1)


@misconception("taylor_errors", says="your code keeps the highest order only")
def keeps_the_highest_order_only(f, derivatives, x0, dx):
    """There came back one number for each step: the error of the full polynomial only.

    The formula has two indices. Besides the full polynomial, all the shorter ones are to be judged,
    which use the first derivatives of the list only.

    Which part of the list of derivatives makes the polynomial of order 1? A smaller case: f(x) = 2x
    around 5, at the step 3. The orders 0 and 1 err by 6 and 0, which makes a row of two.
    """
    return np.abs(f(x0 + np.asarray(dx)) - _sums(derivatives, dx)[-1])


@misconception("taylor_errors", says="your code trusts the highest order")
def trusts_the_highest_order(f, derivatives, x0, dx):
    """The last column is zero, as if the polynomial of the highest order made no error.

    The polynomials were compared with the best one among them. But the best one is wrong, too; the
    truth is known only to f.

    Where does your code ask f for its value? A smaller case: f(x) = x squared around 0 with
    derivatives [0, 0] gives 0 and 0 at the step 3, where f is 9. Both errors are 9.
    """
    sums = _sums(derivatives, dx)
    return np.abs(sums[-1] - sums).T


@misconception("taylor_errors", says="your code takes the terms for errors")
def takes_the_terms_for_errors(f, derivatives, x0, dx):
    """Each entry is the size of a single term of Eq. 1.1, and f was not asked at all.

    The first term left out often tells how large the error is, roughly; but it is not the error.

    What is subtracted from what, in the formula above the exercise? A smaller case: f(x) = x around
    0 with derivatives [0, 1], at the step 4: the terms are 0 and 4, but the errors are 4 and 0.
    """
    return np.abs(_terms(derivatives, dx)).T


@misconception("taylor_errors", says="your code compares f with single terms")
def compares_f_with_single_terms(f, derivatives, x0, dx):
    """From order 1 on, f was compared with one term of Eq. 1.1 instead of with the whole
    polynomial up to that term.

    T_1 has two terms, T_2 three: each order keeps all terms before it.

    Which derivatives does the polynomial of order 2 need, one or three of them? A smaller case: the
    derivatives 10, 2 at the step 3 make the terms 10 and 6, and the polynomials 10 and 16.
    """
    return np.abs(f(x0 + np.asarray(dx)) - _terms(derivatives, dx)).T


@misconception("taylor_errors", says="your code gives the polynomial the place")
def gives_the_polynomial_the_place(f, derivatives, x0, dx):
    """Column 0 is right, the others are not: there the polynomial was taken at a wrong step.

    f wants the place x0 + dx. The polynomial knows nothing of x0: it counts from there, and wants
    the step.

    For a step of length 0 all errors are zero. Are yours? A smaller case: f(x) = 2x around 5, at
    the step 3. f is asked at 8, and the polynomial at 3.
    """
    dx = np.asarray(dx, dtype=float)
    return np.abs(f(x0 + dx) - _sums(derivatives, x0 + dx)).T


@misconception("taylor_errors", says="your code moves the steps in place")
def moves_the_steps_in_place(f, derivatives, x0, dx):
    """After the call the array of steps is not what it was: x0 has been added to it, and whoever
    made the array now has other steps.

    Two names can stand for one array. An assignment such as += then changes it under both names.

    Which line makes a *new* array for the places, and which one overwrites the steps? A smaller
    case: the step 1 from the place 5 leads to the place 6. When you are done, the caller should
    still find a 1 in the list of steps.
    """
    place = dx if isinstance(dx, np.ndarray) else np.array(dx, dtype=float)
    place += x0
    return np.abs(f(place) - _sums(derivatives, place - x0)).T


@misconception("taylor_errors", says="your code squeezes the table")
def squeezes_the_table(f, derivatives, x0, dx):
    """The numbers are right, but with a single step, or a single derivative, an axis of the table
    is gone.

    The shape (P, K+1) has two axes even if P or K+1 is 1: a table with one row is still a table.

    Which line of your code removes axes of length one, or treats one step as a special case? A
    smaller case: two derivatives and the one step 3 make a table of shape (1, 2), such as [[4, 0]].
    The shape (2,) is a plain list.
    """
    return np.squeeze(np.abs(f(x0 + np.asarray(dx)) - _sums(derivatives, dx)).T)


@misconception("taylor_errors", says="your errors are those of polynomials without factorials")
def errors_without_factorials(f, derivatives, x0, dx):
    """The orders 0 and 1 are right; from order 2 on the errors are those of polynomials without
    factorials.

    This points back to Eq. 1.1: the polynomials themselves are off, not the way you measure them.

    Does your taylor_polynomial pass its own checks? Repair it first, then look here again. A
    smaller case: the derivatives 0, 0, 2 at the step 3 make 9, so for f(x) = x squared around 0 the
    order 2 has no error.
    """
    dx = np.asarray(dx, dtype=float)
    sums = np.cumsum([d * dx**k for k, d in enumerate(derivatives)], axis=0)
    return np.abs(f(x0 + dx) - sums).T


# ---------------------------------------------------------------- the observed order


def _slope(u, v):
    return np.polyfit(u, v, 1)[0]


@guide("observed_order")
def the_order_of_an_error():
    """An error that shrinks like a power of the step lies on a line, once both axes are
    logarithmic. The slope that came out is not that of the best line.

    Look at which numbers are on which axis, whether both went through the same logarithm, and
    whether all the points have a say.

    A smaller case: the steps 1, 10, 100 and the errors 7, 700, 70000. In decimal logarithms, each
    move of 1 to the right is one of 2 upwards, so the order is 2, whatever the 7 is.

    A thought to take along: the slope is one more than the order of the polynomial. With one wrong
    digit in a derivative it would not be, and this is how engineers find such a digit.
    """


@misconception("observed_order", says="your code takes no logarithms")
def takes_no_logarithms(errors, steps):
    """The line was fitted to the steps and errors themselves, not to their logarithms.

    A power of the step is a straight line only on logarithmic axes: there the power becomes the
    slope. Try the errors 1, 4, 16 at the steps 1, 2, 4; the order is 2.

    What is the logarithm of C times step to the power p? A smaller case: the steps 1, 10, 100 and
    the errors 1, 100, 10000 have the decimal logarithms 0, 1, 2 and 0, 2, 4. That is a line of
    slope 2.
    """
    return _slope(steps, errors)


@misconception("observed_order", says="your code takes one over the slope")
def takes_one_over_the_slope(errors, steps):
    """The answer is one over the order: small where the order is large.

    Try the errors 1, 4, 16 at the steps 1, 2, 4. The step doubles, the error grows fourfold, the
    order is 2.

    A slope is rise over run. Which of the two logarithms rises, and over which does it run? A
    smaller case: a stair that goes 10 to the right and 30 upwards has the slope 3, not a third.
    """
    return 1 / _slope(np.log(steps), np.log(errors))


@misconception("observed_order", says="your code swaps the axes")
def swaps_the_axes(errors, steps):
    """The line was fitted the other way round: steps against errors.

    The exercise wants the steps on the horizontal axis. Fitting functions take the horizontal
    values first; the arguments of your own function come in the other order.

    Which of the two do you choose in an experiment, and which one do you then measure? A smaller
    case: a stair that goes 10 to the right and 30 upwards has the slope 3. Laid on its side it
    would have a third.
    """
    return _slope(np.log(errors), np.log(steps))


@misconception("observed_order", says="your code flips the sign")
def flips_the_sign(errors, steps):
    """The size is right, but the order came out negative, as if errors grew when steps shrink.

    Try the errors 1, 4, 16 at the steps 1, 2, 4: from left to right, both of them grow.

    Does a minus sign, or a quotient of first over last instead of last over first, turn the slope?
    A smaller case: in the points (0, 0) and (1, 2), and also when read from right to left, the line
    rises by 2 for each 1 to the right.
    """
    return -_slope(np.log(steps), np.log(errors))


@misconception("observed_order", says="your code subtracts one")
def subtracts_one(errors, steps):
    """The answer is too small by exactly 1.

    The polynomial of order K makes an error of order K + 1. The question here is the order of the
    *error*, the slope itself, and not the order of the polynomial that makes it.

    For errors of exactly 5 times the step squared, what is the slope of the line? A smaller case:
    errors of 5 times the step, 5 and 10 at the steps 1 and 2, have the order 1.
    """
    return _slope(np.log(steps), np.log(errors)) - 1


@misconception("observed_order", says="your code adds one")
def adds_one(errors, steps):
    """The answer is too large by exactly 1.

    That the error of a polynomial is one order ahead of it shows in the slope already; it needs no
    help.

    For errors of exactly 5 times the step squared, what is the slope of the line? A smaller case:
    errors of 5 times the step, 5 and 10 at the steps 1 and 2, have the order 1.
    """
    return _slope(np.log(steps), np.log(errors)) + 1


@misconception("observed_order", says="your code returns the intercept")
def returns_the_intercept(errors, steps):
    """The other number of the fit was returned: where the line crosses the axis, that is log C.

    A fitted line has two numbers, and libraries differ in which of them comes first. Try the errors
    1, 4, 16 at the steps 1, 2, 4: slope 2, intercept 0.

    Which of the two changes if all errors are multiplied by ten, and should the order change? A
    smaller case: errors of 5 and 10 at the steps 1 and 2 have the order 1, and so have 50 and 100.
    """
    return np.polyfit(np.log(steps), np.log(errors), 1)[1]


@misconception("observed_order", says="your code returns the whole fit")
def returns_the_whole_fit(errors, steps):
    """There came back two numbers, slope and intercept of the line, where one was asked for.

    A straight line is fitted by two numbers; the order of the error is only one of them.

    Which of the two tells how fast the error falls with the step? A smaller case: errors of 5 and
    10 at the steps 1 and 2 have the order 1, while the intercept is the logarithm of 5.
    """
    return np.polyfit(np.log(steps), np.log(errors), 1)


@misconception("observed_order", says="your code takes logarithms of the errors only")
def takes_logarithms_of_the_errors_only(errors, steps):
    """The logarithm was taken of the errors, while the steps stayed as they are.

    On such axes an exponential function is straight, not a power. Take the logarithm of error = C
    times step to the power p, on both sides.

    What becomes of the power on the right, and beside which logarithm does it then stand? A smaller
    case: the steps 1, 10, 100 with the errors 5, 50, 500. In decimal logarithms each step to the
    right is 1, and each rise is 1 too: order 1.
    """
    return _slope(steps, np.log(errors))


@misconception("observed_order", says="your code takes logarithms of the steps only")
def takes_logarithms_of_the_steps_only(errors, steps):
    """The logarithm was taken of the steps, while the errors stayed as they are.

    Take the logarithm of error = C times step to the power p. It has to be taken on both sides.

    If all errors were ten times as large, would your slope change, and should it? A smaller case:
    errors of 5 and 10 at the steps 1 and 2 have the order 1. So have the errors 50 and 100.
    """
    return _slope(np.log(steps), errors)


@misconception("observed_order", says="your code looks at the ends only")
def looks_at_the_ends_only(errors, steps):
    """Only the first point and the last one have an influence; all between them is ignored.

    For a perfect power that does no harm, but measured errors scatter. The least-squares line takes
    all of the points into account.

    If the last error were spoiled by rounding, what would become of your answer? A smaller case:
    the points (0, 0), (1, 3), (2, 3), (3, 3) on the logarithmic axes. The ends alone say slope 1,
    the least-squares line through all four has 0.9.
    """
    return np.log(errors[-1] / errors[0]) / np.log(steps[-1] / steps[0])


@misconception("observed_order", says="your code looks at the first two points")
def looks_at_the_first_two_points(errors, steps):
    """Only the first two points have an influence; the others are ignored.

    Two points always lie on a line, so they cannot tell how well the line fits. The exercise wants
    the least-squares line through all of them.

    Which other points do you have, and what would they say on their own? A smaller case: the points
    (0, 0), (1, 3), (2, 3), (3, 3) on the logarithmic axes. The first two say slope 3, the
    least-squares line through all four has 0.9.
    """
    return np.log(errors[1] / errors[0]) / np.log(steps[1] / steps[0])


@misconception("observed_order", says="your code averages the slopes between")
def averages_the_slopes_between(errors, steps):
    """The slopes between neighbouring points were averaged.

    That is a sensible number, but another one: it lets two points that are close together count as
    much as two that are far apart. The exercise wants the line with the least sum of squares.

    Between which two points does a small error in the measurement change the slope most? A smaller
    case: in the points (0, 0), (1, 1), (3, 1) the slopes between are 1 and 0, with the mean 0.5.
    The least-squares line has 2/7.
    """
    return np.mean(np.diff(np.log(errors)) / np.diff(np.log(steps)))


@misconception("observed_order", says="your code divides each logarithm by its partner")
def divides_each_logarithm_by_its_partner(errors, steps):
    """The result would be right if the error were 1 at the step 1. For other errors it is not.

    A slope compares two points with each other: how much higher, over how far. Does your code ever
    compare one point with another one?

    What happens to a slope if the whole line is moved upwards? A smaller case: the points (1, 5)
    and (2, 8) have the slope 3, though 5 / 1 is 5 and 8 / 2 is 4.
    """
    return np.mean(np.log(errors) / np.log(steps))


@misconception("observed_order", says="your code assumes halved steps")
def assumes_halved_steps(errors, steps):
    """The lengths of the steps have no influence: each one was taken for half of the one before.

    With halved steps, the logarithm to base 2 of the ratio of errors is the order. But here any
    steps may come, in any order.

    Where does your code use the steps that it was given? A smaller case: the steps 1 and 1/10 with
    the errors 1 and 1/100 have order 2. Taken for halved steps they would have about 6.6.
    """
    return np.mean(np.log2(np.asarray(errors[:-1]) / np.asarray(errors[1:])))


@misconception("observed_order", says="your code forces the line through the origin")
def forces_the_line_through_the_origin(errors, steps):
    """The fitted line was made to pass through the point (0, 0) of the logarithmic axes.

    That would mean an error of exactly 1 at the step 1, that is, C = 1. The line in the exercise
    has a log C of its own.

    If all errors were ten times as large, would your answer change, and should it? A smaller case:
    errors of 5 and 10 at the steps 1 and 2 have the order 1, though the error at the step 1 is 5.
    """
    u, v = np.log(steps), np.log(errors)
    return np.sum(u * v) / np.sum(u * u)


@misconception("observed_order", says="your code mixes two logarithms")
def mixes_two_logarithms(errors, steps):
    """The answer is wrong by one fixed factor, about 2.3: two kinds of logarithm were mixed.

    Natural or decimal, either is fine, since the slope is the same, but only if both axes use the
    same one. Look up what np.log means, and math.log10.

    Which function do you apply to the errors, and which one to the steps? A smaller case: the
    logarithm of 100 is 2 in one kind and 4.6 in the other. The errors 1, 100 at the steps 1, 100
    have order 1, if both are of one kind.
    """
    return _slope(np.log10(steps), np.log(errors))


@misconception("observed_order", says="your code cuts to a whole number")
def cuts_to_a_whole_number(errors, steps):
    """The decimals of the slope are gone: 2.7 has become 2.

    An *observed* order is a measurement, and is only near to a whole number where the steps are
    short enough. Its decimals tell how near.

    What would a slope of 2.99 have become, and what would you have concluded? A smaller case: 1.99
    cut off is 1, though the nearest whole number is 2.
    """
    return int(_slope(np.log(steps), np.log(errors)))


@misconception("observed_order", says="your code rounds to a whole number")
def rounds_to_a_whole_number(errors, steps):
    """The slope was rounded: 2.7 has become 3.

    Theory speaks of whole orders, but this is a measurement. Whether it says 2.51 or 3.00 is what
    you want to know of it.

    How would you notice a wrong derivative, if all slopes between 1.5 and 2.5 look alike? A smaller
    case: a thermometer that shows 36 or 37 only cannot tell 36.6 from 37.4.
    """
    return round(_slope(np.log(steps), np.log(errors)))


# ---------------------------------------------------------------- the smallest sufficient order


def _errors_at(f, derivatives, x0, dx):
    return np.abs(f(x0 + dx) - _sums(derivatives, dx))


def _first(good):
    """The first index that is True, or None."""
    found = np.flatnonzero(good)
    return int(found[0]) if found.size else None


@guide("smallest_order")
def the_cheapest_order():
    """The answer is the first order whose error is small enough, or the news that there is none.
    For some tolerance another answer came out.

    Write the errors of all orders in a row and go through it from the left, with the tolerance
    beside it. What happens at a tie, at order 0, and at the end of the row?

    A smaller case: the errors 8, 3, 5, 1. With a tolerance of 4 the answer is 1, with 3 also 1,
    with 2 it is 3, and with 0.5 there is none.

    Notice that the errors may rise before they fall. So a search that stops at the first rise can
    miss an order that is good enough.
    """


@misconception("smallest_order", says="your code counts the derivatives")
def counts_the_derivatives(f, derivatives, x0, dx, tol):
    """The answers are too large by one: how many derivatives are needed was returned, not which
    order.

    One derivative, f(x0) alone, makes the polynomial of order 0.

    Which order does a straight line have, and how many numbers does it need? A smaller case: f(x) =
    5 + x around 0 with derivatives [5, 1] and tol = 0 needs order 1, and two numbers.
    """
    order = _first(_errors_at(f, derivatives, x0, dx) <= tol)
    return None if order is None else order + 1


@misconception("smallest_order", says="your code returns an error, not an order")
def returns_the_error_itself(f, derivatives, x0, dx, tol):
    """The answer is the size of an error, where the number of an order was asked for.

    Read what your `return` gives back at the moment when the search has found something.

    The caller wants to know how many terms are worth the work. Which of the two numbers in your
    loop says so? A smaller case: the errors 15, 9, 0 and tol = 10 give the order 1, and not 9.
    """
    errors = _errors_at(f, derivatives, x0, dx)
    order = _first(errors <= tol)
    return None if order is None else errors[order]


@misconception("smallest_order", says="your code starts at order one")
def starts_at_order_one(f, derivatives, x0, dx, tol):
    """Where the constant f(x0) was good enough, a higher order was returned.

    Order 0, the constant, is a polynomial, too, and by far the cheapest. With a generous tolerance
    it is the answer.

    From which order on does your search begin? A smaller case: f(x) = 5 + x around 0, at the step
    0.1 with tol = 1. The constant 5 errs by 0.1, so the order 0 will do.
    """
    return _first([False, *(_errors_at(f, derivatives, x0, dx) <= tol)[1:]])


@misconception("smallest_order", says="your code compares relative errors")
def compares_relative_errors(f, derivatives, x0, dx, tol):
    """The tolerance was compared with the error divided by the size of f.

    That is a relative error. The condition in the exercise has the plain distance on its left side.

    Where f is 27 and the polynomial 20: which number is to be compared with tol? A smaller case: a
    height of 10 guessed as 8 has the error 2, whatever 2 is of 10.
    """
    return _first(_errors_at(f, derivatives, x0, dx) <= tol * abs(f(x0 + dx)))


@misconception("smallest_order", says="your code falls back to the last order")
def falls_back_to_the_last_order(f, derivatives, x0, dx, tol):
    """Where no order was good enough, the highest one was returned, as if it were.

    Whoever asked will now use a polynomial that breaks the promise, and cannot know it.

    What should be returned when the search ends without success? And what does your function return
    after its loop? A smaller case: f(x) = x squared around 0 with the derivatives [0, 0], step 3,
    tol = 1. The errors are 9 and 9, so neither order keeps the promise.
    """
    order = _first(_errors_at(f, derivatives, x0, dx) <= tol)
    return len(derivatives) - 1 if order is None else order


@misconception("smallest_order", says="your code answers one beyond the last")
def answers_one_beyond_the_last(f, derivatives, x0, dx, tol):
    """Where no order was good enough, the next one beyond the list was returned.

    Nobody knows whether that order would do: its derivative was not given. And in the lecture's
    worst cases no order does.

    Which answer of the exercise means "none of these"? A smaller case: f(x) = x squared around 0
    with the derivatives [0, 0], step 3, tol = 1. Nobody has told you the derivative that the order
    2 needs.
    """
    order = _first(_errors_at(f, derivatives, x0, dx) <= tol)
    return len(derivatives) if order is None else order


@misconception("smallest_order", says="your code answers minus one")
def answers_minus_one(f, derivatives, x0, dx, tol):
    """Where no order was good enough, -1 was returned.

    In Python -1 is a number like any other; as an index it even means "the last one", so that
    somebody might use it without noticing.

    Which value does the exercise ask for, one that nobody can compute with by mistake? A smaller
    case: a list of 3 derivatives has the places 0, 1, 2; counted from the end, the last one also
    answers to -1.
    """
    order = _first(_errors_at(f, derivatives, x0, dx) <= tol)
    return -1 if order is None else order


@misconception("smallest_order", says="your code takes the largest order")
def takes_the_largest_order(f, derivatives, x0, dx, tol):
    """Of several orders that were good enough, the largest was returned.

    All of them keep the promise, but the smallest one does so with the least work.

    Does your loop go on after it has found an order, or does it begin at the far end? A smaller
    case: the errors 9, 0.5, 0.2, 0.1 with tol = 1. Three orders are good enough, and the first of
    them is 1.
    """
    found = np.flatnonzero(_errors_at(f, derivatives, x0, dx) <= tol)
    return int(found[-1]) if found.size else None


@misconception("smallest_order", says="your code asks for strictly less")
def asks_for_strictly_less(f, derivatives, x0, dx, tol):
    """An error of exactly tol was not accepted. Everything else is right.

    Look at the sign in the condition: it has a line under it. With tol = 0 this matters most, since
    no error is less than zero, but some are equal to it.

    For which functions is a Taylor polynomial exact? A smaller case: f(x) = 5 + x around 0 with
    derivatives [5, 1] has the error 0 at order 1. With tol = 0 this is just good enough.
    """
    return _first(_errors_at(f, derivatives, x0, dx) < tol)


@misconception("smallest_order", says="your code forgets the bars")
def forgets_the_bars(f, derivatives, x0, dx, tol):
    """An order was accepted because its polynomial lies far *above* the curve.

    Without the upright bars of the condition, f minus the polynomial is then negative, and so below
    any tolerance.

    Is an approximation that says 100 where the truth is 1 good enough for tol = 0.5? A smaller
    case: 1 - 4 is -3, and the distance between 1 and 4 is 3.
    """
    return _first(f(x0 + dx) - _sums(derivatives, dx) <= tol)


@misconception("smallest_order", says="your code asks f at the step itself")
def asks_f_at_the_step_itself(f, derivatives, x0, dx, tol):
    """f was asked at another place than the one that the step leads to.

    f wants a *place*, and dx is only how far it is from x0. Around x0 = 0 the two are the same,
    elsewhere they are not.

    From x0 = 2, to which place does the step 1 lead? A smaller case: from kilometre 40, a walk of 3
    km ends at kilometre 43.
    """
    return _first(np.abs(f(dx) - _sums(derivatives, dx)) <= tol)


@misconception("smallest_order", says="your code compares the polynomial at the place")
def compares_the_polynomial_at_the_place(f, derivatives, x0, dx, tol):
    """The polynomial was taken at the place x0 + dx, where it wants the step alone.

    Eq. 1.1 has powers of the step only; where x0 is does not matter to it.

    What do you give to your polynomial, and what do you give to f? A smaller case: f(x) = x around
    10 has the derivatives [10, 1]. For the step 1 both f(11) and 10 + 1 are 11; with the place in
    the polynomial one gets 21.
    """
    return _first(np.abs(f(x0 + dx) - _sums(derivatives, x0 + dx)) <= tol)


@misconception("smallest_order", says="your code waits for a small term")
def waits_for_a_small_term(f, derivatives, x0, dx, tol):
    """The search stopped at the first *term* of Eq. 1.1 that is not larger than tol, and f was
    never asked.

    A small term is often a good sign, but a sign only: think of a function with f'(x0) = 0.

    Which two numbers does the condition of the exercise compare, and who knows them? A smaller
    case: f(x) = x squared around 0, with derivatives [0, 0, 2], step 3 and tol 1. The first term is
    0, but the error of order 0 is 9.
    """
    return _first(np.abs(_terms(derivatives, dx)) <= tol)


@misconception("smallest_order", says="your code looks at the next term")
def looks_at_the_next_term(f, derivatives, x0, dx, tol):
    """The first term left out was taken for the error, and f was never asked.

    As an estimate that is a good idea, if f is unknown. Here it is known: ask it. Besides, the last
    order has no next term.

    What does the condition of the exercise subtract from f(x0 + dx)? A smaller case: f(x) = 2x
    around 5, at the step 3. The truth is 16, order 0 says 10, and the difference is 6.
    """
    return _first(np.abs(_terms(derivatives, dx))[1:] <= tol)


@misconception("smallest_order", says="your code takes the last polynomial for the truth")
def takes_the_last_polynomial_for_the_truth(f, derivatives, x0, dx, tol):
    """Each polynomial was compared with the longest one, so the last order always looks perfect,
    whatever f is.

    But the longest polynomial has an error, too. Only f knows the truth, and it was not asked.

    When would your function return None? A smaller case: f(x) = x squared around 0 with the one
    derivative [0], at the step 3. The order 0 is wrong by 9, though it agrees with itself.
    """
    sums = _sums(derivatives, dx)
    return _first(np.abs(sums[-1] - sums) <= tol)


@misconception("smallest_order", says="your code picks the most accurate order")
def picks_the_most_accurate_order(f, derivatives, x0, dx, tol):
    """The order with the smallest error was returned, whatever tolerance was asked for.

    The exercise wants the cheapest order that is good enough, not the best one; and none at all, if
    even the best one is not good enough.

    Where does your code use tol? A smaller case: for the errors 9, 0.5, 0.2, 0.1 the answer is 1
    with tol = 1, and 2 with tol = 0.3.
    """
    return int(np.argmin(_errors_at(f, derivatives, x0, dx)))


@misconception("smallest_order", says="your code answers 0 where no order is good enough")
def answers_zero_where_none_is_good(f, derivatives, x0, dx, tol):
    """Where some order is good enough, the answer is right. Where none is, the answer is 0, which
    looks like an order.

    `np.argmax` always gives a place, also where there is nothing to find. Try it on
    `[False, False]`.

    What should a caller read when no order is good enough? A smaller case: for the errors 15 and 9
    and tol = 10 the answer is 1; for tol = 5 it is `None`.
    """
    order = _first(_errors_at(f, derivatives, x0, dx) <= tol)
    return 0 if order is None else order


@misconception("smallest_order", says="your code gives up when the error grows")
def gives_up_when_the_error_grows(f, derivatives, x0, dx, tol):
    """The search ended as soon as an error was larger than the one before it, though a later order
    was good enough.

    Errors need not fall from each order to the next: they may rise for a while, and then fall.

    Which orders are there to be tried, before you may say that none will do? A smaller case: the
    errors 2, 5, 0.5 with tol = 1. The answer is order 2, though the error rose before.
    """
    errors = _errors_at(f, derivatives, x0, dx)
    for k, error in enumerate(errors):
        if error <= tol:
            return k
        if k and error > errors[k - 1]:
            return None
    return None


@misconception("smallest_order", says="your code gives up at a term of zero")
def gives_up_at_a_term_of_zero(f, derivatives, x0, dx, tol):
    """The search ended at an order whose term is zero, though a later order was good enough.

    A term of zero says only that this derivative is zero at x0. The next one need not be: look at
    the derivatives of the sine at 0.

    Which terms of Eq. 1.1 have you still to add, when one of them happens to be zero? A smaller
    case: f(x) = 5 + x squared around 0, with the derivatives [5, 0, 2], step 3, tol = 1. Order 1
    adds nothing to order 0, and order 2 is exact.
    """
    for k, (term, error) in enumerate(
        zip(_terms(derivatives, dx), _errors_at(f, derivatives, x0, dx), strict=True)
    ):
        if k and term == 0:
            return None
        if error <= tol:
            return k
    return None


@misconception("smallest_order", says="your code adds a tolerance of its own")
def adds_a_tolerance_of_its_own(f, derivatives, x0, dx, tol):
    """An order was accepted although its error is larger than tol, by very little.

    Next to a small error a small tolerance is not small: where all errors are below a billionth, an
    allowance of a billionth accepts each of them.

    Who has decided how large an error may be, and what does your code add to that? A smaller case:
    the errors 3e-10, 2e-10, 1e-10 with tol = 1.5e-10. The answer is 2, and with an allowance of
    1e-9 it would be 0.
    """
    return _first(_errors_at(f, derivatives, x0, dx) <= tol + 1e-9)


@misconception("smallest_order", says="your code wants all later orders good")
def wants_all_later_orders_good(f, derivatives, x0, dx, tol):
    """An order that was good enough was passed over, because a later one is worse.

    The exercise asks for the first order that keeps the promise. What higher orders would do does
    not matter, since nobody is going to use them.

    Is the search done from the front, or from the back to the last failure? A smaller case: the
    errors 9, 0.5, 3, 0.1 with tol = 1. Order 1 keeps the promise, and that order 2 would not is no
    matter.
    """
    bad = np.flatnonzero(_errors_at(f, derivatives, x0, dx) > tol)
    order = int(bad[-1]) + 1 if bad.size else 0
    return order if order < len(derivatives) else None


@misconception("smallest_order", says="your code squares before comparing")
def squares_before_comparing(f, derivatives, x0, dx, tol):
    """The square of the error was compared with the tolerance.

    Above 1 that is too strict, and below 1 not strict enough. The condition has upright bars, and
    no square.

    An error of 0.1 with tol = 0.05: is it good enough, and what does its square say? A smaller
    case: the square of 0.5 is 0.25, and that of 3 is 9.
    """
    return _first(_errors_at(f, derivatives, x0, dx) ** 2 <= tol)


@misconception("smallest_order", says="your search never tries the last order")
def never_tries_the_last_order(f, derivatives, x0, dx, tol):
    """Where only the highest order is good enough, None came back.

    K + 1 derivatives allow the orders 0 to K, the last one included; it uses the whole list.

    Where does your loop end? (A range in Python stops *before* its end.) A smaller case: the errors
    9, 4, 0.5 with tol = 1. Of the three orders only the last, 2, will do.
    """
    return _first((_errors_at(f, derivatives, x0, dx) <= tol)[:-1])


@misconception("smallest_order", says="your code searches without factorials")
def searches_without_factorials(f, derivatives, x0, dx, tol):
    """The search is sound, but the polynomials that it compares with f lack their factorials, from
    order 2 on.

    This points back to Eq. 1.1, and to the function that you call for it.

    Does your taylor_polynomial pass its own checks? Repair it first, then look here again. A
    smaller case: the derivatives 0, 0, 2 at the step 3 make 9, so for f(x) = x squared around 0 the
    order 2 has no error.
    """
    sums = np.cumsum([d * float(dx) ** k for k, d in enumerate(derivatives)])
    return _first(np.abs(f(x0 + dx) - sums) <= tol)


# ---------------------------------------------------------------- Lagrange's bound


@guide("lagrange_bound")
def the_bound():
    """The bound is a promise on the first term that the polynomial leaves out. Some bounds that
    came out are not the promised ones.

    Look at the formula above the exercise: which order do the power and the factorial have, and
    what is taken without its sign?

    A smaller case: of order 0, over a step of 3, with a slope never steeper than 2, the height
    changes by at most 6. To the left it is 6 as well.

    You have seen that the factorial in the end outgrows any power. This is why the series of exp
    works at every step, while the bell's derivatives grow too fast for it.
    """


@misconception("lagrange_bound", says="your code bounds one order too low")
def bounds_one_order_too_low(max_derivative, dx, order):
    """The bound is the one for the order below: both power and factorial are late by one.

    T_K uses the derivatives up to the K-th. The remainder begins with the next one.

    For K = 0 the approximation is the constant f(x0). Can its error be independent of the step? A
    smaller case: on a road that never rises more than 2 m per km, the height changes by at most 6 m
    in 3 km.
    """
    return max_derivative * abs(dx) ** order / factorial(order)


@misconception("lagrange_bound", says="your code bounds one order too high")
def bounds_one_order_too_high(max_derivative, dx, order):
    """The bound is the one for the order above: both power and factorial are ahead by one.

    `order` is K, the order of the polynomial, and the formula has K + 1 in two places.

    For K = 0 and a slope of at most M, how far can a step of length 1 take you from f(x0)? A
    smaller case: on a road that never rises more than 2 m per km, the height changes by at most 2 m
    in 1 km.
    """
    return max_derivative * abs(dx) ** (order + 2) / factorial(order + 2)


@misconception("lagrange_bound", says="your code bounds without factorial")
def bounds_without_factorial(max_derivative, dx, order):
    """The power is right, but the bound is far too large, the more so the higher the order.

    The denominator of the formula is missing. It is what makes the bound fall quickly with the
    order even for steps longer than 1.

    For M = 12, step 1 and K = 2, what do the formula and your function say? A smaller case: with M
    = 6, step 1 and order 2 the bound is 6/6 = 1.
    """
    return max_derivative * abs(dx) ** (order + 1)


@misconception("lagrange_bound", says="your code takes the factorial of the order")
def takes_the_factorial_of_the_order(max_derivative, dx, order):
    """The power is right, but the bound is too large by the factor K + 1.

    The factorial in the formula is the one of the first term left out, not that of the last term
    kept.

    Up to which number does your product run? Remember that a range in Python stops *before* its
    end. A smaller case: with M = 6, step 1 and order 1 the bound is 6/2 = 3.
    """
    return max_derivative * abs(dx) ** (order + 1) / factorial(order)


@misconception("lagrange_bound", says="your code takes the order as power")
def takes_the_order_as_power(max_derivative, dx, order):
    """The factorial is right, but the power of the step is too low by one.

    Power and factorial in the formula belong together: both are those of the first term left out.

    If the step is halved, by which factor must the bound of the tangent (K = 1) fall? A smaller
    case: with M = 2 the bound of order 0 is 6 at the step 3. What should it be at the step 6?
    """
    return max_derivative * abs(dx) ** order / factorial(order + 1)


@misconception("lagrange_bound", says="your code keeps the sign of the step")
def keeps_the_sign_of_the_step(max_derivative, dx, order):
    """For a step to the left the bound came out negative, at every other order.

    No error has a size below zero, so a negative bound would be a promise that nobody can keep. The
    formula has upright bars.

    Which power of -1 is negative, and where do the bars stand? A smaller case: with M = 2 and order
    0 the bound is 6 at the step 3, and 6 at the step -3.
    """
    return max_derivative * dx ** (order + 1) / factorial(order + 1)


@misconception("lagrange_bound", says="your code divides by the next order")
def divides_by_the_next_order(max_derivative, dx, order):
    """The power is right, but the denominator is K + 1, where its factorial is due.

    For K = 0 and K = 1 the two are the same; from K = 2 on they are not.

    Is there an exclamation mark in the formula, and what does it apply to? A smaller case: with M =
    24, step 1 and order 3 the bound is 24/24 = 1, and not 24/4 = 6.
    """
    return max_derivative * abs(dx) ** (order + 1) / (order + 1)


@misconception("lagrange_bound", says="your code adds one outside the power")
def adds_one_outside_the_power(max_derivative, dx, order):
    """The bound does not go to zero when the step does: a constant has been added to it.

    Python takes a power before a sum. What is raised to "order + 1" without brackets is raised to
    the order, and then the 1 is left over.

    What does your function say for the step 0, and what should it say? A smaller case: in Python
    3**1 + 1 is 4, and 3**(1 + 1) is 9.
    """
    return max_derivative * abs(dx) ** order + 1 / factorial(order + 1)


@misconception("lagrange_bound", says="your code raises the derivative too")
def raises_the_derivative_too(max_derivative, dx, order):
    """Twice as large an M should give twice as large a bound, but it gave far more.

    In the formula the exponent belongs to the step alone; M stands before it.

    Which factors are inside the brackets, or bars, that you raise to the power? A smaller case:
    with the step 1 and order 1 the size 6 gives the bound 3, and the size 12 gives 6.
    """
    return abs(max_derivative * dx) ** (order + 1) / factorial(order + 1)


@misconception("lagrange_bound", says="your product of whole numbers overflows")
def product_of_whole_numbers_overflows(max_derivative, dx, order):
    """Low orders are right. From an order of about 20 on the bound is wrong, even in its sign.

    The factorial 21! has 20 digits, and a whole number of NumPy has room for 19. What does not fit
    is cut off without a word.

    Of which type are the numbers that you multiply? (`math.factorial` takes whole numbers of any
    length, and floats lose digits, not their size.) A smaller case: `np.prod(np.arange(1, 22))`
    is negative, and a product of positive numbers cannot be.
    """
    with np.errstate(divide="ignore"):
        factors = np.arange(1, order + 2, dtype=np.int64)
        return max_derivative * abs(dx) ** (order + 1) / np.prod(factors)


@misconception("lagrange_bound", says="your code rounds the bound down")
def rounds_the_bound_down(max_derivative, dx, order):
    """The decimals of the bound are gone, and small bounds became 0: a promise of no error at
    all.

    Python has two signs for division, and one of them drops the remainder.

    What are 7 / 2 and 7 // 2, and which of the two may a bound be rounded by, up or down? A smaller
    case: with M = 1, step 1 and order 1 the bound is 0.5; cut off it would promise no error.
    """
    return max_derivative * abs(dx) ** (order + 1) // factorial(order + 1)


# ---------------------------------------------------------------- the figure


def _curves(f, derivatives, x0, x):
    """f and its approximations of order 1 and 2 over x, as rows."""
    x = np.asarray(x, dtype=float)
    line, parabola = _sums(list(derivatives)[:3], x - x0)[1:]
    return np.array([[f(place) for place in x], line, parabola])


def _draw(ax, x, rows, point=None, labels=("f", "first", "second"), legend=True):
    for y, label in zip(rows, labels, strict=False):
        ax.plot(x, y, label=label)
    if point is not None:
        ax.plot([point[0]], [point[1]], "o")
    if legend:
        ax.legend()


@guide("plot_taylor")
def the_figure_of_the_tangent():
    """The figure shows three named curves and the one point that they share. Something of it is
    missing, or stands elsewhere.

    Go through the list in the exercise: three curves over x, one marker, one legend. Which of them
    uses places, and which uses steps from x0?

    A smaller case: f(x) = x squared around 1, at the places 0, 1, 2. The curve passes through the
    heights 0, 1, 4, the tangent through -1, 1, 3, and all meet at (1, 1).

    Remember that the three curves touch at the dot and part on either side. The next chapter steps
    along the straight one, so its steps have to be short.
    """


@misconception("plot_taylor", says="your code exchanges the axes")
def exchanges_the_axes(ax, f, derivatives, x0, x):
    """The curves lie on their side: the values run along the horizontal axis, the places along the
    vertical one.

    In Fig. 1.1 the places x are horizontal. The method plot takes the horizontal values first.

    For which of the two do you know beforehand that they increase from point to point? A smaller
    case: f(x) = x squared at the place 3 belongs to the point (3, 9), not to (9, 3).
    """
    rows = _curves(f, derivatives, x0, x)
    for y, label in zip(rows, ("f", "first", "second"), strict=True):
        ax.plot(y, x, label=label)
    ax.plot([f(x0)], [x0], "o")
    ax.legend()


@misconception("plot_taylor", says="your code touches at zero")
def touches_at_zero(ax, f, derivatives, x0, x):
    """The approximations do not touch the curve at the marked point: they are shifted along the
    axis.

    Your approximations count from x0, and expect steps; what came in are places. Only for x0 = 0
    these are the same.

    Which step leads from x0 to the place x0 itself, and what did your line get there? A smaller
    case: from x0 = 5 the places 4, 5, 6 are the steps -1, 0, 1.
    """
    rows = _curves(f, derivatives, x0, x)
    rows[1:] = _sums(list(derivatives)[:3], x)[1:]
    _draw(ax, x, rows, (x0, f(x0)))


@misconception("plot_taylor", says="your code mirrors the steps")
def mirrors_the_steps(ax, f, derivatives, x0, x):
    """The approximations touch the curve at the right point, but they are mirrored there: where f
    rises, the line falls.

    A step is positive for places to the right of x0. Check the sign of the one to the place x0 + 1.

    A difference has two orders: place minus start, or start minus place? A smaller case: from x0 =
    5 it is 2 to the place 7, and -2 to the place 3.
    """
    rows = _curves(f, derivatives, x0, x)
    rows[1:] = _sums(list(derivatives)[:3], x0 - np.asarray(x))[1:]
    _draw(ax, x, rows, (x0, f(x0)))


@misconception("plot_taylor", says="your code draws against the steps")
def draws_against_the_steps(ax, f, derivatives, x0, x):
    """The curves have the right shape, but stand at the wrong places: the horizontal axis shows
    steps.

    Steps are what the approximations are computed from. What is drawn in Fig. 1.1 are the places x,
    for all three curves.

    At which place of the horizontal axis does your drawing show x0? A smaller case: with x0 = 5 the
    places 4, 5, 6 belong to the steps -1, 0, 1.
    """
    _draw(ax, np.asarray(x) - x0, _curves(f, derivatives, x0, x), (x0, f(x0)))


@misconception("plot_taylor", says="the Axes that came in have no marked point")
def marks_no_point(ax, f, derivatives, x0, x):
    """The three curves are there, but no point is marked on the Axes that came in.

    In Fig. 1.1 a dot shows where all the derivatives were taken, which is where the three curves
    must agree.

    How does one draw a single point on them, and what are its two coordinates? A smaller case: for
    f(x) = x squared with x0 = 3 the dot belongs at (3, 9).
    """
    _draw(ax, x, _curves(f, derivatives, x0, x))


@misconception("plot_taylor", says="your code marks the axis")
def marks_the_axis(ax, f, derivatives, x0, x):
    """The marker stands below (or above) the curves, at the height 0.

    A point has two coordinates. The first one is x0; the second is how high f is there.

    Which of the numbers that came in, or which call, tells the height at x0? A smaller case: for
    f(x) = x squared with x0 = 3 the dot belongs at (3, 9), not at (3, 0).
    """
    _draw(ax, x, _curves(f, derivatives, x0, x), (x0, 0.0))


@misconception("plot_taylor", says="your code marks the step zero")
def marks_the_step_zero(ax, f, derivatives, x0, x):
    """The marker has the right height, but stands at the place 0 instead of at x0.

    For the approximations the point of departure is the step 0. On the horizontal axis of the
    figure, it is a place.

    Do your three curves meet where the marker is? A smaller case: for f(x) = x squared with x0 = 3
    the dot belongs at (3, 9), not at (0, 9).
    """
    _draw(ax, x, _curves(f, derivatives, x0, x), (0.0, f(x0)))


@misconception("plot_taylor", says="your code draws a line for the marker")
def draws_a_line_for_the_marker(ax, f, derivatives, x0, x):
    """At x0 a vertical line was drawn, but no point is marked on the curve.

    The line shows where x0 is. Fig. 1.1 shows more: the point of the curve that is there.

    What is the height of that point? A smaller case: for f(x) = x squared with x0 = 3 the dot
    belongs at (3, 9). A vertical line at 3 runs through (3, 0) and (3, 100) as well.
    """
    _draw(ax, x, _curves(f, derivatives, x0, x), legend=False)
    ax.axvline(x0)
    ax.legend()


@misconception("plot_taylor", says="your code draws without names")
def draws_without_names(ax, f, derivatives, x0, x):
    """The curves are right, but no reader can tell which one is which: they have no names.

    Every line can be given a label when it is drawn, and the Axes can show all labels in a box.

    Looking at your figure a year from now, what would you want to read in it? A smaller case:
    sketch a curve and its tangent on paper and give the sheet to a friend. Two names are enough to
    tell which is which.
    """
    _draw(ax, x, _curves(f, derivatives, x0, x), (x0, f(x0)), [None] * 3, legend=False)


@misconception("plot_taylor", says="your code hides the names")
def hides_the_names(ax, f, derivatives, x0, x):
    """The curves have labels, but these are not to be seen: there is no legend.

    Matplotlib keeps the label of each line and shows none of them until it is asked to.

    Which method of the Axes shows the labels, and must it come before or after the lines? A smaller
    case: two curves called "truth" and "guess" need a box with two lines of text. Try it with two
    curves, before you draw all.
    """
    _draw(ax, x, _curves(f, derivatives, x0, x), (x0, f(x0)), legend=False)


@misconception("plot_taylor", says="your code gives all curves one name")
def gives_all_curves_one_name(ax, f, derivatives, x0, x):
    """The legend shows the same name for every curve.

    A name that belongs to all of them tells nothing. Fig. 1.1 tells function, first order and
    second order apart.

    If the lines are drawn in a loop, what else changes from round to round that a label could say?
    A smaller case: of two curves in one sketch call the straight one "first order" and the bent one
    "second order".
    """
    _draw(ax, x, _curves(f, derivatives, x0, x), (x0, f(x0)), ["approximation"] * 3)


@misconception("plot_taylor", says="your code draws the line only")
def draws_the_line_only(ax, f, derivatives, x0, x):
    """The function and its tangent are there, but the parabola is missing.

    Fig. 1.1b shows the first order, Fig. 1.1c the second one. The exercise wants both in one
    drawing.

    Which of your functions is not called yet, and which derivatives does it need? A smaller case:
    for f(x) = x squared around 0 the line is level at height 0, and only the parabola reaches 4 at
    the place 2.
    """
    _draw(ax, x, _curves(f, derivatives, x0, x)[:2], (x0, f(x0)))


@misconception("plot_taylor", says="your code draws the approximations only")
def draws_the_approximations_only(ax, f, derivatives, x0, x):
    """The line and the parabola are there, but not the function which they approximate.

    An approximation can only be judged beside the truth, as in Fig. 1.1. The truth came in as a
    function.

    Where in your code is f called for all the places? A smaller case: for f(x) = x squared at the
    places 0, 1, 2 the curve of f runs through the heights 0, 1, 4.
    """
    rows = _curves(f, derivatives, x0, x)[1:]
    _draw(ax, x, rows, (x0, f(x0)), ["first", "second"])


@misconception("plot_taylor", says="your code draws nothing on the Axes that came in")
def draws_elsewhere(ax, f, derivatives, x0, x):
    """The given Axes stayed empty: something may have been drawn, but somewhere else.

    Commands of pyplot draw on whatever figure is current, or open a new one. The Axes that came in
    has methods of the same names.

    On which object do you call plot? A smaller case: with two drawing areas side by side, a figure
    meant for the left one must not turn up in the right one.
    """
    # What is given is asked all the same; where the answers are drawn does not matter.
    _curves(f, derivatives, x0, x)
    f(x0)


@misconception("plot_taylor", says="your code draws over its own places")
def draws_over_its_own_places(ax, f, derivatives, x0, x):
    """The curves are right where they are, but drawn over other places than those that came in.

    Whoever calls the function chooses the places: only a part of the axis may be of interest, or f
    may not be defined on the rest.

    What does your code do with x? A smaller case: if the places 1, 2, 4 come in, each curve has
    three points, above 1, 2 and 4.
    """
    places = np.linspace(min(x), max(x), 100)
    _draw(ax, places, _curves(f, derivatives, x0, places), (x0, f(x0)))


@misconception("plot_taylor", says="your code draws a parabola without half")
def draws_a_parabola_without_half(ax, f, derivatives, x0, x):
    """The line is right. The parabola touches the curve, but bends twice as strongly as f does.

    Look at the third term of Eq. 1.3, here or in the function that you call for it.

    Does your quadratic_approx pass its own checks? If not, repair it first. A smaller case: f(x) =
    x squared around 0 has second derivative 2. Its parabola passes through (1, 1), and not through
    (1, 2).
    """
    rows = _curves(f, derivatives, x0, x)
    rows[2] += rows[2] - rows[1]
    _draw(ax, x, rows, (x0, f(x0)))


@misconception("plot_taylor", says="your code draws single terms")
def draws_single_terms(ax, f, derivatives, x0, x):
    """Instead of the approximations, the terms that they add were drawn: the parabola has its
    lowest or highest point at x0, at height 0.

    Each approximation holds all the terms before it. At x0 both of them must have the height of f.

    Which terms are to be added for Eq. 1.2, and which ones for Eq. 1.3? A smaller case: for f(x) =
    x squared with x0 = 3 the line passes through (3, 9), not through (3, 0).
    """
    rows = _curves(f, derivatives, x0, x)
    rows[1:] = _terms(list(derivatives)[:3], np.asarray(x) - x0)[1:]
    _draw(ax, x, rows, (x0, f(x0)))


@misconception("plot_taylor", says="your code draws the highest order")
def draws_the_highest_order(ax, f, derivatives, x0, x):
    """Instead of the parabola, the polynomial of the highest order that the derivatives allow was
    drawn.

    More derivatives may come in than are needed here. Fig. 1.1c stops at the second order.

    How many of the derivatives does Eq. 1.3 use? A smaller case: of the derivatives 1, 2, 3, 4, 5
    the first three are enough here.
    """
    rows = _curves(f, derivatives, x0, x)
    rows[2] = _sums(derivatives, np.asarray(x) - x0)[-1]
    _draw(ax, x, rows, (x0, f(x0)))


@misconception("plot_taylor", says="your code draws dots for curves")
def draws_dots_for_curves(ax, f, derivatives, x0, x):
    """There are dots at all the places, but no lines that join them.

    With so many dots, the one at x0 does not stand out any more. Fig. 1.1 shows curves, and one
    point.

    Which argument of plot chooses between a line and single markers, and which method draws dots
    only? A smaller case: mark three dots on paper, then join them. A curve is what the pencil does
    between the dots.
    """
    for y, label in zip(_curves(f, derivatives, x0, x), ("f", "first", "second"), strict=True):
        ax.scatter(x, y, label=label)
    ax.plot([x0], [f(x0)], "o")
    ax.legend()


# ---------------------------------------------------------------- the predictions


@guide("questions")
def the_predictions():
    """Some answers do not have the form that was asked for, or one under "Have you understood
    it?" is not right for other numbers.

    Read what exactly the question asks for, and in which form: a letter, a number, a pair.
    Predictions earn their points right or wrong; an answer under "Have you understood it?" has to
    be right for any numbers.

    A smaller case of the same kind: a parabola with its tangent at the lowest point. At distance 1
    from it the two are 1 apart, at distance 3 they are 9 apart.

    None of these answers needed a computer. A sketch of the first term left out was enough.
    """


@misconception(
    "questions", says="you describe the first answer and give no letter", function="question_1"
)
def answers_the_first_in_words():
    """Your first prediction could not be read: it is none of the four letters.

    The text of the question offers four statements, each with a letter. Return that letter alone,
    in quotation marks.

    Which of the four statements comes closest to what you wanted to say? A smaller case: return "X"
    gives back one letter, and return "on the left" gives back 11 characters.
    """
    return "below the curve"


@misconception(
    "questions", says="you describe the second answer and give no number", function="question_2"
)
def answers_the_second_in_words():
    """Your second prediction could not be read: it is not one number.

    The question asks how many times smaller the error gets. Return that number alone, without
    quotation marks.

    If the error was 0.0002 and becomes 0.0001, by what was it divided?
    """
    return "it gets smaller"


@misconception("questions", says="you give none of the five orders", function="question_3")
def finds_no_order_to_return():
    """Your third prediction could not be read: it is none of the five orders.

    Even where the series does not converge, each of its polynomials has a value, and each value a
    distance from the truth.

    Which one of the five, 0, 2, 4, 8 or 16, do you expect to come closest?
    """
    return "none"


@misconception(
    "questions",
    says="you take the order of the polynomial for the power of the error",
    function="question_4",
)
def takes_the_order_for_the_power(order, divisor):
    """The error was said to fall with a power of the step that is one too low.

    The polynomial of order K reproduces all terms up to the power K. The picture with the
    four slopes shows what is left of exp.

    A smaller case: the constant knows the power 0, and errs like the step itself, the power
    1. What does the tangent err like?
    """
    return divisor**order


@misconception(
    "questions",
    says="every order gains as much from a shorter step as any other",
    function="question_4",
)
def divides_by_the_same_number_for_every_order(order, divisor):
    """The same answer came out for every order.

    In the picture of the orders each line has a slope of its own. Read off how far each of
    them falls while the step is halved once.

    A smaller case: with half the edge a square keeps a quarter of its area, and a cube an
    eighth of its volume. Which of your arguments tells square and cube apart?
    """
    return divisor


@misconception(
    "questions", says="you describe what happens and give no number", function="question_4"
)
def answers_the_fourth_in_words(order, divisor):
    """The answer is a text, and one number was asked for.

    Work out how much smaller the error gets, and return that factor without quotation marks.

    A smaller case: where an error of 0.06 becomes 0.02, it was divided by the number 3.
    """
    return "it gets smaller"


@misconception(
    "questions", says="the highest order is the best one at every step", function="question_5"
)
def takes_the_highest_order_at_every_step(orders, dx):
    """The highest order was chosen, also where the step is longer than 1.

    Look at the picture of the bell once more. All its lines cross at one step. Which line is
    the lowest on the right of it?

    A smaller case: at the step 2 the terms are 1, -4, 16, -64. Their running sums are 1, -3,
    13, -51, and the bell is at 0.2.
    """
    return max(orders)


@misconception(
    "questions", says="the lowest order is the best one at every step", function="question_5"
)
def takes_the_lowest_order_at_every_step(orders, dx):
    """The lowest order was chosen, also where the step is shorter than 1.

    Look at the picture of the bell once more. All its lines cross at one step. Which line is
    the lowest on the left of it?

    A smaller case: at the step 0.1 the terms are 1, -0.01, 0.0001. Each of them repairs most
    of what the ones before have left.
    """
    return min(orders)


@misconception("questions", says="you describe an order and give no number", function="question_5")
def answers_the_fifth_in_words(orders, dx):
    """The answer is a text, and one of the orders was asked for.

    The orders came in as numbers in a list. Return one of them as it is.

    A smaller case: out of the list [10, 30, 20] the largest one is the number 30, without
    quotation marks.
    """
    return "the highest"
