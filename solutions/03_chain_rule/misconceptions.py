"""Known wrong versions of the exercises of assignment 3; each docstring is the hint a student sees.

Paragraph by paragraph a hint says more: what was observed, where to look, a question to go on with.
"""

from functools import reduce

import numpy as np

from autograder.checks import guide, misconception

# ---------------------------------------------------------------- Eq. 1.10, along a chain


@guide("chain_derivative")
def the_chain():
    """Each function of the chain stretches the nudge by its slope, at the place where it works.
    Some slopes that came out are different.

    Write down the values on the way from x to the end, one below the other. Which function works at
    which of these values?

    A smaller case: h adds 10, g squares, f triples. From x = 1 the values are 11, 121 and 363. The
    slopes are 1, 22 and 3, and the derivative is 66.

    A thought to take along: f itself was never called. The lecture's Eq. 1.10 names no points; with
    all three slopes taken at x it would be another number.
    """


@misconception("chain_derivative", says="you take every derivative at x")
def every_derivative_at_x(df, dg, dh, g, h, x):
    """All three derivatives were taken at the same point, at x itself.

    The picture of the threads shows where each function works: the second one meets not x, but what
    the first one made of it. Follow the number 2 through the table of the first prediction.

    What number goes into g there? And into f? A smaller case: h adds 10 and g squares. From x = 1
    the value 11 goes into g, whose slope there is 22, and not 2.
    """
    return df(x) * dg(x) * dh(x)


@misconception("chain_derivative", says="you take f' at h(x)")
def outer_derivative_at_h(df, dg, dh, g, h, x):
    """The two outer derivatives were taken at the same point, and for one of them this is too
    early.

    Compare the arguments in the written-out form of Eq. 1.10. On its way from x to f a value passes
    through two functions.

    After which of them has it become the number that f is given? A smaller case: h adds 1, g makes
    ten times as much, f squares. From x = 1 the values are 2 and then 20, so f works at 20.
    """
    u = h(x)
    return df(u) * dg(u) * dh(x)


@misconception("chain_derivative", says="you take f' at x")
def outer_derivative_at_x(df, dg, dh, g, h, x):
    """The derivatives of g and h are taken where they should be, but that of f is taken at x.

    In the composition f never sees x. Look at the first factor of the written-out Eq. 1.10, and
    count the brackets in it.

    In the example by hand, x is 1. At which number is the derivative of f taken there? A smaller
    case: h adds 10 and g doubles. From x = 1 the values are 11 and 22, and f works at 22.
    """
    return df(x) * dg(h(x)) * dh(x)


@misconception("chain_derivative", says="you take g' at x")
def middle_derivative_at_x(df, dg, dh, g, h, x):
    """The outermost and the innermost derivative are right, but the one between them is taken at x.

    What goes into a function goes also into its derivative. In the picture of the threads, look at
    the row from which the bundle enters g.

    Which numbers stand in that row: those of x, or others? A smaller case: h adds 10 and g squares.
    From x = 1 the value 11 goes into g, whose slope there is 22, and not 2.
    """
    return df(g(h(x))) * dg(x) * dh(x)


@misconception("chain_derivative", says="you take f' at g(x)")
def outer_derivative_skips_h(df, dg, dh, g, h, x):
    """The derivative of f was taken at a point that comes of g alone, as if h had not been there.

    In f(g(h(x))) the functions act one after the other, from the inside to the outside. Work
    through the example by hand, where h makes 2 of 1, and write down every value on the way.

    Which of these values is it that f receives? A smaller case: h adds 1, g makes ten times as
    much. From x = 1 the values are 2 and then 20. Without h there would be a 10.
    """
    return df(g(x)) * dg(h(x)) * dh(x)


@misconception("chain_derivative", says="you take g' at g(h(x))")
def middle_derivative_too_far_out(df, dg, dh, g, h, x):
    """The derivative of g was taken at the value that g returns, one place too far.

    A derivative belongs to the place where its function *starts*, not to where it leads. In the
    written-out Eq. 1.10, compare the arguments of the first two factors.

    If the slope of a road is asked for at kilometre 3, do you need the height of the road there? A
    smaller case: h adds 1 and g squares. From x = 4 the values are 5 and 25. The slope of g is
    asked for at 5.
    """
    v = g(h(x))
    return df(v) * dg(v) * dh(x)


@misconception("chain_derivative", says="you take h' at h(x)")
def inner_derivative_at_h(df, dg, dh, g, h, x):
    """The derivative of h was taken at the value of h; the other two are where they should be.

    The innermost function is the only one that meets x itself. Test with h(x) = x squared at x = 3:
    its slope there is 6.

    What does your function use as the slope of h in this example, and at which place? A smaller
    case: for h(x) = 5 x + x squared the slope at 0 is 5, while h(0) is 0; at 1 it is 7, and h(1) is
    6.
    """
    u = h(x)
    return df(g(u)) * dg(u) * dh(u)


@misconception("chain_derivative", says="you leave out the factor of f")
def outer_factor_missing(df, dg, dh, g, h, x):
    """The answer is the slope of g(h(x)): the outermost function has no influence on it.

    Eq. 1.10 has one factor for each of the three functions. Make f ten times as steep, in your
    mind, and leave the rest as it is.

    What should happen to the slope of the whole composition, and what happens with your function? A
    smaller case: f makes ten times as much, g and h pass on what they get. The slope of the whole
    is 10.
    """
    return dg(h(x)) * dh(x)


@misconception("chain_derivative", says="you leave out the factor of g")
def middle_factor_missing(df, dg, dh, g, h, x):
    """The points are right, but the function in the middle of the chain does not stretch anything.

    In the picture of the threads three rows of factors lead from top to bottom. Count the factors
    of Eq. 1.10, and those in your code.

    If g were the constant function, what should the slope of the composition be? A smaller case: g
    makes five times as much, f and h pass on what they get. The slope of the whole is 5.
    """
    return df(g(h(x))) * dh(x)


@misconception("chain_derivative", says="you leave out the factor of h")
def inner_factor_missing(df, dg, dh, g, h, x):
    """The answer says how the outer two functions change with what h made of x. It was asked how
    they change with x.

    Try f and g with slope 1 everywhere: then only h is left, and the answer must be the slope of h.
    What does your function find?

    Look at the last factor of Eq. 1.10. In the picture of the threads, which two rows does it lie
    between? A smaller case: h makes ten times as much, f and g pass on what they get. The slope of
    the whole is 10, not 1.
    """
    u = h(x)
    return df(g(u)) * dg(u)


@misconception("chain_derivative", says="you add the three rates")
def rates_added(df, dg, dh, g, h, x):
    """Each derivative was taken at its right point, but then the three were added.

    Think of wheels: the first turns the second twice as fast, and the second turns the third three
    times as fast. See also how the factors in Eq. 1.10 are joined.

    How many times as fast as the first does the third wheel turn: five times or six times? A
    smaller case: at three times the speed for twice the time, a car gets six times as far.
    """
    u = h(x)
    return df(g(u)) + dg(u) + dh(x)


@misconception("chain_derivative", says="you put the derivatives into one another")
def derivatives_nested(df, dg, dh, g, h, x):
    """The derivatives were put into one another, as the functions themselves are.

    The derivative of a composition is not the composition of the derivatives. Test it with f(v) =
    2v, g(u) = 3u, h(x) = 5x: the composition is 30x.

    What slope does your function find here, and how could 2, 3 and 5 make the right one? A smaller
    case: f(v) = 2v and g(u) = 4u make 8x. Its slope is 8.
    """
    return df(dg(dh(x)))


@misconception("chain_derivative", says="your two inner functions act in the wrong order")
def inner_functions_exchanged(df, dg, dh, g, h, x):
    """The answer is right for f(h(g(x))): the two inner functions acted in the other order.

    In f(g(h(x))) the function that is written last, next to x, acts first. Take g(u) = u cubed and
    h(x) = x + 1 at x = 1, as in the example by hand.

    Is the first value on the way then 1 or 2? And the next one?
    """
    u = g(x)
    return df(h(u)) * dh(u) * dg(x)


@misconception("chain_derivative", says="you follow the derivatives, not the functions")
def points_made_by_derivatives(df, dg, dh, g, h, x):
    """The points came from derivatives: each derivative was taken where the one before it led.

    A value on its way through the machine is changed by the functions; the derivatives only say how
    a *nudge* is stretched. In the table of the first prediction, 2 becomes 5 in the first step.

    From which column does this 5 come? A smaller case: h squares. From x = 10 the value 100 goes on
    to g, while the slope 20 only tells how a nudge grows.
    """
    u = dh(x)
    v = dg(u)
    return df(v) * dg(u) * dh(x)


@misconception("chain_derivative", says="you use the product rule for a composition")
def product_rule_inside(df, dg, dh, g, h, x):
    """The inner part was differentiated as if g and h were multiplied with each other.

    There are two ways to make a new function of two: their product, and one *of* the other. The
    first has the product rule, the second Eq. 1.10. The circles in the lecture's composition are
    not multiplication dots.

    What would g(h(x)) be for g(u) = u + 1, and what would g times h be? For a number take h(x) = 10
    x at x = 2: one of the other gives 21, and the product gives 60.
    """
    return df(g(h(x))) * (dg(x) * h(x) + g(x) * dh(x))


@misconception("chain_derivative", says="you cut the point to a whole number")
def whole_points_only(df, dg, dh, g, h, x):
    """At whole numbers the answers are right; between them they stay the same for a while and jump.

    Print the point on its way into the first function, for the points 1.5 and -0.5. Then search
    your code for anything that makes a whole number of it.

    Does Eq. 1.10 ask for whole numbers anywhere? A smaller case: the square of x has the slope 3 at
    1.5, not 2.
    """
    x = int(x)
    u = h(x)
    return df(g(u)) * dg(u) * dh(x)


@misconception("chain_derivative", says="your slope has lost its sign")
def sign_of_the_slope_lost(df, dg, dh, g, h, x):
    """Where the composition falls, the answer says that it rises, equally steeply.

    Factors may be negative: a function that falls turns the bundle of threads around. Eq. 1.10
    keeps their signs.

    Two of three wheels turn the next one the other way round. Which way does the last one turn?
    And if only one of them does?
    """
    u = h(x)
    return abs(df(g(u)) * dg(u) * dh(x))


@misconception("chain_derivative", says="you list the factors and do not multiply them")
def factors_not_multiplied(df, dg, dh, g, h, x):
    """Three numbers came back where one was asked for. They are the right factors.

    The slope of the composition says how far the end moves for one nudge of x: a single number.
    Look how the three factors are joined in Eq. 1.10.

    In the example by hand the factors are 16, 12 and 1. How do they become 192? A smaller case: the
    factors 2, 3 and 4 make the slope 24.
    """
    u = h(x)
    return [df(g(u)), dg(u), dh(x)]


@misconception("chain_derivative", says="you estimate a rate that is given")
def rates_estimated_by_differences(df, dg, dh, g, h, x):
    """The value is right, but not all of the given derivatives were asked for it.

    The numbers of calls show it: the function itself was called more often, and its derivative not
    at all. An estimate by differences is nearly right for gentle functions, but costs two more
    calls and some of the digits.

    Eq. 1.10 needs three rates. Which three of the five functions you are given know them exactly?
    """
    u, step = h(x), 1e-6
    dg_estimate = (g(u + step) - g(u - step)) / (2 * step)
    dh_estimate = (h(x + step) - h(x - step)) / (2 * step)
    return df(g(u)) * dg_estimate * dh_estimate


# ---------------------------------------------------------------- Fig. 1.2, forward


@guide("graph_forward")
def the_graph():
    """The value of x goes two ways and comes together again. Some values that came out are not
    those at the end of the graph.

    Follow the arrows of Fig. 1.2 from left to right with a finger. At each node: what goes in, and
    where does it come from?

    A smaller case: y1 adds 1, y2 adds 10, h multiplies the two, L halves. At x = 1 the nodes hold
    2, 11, 22 and 11.

    Notice that every value on the way was computed once. To keep them is what makes
    back-propagation cheap, since each derivative needs its own point.
    """


@misconception("graph_forward", says="you exchange the arguments of h")
def arguments_of_h_exchanged(x, y1, y2, h, L):
    """The two values that h takes came in the wrong order.

    For a symmetric h, such as a sum, one does not notice; for a difference one does. In Fig. 1.2
    and in the example by hand, see which value is the first argument of h.

    With y1 = 4 and y2 = 6, what is the difference in the example: -2 or 2? A smaller case: for h(a,
    b) = a - 2 b the values 5 and 1 make 3, and not -9.
    """
    return L(h(y2(x), y1(x)))


@misconception("graph_forward", says="the second branch gets the value of the first")
def second_fed_by_first(x, y1, y2, h, L):
    """The second function got the value of the first one, not x.

    That would be a chain, one after the other. In Fig. 1.2 look at the arrows that end at y2: there
    is one only. Where does it begin?

    In a fork, does one branch know what the other one does? A smaller case: y1 adds 1 and y2 adds
    10. At x = 0 the branches give 1 and 10; fed by the first, the second would give 11.
    """
    return L(h(y1(x), y2(y1(x))))


@misconception("graph_forward", says="the first branch gets the value of the second")
def first_fed_by_second(x, y1, y2, h, L):
    """The first function got the value of the second one, not x.

    Both branches of Fig. 1.2 begin at the same place. Draw the graph, and write a number at each of
    its five nodes, starting with x = 3 as in the example by hand.

    Which numbers did you need to find the one at y1? A smaller case: y1 adds 1 and y2 adds 10. At x
    = 0 they give 1 and 10; fed by the second, the first would give 11.
    """
    return L(h(y1(y2(x)), y2(x)))


@misconception("graph_forward", says="you skip both branches")
def both_branches_skipped(x, y1, y2, h, L):
    """The two functions y1 and y2 had no influence on the answer: h was given x, twice.

    Trace the way of the number x through Fig. 1.2 with a finger, along each of its two arrows, and
    stop at every node.

    Through what does it have to go before it gets to h? A smaller case: y1 adds 1, y2 adds 10, h
    adds the two. At x = 0 the value at h is 11. Given x itself, h would make 0.
    """
    return L(h(x, x))


@misconception("graph_forward", says="you stop at h")
def stops_at_h(x, y1, y2, h, L):
    """The answer is the value at h, one node before the end of the graph.

    Compare with the example by hand: at x = 3 your way ends at -2. Look at the rightmost arrow of
    Fig. 1.2.

    What is still to be done with the value of h? A smaller case: the value at h is 11 and L
    doubles. Then the way ends at 22.
    """
    return h(y1(x), y2(x))


@misconception("graph_forward", says="you use the last function alone")
def only_the_last_function(x, y1, y2, h, L):
    """Only the last function was used, directly on x.

    The letter x is not what L takes: in the graph of Fig. 1.2 three functions stand between the
    two. Write the composition out, from the outside to the inside, as in the formula under the
    figure.

    What stands in the brackets behind L? A smaller case: y1 adds 1, y2 adds 10, h adds the two and
    L doubles. At x = 0 the numbers are 1, 10, 11 and 22.
    """
    return L(x)


@misconception("graph_forward", says="you use the first branch twice")
def first_branch_twice(x, y1, y2, h, L):
    """Both arguments of h came from the first branch; the second function had no influence.

    A mistake that copying a piece of code brings about easily. Go through the composition under
    Fig. 1.2 letter by letter, and compare it with what you have written.

    In the example by hand h gets 4 and 6. What does it get from you? A smaller case: y1 adds 1, y2
    adds 10, and h multiplies. At x = 0 the value at h is 10.
    """
    return L(h(y1(x), y1(x)))


@misconception("graph_forward", says="you use the second branch twice")
def second_branch_twice(x, y1, y2, h, L):
    """Both arguments of h came from the second branch; the first function had no influence.

    Compare what you have written with the composition under Fig. 1.2, letter by letter: each of the
    two branches occurs there once.

    In the example by hand h gets 4 and 6. What does it get from you? A smaller case: y1 adds 1, y2
    adds 10, and h multiplies. At x = 0 the value at h is 10.
    """
    return L(h(y2(x), y2(x)))


@misconception("graph_forward", says="you add the branches, without h")
def branches_added(x, y1, y2, h, L):
    """The two branches were simply added up; the function h that was given had no influence.

    In the section on derivatives it is *changes* that add up at h. Here we want its value, and only
    h knows how it makes one of two.

    In the example by hand the branches give 4 and 6, and h makes -2 of them. Is this a sum? A
    smaller case: y1 adds 1, y2 adds 10, and h multiplies. At x = 0 the value at h is 10, and not
    11.
    """
    return L(y1(x) + y2(x))


@misconception("graph_forward", says="you multiply the branches, without h")
def branches_multiplied(x, y1, y2, h, L):
    """The two branches were multiplied with each other; the function h had no influence.

    The diamond of the second prediction does have h = y1 times y2, but that is one graph among
    many. Here h is handed to you, like the other functions.

    How do you find out what it makes of 4 and 6? A smaller case: y1 adds 1, y2 adds 10, and h
    subtracts. At x = 0 the value at h is -9.
    """
    return L(y1(x) * y2(x))


@misconception("graph_forward", says="you apply L before h")
def last_function_inside(x, y1, y2, h, L):
    """The last function was applied to each branch, before they came together.

    In Fig. 1.2 the arrow to L begins at h. The order of two functions matters: to square a sum is
    not the same as to add squares.

    How many values does L receive in the graph, and at which node? A smaller case: the branches
    give 1 and 2, h adds and L squares. The sum is 3 and the end is 9; squared too early one gets 1
    + 4.
    """
    return h(L(y1(x)), L(y2(x)))


@misconception("graph_forward", says="you apply L twice")
def last_function_twice(x, y1, y2, h, L):
    """The value went through the last function of the graph twice.

    Do the example by hand: h is -2 there, and the answer is -20, not -200.

    Follow the value after h in your code. On how many lines does something happen to it, and what
    has it become before the last of them? A smaller case: the value at h is 11 and L doubles. Once
    makes 22, twice makes 44.
    """
    return L(L(h(y1(x), y2(x))))


@misconception("graph_forward", says="you skip the first branch")
def first_branch_skipped(x, y1, y2, h, L):
    """The first argument of h was x itself, as if the first branch were a plain wire.

    In the formula under Fig. 1.2, look at what stands in the first place after the bracket of h.

    The example by hand has y1 = 4 at x = 3. Where in your code does this 4 come about?
    """
    return L(h(x, y2(x)))


@misconception("graph_forward", says="you skip the second branch")
def second_branch_skipped(x, y1, y2, h, L):
    """The second argument of h was x itself, as if the second branch were a plain wire.

    In the formula under Fig. 1.2, look at what stands in the second place after the bracket of h.

    The example by hand has y2 = 6 at x = 3. Where in your code does this 6 come about?
    """
    return L(h(y1(x), x))


@misconception("graph_forward", says="you cut the input to a whole number")
def whole_inputs_only(x, y1, y2, h, L):
    """Whole inputs give the right answer, others the answer of a whole number nearby.

    Print what the first branch receives when the input is 0.5 or -1.5. Then look for the place
    where the digits after the decimal point get lost.

    Does any node of Fig. 1.2 round what it passes on? A smaller case: if y1 doubles, it makes 1 of
    0.5, and not 0.
    """
    x = int(x)
    return L(h(y1(x), y2(x)))


@misconception("graph_forward", says="you return every node")
def every_node_returned(x, y1, y2, h, L):
    """Several numbers came back: the values of all nodes of the graph. They are right.

    It is useful to keep them (back-propagation does), but the question was for one number, the
    value at the end of the graph of Fig. 1.2.

    Which of your numbers is it? A smaller case: the numbers at the nodes are 1, 10, 11, and 22 at
    the end. The answer is the number 22.
    """
    first, second = y1(x), y2(x)
    joined = h(first, second)
    return [first, second, joined, L(joined)]


# ---------------------------------------------------------------- Eq. 1.11, a sum over paths


def _paths(dL_dh, dh_dy, dy_dx):
    """The contribution of each path."""
    return dL_dh * np.asarray(dh_dy, dtype=float) * np.asarray(dy_dx, dtype=float)


@guide("graph_gradient")
def the_sum_over_paths():
    """Each path brings a product of rates, and the paths are added. Some derivatives that came
    out are different.

    Look at Eq. 1.11 and mark what is multiplied and what is added. Try one path alone, then two
    equal ones.

    A smaller case: the rate of the loss is 10, and two paths have the rates 1 and 2, and 3 and -1.
    They bring 2 and -3, so the derivative is -10.

    You have seen that paths can cancel each other. The derivative is then 0, although every rate on
    the way is large.
    """


@misconception("graph_gradient", says="you count the first path only")
def only_the_first_path(dL_dh, dh_dy, dy_dx):
    """The answer is the contribution of the first path alone; the others are lost.

    Eq. 1.11 has one term for each way that leads from x to h. Try it with rates of 1 everywhere and
    three paths: then each path brings the same.

    How many times the contribution of a single path should the answer be? A smaller case: the loss
    rate 1 and two paths, of 2 times 3 and of 1 times 1. Both together make 7, the first alone 6.
    """
    return _paths(dL_dh, dh_dy, dy_dx)[0]


@misconception("graph_gradient", says="you count the last path only")
def only_the_last_path(dL_dh, dh_dy, dy_dx):
    """The answer is the contribution of the last path alone; the others are lost.

    When a loop is used to add up Eq. 1.11, each turn must keep what the turns before it have
    found.

    Print the running result after each turn, for the example by hand. After the first turn it
    should be 15 or 30. And after the second?
    """
    return _paths(dL_dh, dh_dy, dy_dx)[-1]


@misconception("graph_gradient", says="you drop the last path")
def last_path_dropped(dL_dh, dh_dy, dy_dx):
    """All paths are there but the last one; with a single path the answer is 0.

    Count the terms of Eq. 1.11 for two paths and for three, and then how often your loop goes
    round.

    Python counts from 0 and stops before the end. Which is the last index of a list of three
    entries, and do you get to it?
    """
    return np.sum(_paths(dL_dh, dh_dy, dy_dx)[:-1])


@misconception("graph_gradient", says="you drop the first path")
def first_path_dropped(dL_dh, dh_dy, dy_dx):
    """All paths are there but the first one; with a single path the answer is 0.

    Count the terms of Eq. 1.11 for two paths and for three, and then how often your loop goes
    round.

    In mathematics the first path has the number 1. Which index does it have in Python? A smaller
    case: the loss rate 1 and one path, of 2 times 3, make 6. The only path is the first one.
    """
    return np.sum(_paths(dL_dh, dh_dy, dy_dx)[1:])


@misconception("graph_gradient", says="you count two paths at most")
def two_paths_at_most(dL_dh, dh_dy, dy_dx):
    """With one or two paths the answer is right; of more paths only the first two are counted.

    The printed Eq. 1.11 shows two terms because Fig. 1.2 has two branches. The text goes on: a fork
    may have any number of them.

    What in your code would have to change if there were a hundred paths? Can you write it so that
    nothing has to? A smaller case: the loss rate 1 and three paths that bring 6 each make 18, not
    12.
    """
    return np.sum(_paths(dL_dh, dh_dy, dy_dx)[:2])


@misconception("graph_gradient", says="you multiply the rates of all the paths")
def everything_multiplied(dL_dh, dh_dy, dy_dx):
    """All the rates of all the paths were multiplied with each other.

    Along one path rates multiply; but two paths are *alternatives*, and at h their changes come
    together as in the tangent plane, Eq. 1.8.

    Suppose that one of the paths is cut, so that one of its rates is 0. Should the whole derivative
    become 0 then? A smaller case: of two pumps one stands still; the tank fills all the same.
    """
    return dL_dh * np.prod(dh_dy) * np.prod(dy_dx)


@misconception("graph_gradient", says="you leave out the rate of the loss")
def loss_rate_missing(dL_dh, dh_dy, dy_dx):
    """The answer is how h changes with x; the last part of the way, from h to the loss, is
    missing.

    In Eq. 1.11 look at what stands in front of the bracket. Make the loss ten times as steep, in
    your mind.

    What should this do to the derivative, and what does it do to yours? A smaller case: one path,
    of 2 times 3, and the loss rate 10. The derivative is 60, not 6.
    """
    return np.sum(_paths(1.0, dh_dy, dy_dx))


@misconception("graph_gradient", says="you multiply rates of different paths")
def paths_crossed(dL_dh, dh_dy, dy_dx):
    """The rates of different paths were multiplied with each other: the first with the last.

    In Eq. 1.11 both factors of a term carry the same index. A path goes from x through *one* of the
    y to h.

    In the example by hand, 3 belongs to the first path. Which of 5 and 4 belongs to it as well? A
    smaller case: two paths with the rates 2 and 3, and 5 and 7, bring 6 and 35.
    """
    return np.sum(_paths(dL_dh, dh_dy, dy_dx[::-1]))


@misconception("graph_gradient", says="you average the paths")
def mean_of_paths(dL_dh, dh_dy, dy_dx):
    """The answer is too small, by a factor that is just the number of paths.

    Averages are for many measurements of one thing. Here each path brings a change of its own to h:
    look at the tangent plane above Eq. 1.11.

    If two people push a cart, does it feel the mean of their forces, or all of them? A smaller
    case: the loss rate 1 and two paths that bring 6 each make 12, not 6.
    """
    return np.mean(_paths(dL_dh, dh_dy, dy_dx))


@misconception("graph_gradient", says="you use the rate of the loss on one path only")
def loss_rate_on_one_path(dL_dh, dh_dy, dy_dx):
    """The rate of the loss was applied to the first path only; the other paths end at h.

    In Eq. 1.11 look at the square brackets. What stands in front of a bracket belongs to each term
    in it.

    With rates of 1 on two paths and a loss of slope 10, should the answer be 11 or 20?
    """
    return dL_dh * dh_dy[0] * dy_dx[0] + np.sum(_paths(1.0, dh_dy[1:], dy_dx[1:]))


@misconception("graph_gradient", says="you multiply two sums")
def sums_multiplied(dL_dh, dh_dy, dy_dx):
    """The rates were added first, on each side of the fork, and the two sums were then
    multiplied.

    Multiplied out, a product of two sums pairs every rate with every other, also across different
    paths. Compare the order of the operations with Eq. 1.11.

    For rates (1, 2) and (10, 100): which products occur in Eq. 1.11, and which occur in yours? A
    smaller case: two paths with the rates 1 and 1, and 2 and 2, bring 1 + 4 = 5, where 3 times 3 is
    9.
    """
    return dL_dh * np.sum(dh_dy) * np.sum(dy_dx)


@misconception("graph_gradient", says="you list the paths and do not add them")
def paths_listed(dL_dh, dh_dy, dy_dx):
    """A number for each path came back, and these numbers are right; but one number was asked for.

    They are worth a look (you will draw them in the last exercise). The derivative of the loss, in
    Eq. 1.11, is what they make *together*.

    In the example by hand they are 30 and -8. How do they become 22?
    """
    return _paths(dL_dh, dh_dy, dy_dx)


@misconception("graph_gradient", says="you leave out the rates of h")
def rates_of_h_missing(dL_dh, dh_dy, dy_dx):
    """How strongly h depends on each of its arguments had no influence on the answer.

    Each term of Eq. 1.11 has two factors inside the brackets. One of them leads from x to y. Where
    does the other lead?

    If h did not depend on y1 at all, should the first path still count? A smaller case: the loss
    rate 1 and one path, where y changes by 3 and h by 2 for each of them, make 6.
    """
    return dL_dh * np.sum(dy_dx)


@misconception("graph_gradient", says="you leave out the rates of the y")
def rates_of_y_missing(dL_dh, dh_dy, dy_dx):
    """How quickly the y change with x had no influence on the answer.

    Each term of Eq. 1.11 has two factors inside the brackets. One leads from y to h; the other one,
    from x to y, is missing.

    If y1 did not change with x at all, should the first path still count? A smaller case: the loss
    rate 1 and one path, where y changes by 3 and h by 2 for each of them, make 6.
    """
    return dL_dh * np.sum(dh_dy)


@misconception("graph_gradient", says="you add the rates along a path")
def rates_added_along_a_path(dL_dh, dh_dy, dy_dx):
    """On each path the two rates were added, and then everything was multiplied by that of the
    loss.

    Remember the wheels: twice as fast, and then three times as fast, makes six times as fast. See
    how the two factors of one term are joined in Eq. 1.11.

    What is added in that equation: rates of one path, or contributions of different paths? A
    smaller case: one path with the rates 2 and 3, and the loss rate 1. The derivative is 6, where 2
    + 3 is 5.
    """
    return dL_dh * (np.sum(dh_dy) + np.sum(dy_dx))


@misconception("graph_gradient", says="you add the rate of the loss")
def loss_rate_added(dL_dh, dh_dy, dy_dx):
    """The paths are right up to h, but there the rate of the loss was added to them.

    The way from h to the loss continues every path; it is not a path of its own. In Eq. 1.11 see
    how the square brackets are joined to what stands before them.

    If the loss does not depend on h at all, its rate is 0. What should the derivative be then? A
    smaller case: the loss rate 10 and one path that brings 6 make 60, where the sum would be 16.
    """
    return dL_dh + np.sum(_paths(1.0, dh_dy, dy_dx))


@misconception("graph_gradient", says="you add the sizes of the paths")
def sizes_of_paths_added(dL_dh, dh_dy, dy_dx):
    """Where paths work against each other, the answer is too large: they were all counted
    upwards.

    In the example by hand one contribution is 30 and the other is -8. In Eq. 1.11 nothing takes
    their signs away.

    If one path raises the loss by 30 and another lowers it by 8, how far does the loss go? A
    smaller case: a step up of 5 and a step down of 2 lead 3 up.
    """
    return np.sum(np.abs(_paths(dL_dh, dh_dy, dy_dx)))


@misconception("graph_gradient", says="you subtract the later paths")
def paths_subtracted(dL_dh, dh_dy, dy_dx):
    """The contributions of all paths but the first came with the wrong sign.

    See which sign stands between the terms of Eq. 1.11. It comes from the tangent plane, where a
    move along either argument of h just brings its own change.

    If y1 and y2 are the same function, and h = y1 + y2, what should the answer be? And yours?
    """
    paths = _paths(dL_dh, dh_dy, dy_dx)
    return 2 * paths[0] - np.sum(paths)


@misconception("graph_gradient", says="you combine the paths like sides of a triangle")
def paths_like_lengths(dL_dh, dh_dy, dy_dx):
    """The contributions were put together like the sides of a right-angled triangle.

    That is how the length of a vector is found. But here nothing stands at right angles: all paths
    end in the same number, the loss.

    Look once more at Eq. 1.11. If one path brings 3 and another one 4, how far does the loss move,
    5 or 7? A smaller case: steps up of 6 and of 8 lead 14 up.
    """
    return np.sqrt(np.sum(_paths(dL_dh, dh_dy, dy_dx) ** 2))


@misconception("graph_gradient", says="you put the answer into a list")
def answer_in_a_list(dL_dh, dh_dy, dy_dx):
    """The number is right, but it came in a list or array of one entry.

    There is one loss and one x in Eq. 1.11, so the derivative is a plain number, with the shape ().
    To NumPy an array of one entry, of shape (1,), is something else.

    Which operation in your code makes a number of an array, or should? A smaller case: one path
    with the rates 2 and 3, and the loss rate 1. The answer is 6, not [6].
    """
    return [np.sum(_paths(dL_dh, dh_dy, dy_dx))]


@misconception("graph_gradient", says="your rates are cut to whole numbers")
def rates_made_whole(dL_dh, dh_dy, dy_dx):
    """Whole rates give the right answer; of other rates the digits after the decimal point were
    cut off.

    Try it with a single path, rates 0.5 and 4, and a loss of slope 1, by hand: Eq. 1.11 gives 2.

    What does your function find, and where are floats turned into integers? An array that is made
    for integers stays so. A smaller case of the cut: 0.5 becomes 0 as an integer, and then the
    whole path is lost.
    """
    whole = np.asarray(dh_dy, dtype=float).astype(int)
    return np.sum(_paths(dL_dh, whole, np.asarray(dy_dx, dtype=float).astype(int)))


# ---------------------------------------------------------------- Eq. 1.12, a product of Jacobians


def _floats(*matrices):
    return [np.asarray(matrix, dtype=float) for matrix in matrices]


@guide("graph_gradient_matrix")
def the_product_of_three():
    """Eq. 1.12 says the same as Eq. 1.11, with matrices for the rates. Some entries, or the
    shape, came out differently.

    Write the shapes of the three factors side by side: which numbers have to agree, and which are
    left for the result?

    A smaller case: [[10]], [[1, 3]] and [[2, 0], [-1, 4]]. The row times the matrix is [[-1, 12]],
    and ten times that is [[-10, 120]].

    Look where the plus sign of Eq. 1.11 went. Into the product of a row and a column. The lecture
    calls the row a gradient; by Eq. 1.4 a gradient stands upright.
    """


@misconception("graph_gradient_matrix", says="you multiply each entry with each other one")
def outer_product(dL_dh, dh_dy, dy_dx):
    """Every entry of the row was multiplied with every entry of the matrix: far too many
    numbers.

    In a product of matrices, a row meets a *column*: their entries are multiplied in pairs, and
    added. Do the example under Eq. 1.12 with a pencil.

    Which two products make the 11 in it? A smaller case: the row [1, 2] times the column [10, 20]
    is 10 + 40 = 50, one number.
    """
    dL_dh, dh_dy, dy_dx = _floats(dL_dh, dh_dy, dy_dx)
    return dL_dh * np.outer(dh_dy, dy_dx)


@misconception("graph_gradient_matrix", says="you do not add the paths")
def paths_not_added(dL_dh, dh_dy, dy_dx):
    """A row for each path came back. Each holds right contributions, but they were not added up.

    Eq. 1.12 is Eq. 1.11 in other clothes. What became of its plus sign? Multiply a row and a column
    by hand to see where it hides.

    How many rows does a product have when its first factor has one row? A smaller case: the row
    [[1, 1]] times the column [[2], [3]] is [[5]]. It has one row, as the first factor has.
    """
    dL_dh, dh_dy, dy_dx = _floats(dL_dh, dh_dy, dy_dx)
    return dL_dh * dh_dy.T * dy_dx


@misconception("graph_gradient_matrix", says="you multiply entry by entry")
def entry_by_entry(dL_dh, dh_dy, dy_dx):
    """The matrices were multiplied entry by entry: each column was scaled, and nothing was added.

    Of two arrays `*` makes an array of products. Eq. 1.12 asks for rows times columns, which is
    another operation, with a sign of its own.

    For [[1, 2]] and [[3, 0], [4, 5]] the right product is [[11, 10]]. What do you get?
    """
    dL_dh, dh_dy, dy_dx = _floats(dL_dh, dh_dy, dy_dx)
    return dL_dh * dh_dy * dy_dx


@misconception("graph_gradient_matrix", says="you leave out the Jacobian of the loss")
def loss_factor_missing(dL_dh, dh_dy, dy_dx):
    """The answer is the Jacobian of h, not that of the loss: the first factor has no influence.

    Eq. 1.12 has three factors. The first one has a single entry, but it scales everything.

    What should become of the answer if the loss were twice as steep? Try it with your function. A
    smaller case: [[10]], [[2]], [[3]] make [[60]], not [[6]].
    """
    _, dh_dy, dy_dx = _floats(dL_dh, dh_dy, dy_dx)
    return dh_dy @ dy_dx


@misconception("graph_gradient_matrix", says="you add the Jacobian of the loss")
def loss_factor_added(dL_dh, dh_dy, dy_dx):
    """The first factor was added to the product of the other two.

    In Eq. 1.12 the three factors stand side by side, and in a chain of Jacobians this means one
    thing only. The shapes fit by accident: NumPy adds a single entry to all the others.

    If the loss did not depend on h at all, what should the answer be? A smaller case: [[0]] for the
    loss and [[2]] for the rest make [[0]], since the loss does not move at all.
    """
    dL_dh, dh_dy, dy_dx = _floats(dL_dh, dh_dy, dy_dx)
    return dL_dh + dh_dy @ dy_dx


@misconception("graph_gradient_matrix", says="your row has lost an axis")
def row_made_flat(dL_dh, dh_dy, dy_dx):
    """The numbers are right, but they came with one axis, where a matrix with one row was asked
    for.

    A Jacobian has two axes, also when one of them is short: its shape is (outputs, inputs). Look at
    the shapes under Eq. 1.12.

    Next to which operation in your code does the axis of length 1 disappear? A smaller case: [[1]],
    [[1]], [[2, 5]] make [[2, 5]], of the shape (1, 2), not [2, 5].
    """
    return np.ravel(loss_of(dL_dh, dh_dy, dy_dx))


@misconception("graph_gradient_matrix", says="your code removes axes of length 1")
def axes_of_length_one_removed(dL_dh, dh_dy, dy_dx):
    """The numbers are right, but every axis of length 1 is gone; of a single input only a number
    is left.

    A Jacobian has two axes, however short they are: (outputs, inputs), as under Eq. 1.12. Later
    steps that multiply matrices rely on them.

    What is the shape of [[22]], and what is the shape of 22?
    """
    return np.squeeze(loss_of(dL_dh, dh_dy, dy_dx))


def loss_of(dL_dh, dh_dy, dy_dx):
    """The right product, which the next versions spoil."""
    dL_dh, dh_dy, dy_dx = _floats(dL_dh, dh_dy, dy_dx)
    return dL_dh @ dh_dy @ dy_dx


@misconception("graph_gradient_matrix", says="you return a column, not a row")
def column_for_a_row(dL_dh, dh_dy, dy_dx):
    """The numbers are right, but they stand in a column.

    A gradient is a column by Eq. 1.4; a Jacobian of one output is a row by Eq. 1.7, one transposed
    gradient. Eq. 1.12 multiplies Jacobians, so it makes a Jacobian.

    Write the three shapes next to each other. Which outer numbers are left over, in which order? A
    smaller case: the shapes (1, 1), (1, 3) and (3, 2) make a product of the shape (1, 2).
    """
    return loss_of(dL_dh, dh_dy, dy_dx).T


@misconception("graph_gradient_matrix", says="your signs are turned round")
def sign_turned_around(dL_dh, dh_dy, dy_dx):
    """Every entry has the right size, but the opposite sign.

    A minus belongs to the *step* of gradient descent, which goes against the derivative. Eq. 1.12
    has none: it says which way the loss goes.

    For positive rates all the way, should a nudge of x to the right raise the loss or lower it? A
    smaller case: [[1]], [[2]], [[3]] make [[6]]. A nudge of x by 0.1 to the right raises the loss
    by 0.6.
    """
    return -loss_of(dL_dh, dh_dy, dy_dx)


@misconception("graph_gradient_matrix", says="you count the first path only")
def first_path_alone(dL_dh, dh_dy, dy_dx):
    """Only the way through y1 was counted.

    In Eq. 1.12 an entry of the result comes from the *whole* row of h and a *whole* column. Draw
    the graph for two inputs and two y: how many ways lead from the first input to h?

    Which entries of your factors are never used? A smaller case: [[1]], [[2, 5]], [[1], [1]] make
    [[7]]. The first path alone brings 2.
    """
    dL_dh, dh_dy, dy_dx = _floats(dL_dh, dh_dy, dy_dx)
    return dL_dh * dh_dy[:, :1] @ dy_dx[:1]


@misconception("graph_gradient_matrix", says="you add up the inputs")
def inputs_added_up(dL_dh, dh_dy, dy_dx):
    """All entries of the row were added up into a single one.

    Paths are added, inputs are not: each input has a derivative of its own, and training needs to
    know them one by one. Eq. 1.12 with N inputs gives a row of N entries.

    Over which axis does your sum go: over the y, or over the inputs? A smaller case: [[1]], [[1]],
    [[2, 5]] make the row [[2, 5]], one entry for each input.
    """
    return np.sum(loss_of(dL_dh, dh_dy, dy_dx), keepdims=True)


@misconception("graph_gradient_matrix", says="you transpose the last factor")
def last_factor_transposed(dL_dh, dh_dy, dy_dx):
    """The last factor was used with its rows and columns exchanged.

    In Eq. 1.12 the third factor has a *row* for each y and a column for each input. When both
    numbers are equal, nothing but the values shows the mistake; otherwise the shapes do not fit.

    Entry [0, 1] of the example's matrix is 0. Which y and which input is that about?
    """
    dL_dh, dh_dy, dy_dx = _floats(dL_dh, dh_dy, dy_dx)
    return dL_dh @ dh_dy @ dy_dx.T


@misconception("graph_gradient_matrix", says="you average the paths")
def mean_over_paths(dL_dh, dh_dy, dy_dx):
    """Every entry is too small, by a factor that is the number of paths.

    A product of a row and a column is a sum of products, and nothing in Eq. 1.12 divides it
    afterwards.

    If a second, equal path is added to a graph, does the loss change more with x than before, or
    just as much? A smaller case: two equal paths, [[1]], [[3, 3]], [[1], [1]], make [[6]]. One path
    of them makes [[3]].
    """
    return loss_of(dL_dh, dh_dy, dy_dx) / np.shape(dh_dy)[1]


@misconception("graph_gradient_matrix", says="you pair the paths in the opposite order")
def paths_reversed(dL_dh, dh_dy, dy_dx):
    """Rates of different paths were multiplied with each other: the first with the last, and so
    on.

    In Eq. 1.12 the first entry of the row meets the first entry of the column. Both speak of y1.

    Do the example with a pencil: the row is [3, -1]. With which entry of the column [5, 4] does
    the 3 go?
    """
    dL_dh, dh_dy, dy_dx = _floats(dL_dh, dh_dy, dy_dx)
    return dL_dh @ dh_dy[:, ::-1] @ dy_dx


@misconception("graph_gradient_matrix", says="your result is cut to whole numbers")
def result_made_whole(dL_dh, dh_dy, dy_dx):
    """The digits after the decimal point are cut off; whole numbers are right.

    An array that is made for integers, for instance by `np.zeros(..., dtype=int)` or like a list of
    integers, turns everything that is put into it into integers.

    Take [[0.5]], [[1, 2]] and [[1], [1]] by hand, by Eq. 1.12. What type does the array have in
    which you collect the result?
    """
    return loss_of(dL_dh, dh_dy, dy_dx).astype(int)


# ---------------------------------------------------------------- a chain of Jacobians


@guide("compose_jacobians")
def the_product_of_a_chain():
    """The matrices of a chain are multiplied in the order in which they are listed. Some
    products that came out are different.

    Try a list of one matrix, a list of two that are not square, and a list of three. What does your
    product hold after each round?

    A smaller case: [[1, 0]], [[2, 5], [7, 7]] and [[1], [1]]. The first two make [[2, 5]], and with
    the third this becomes [[7]].

    One thing more: the brackets change the work but not the result. With a single loss on the left,
    going from left to right multiplies rows only: this is back-propagation.
    """


@misconception("compose_jacobians", says="you multiply in the opposite order")
def innermost_on_the_left(jacobians):
    """The matrices were multiplied in the opposite order, from the end of the list to its
    beginning.

    The list is written as the formula is, outermost first. Square matrices can be multiplied either
    way, so no error is raised; but the results differ.

    In the example by hand, which matrix stands on the left, and is it the first or the last of the
    list? A smaller case: [[1, 1]] and then [[2], [3]] make [[5]]. The other way round they make a
    table of two rows, 2 2 and 3 3.
    """
    return reduce(np.matmul, _floats(*jacobians)[::-1])


@misconception("compose_jacobians", says="you transpose each matrix")
def each_matrix_transposed(jacobians):
    """The order is right, but every matrix had its rows and columns exchanged before.

    By Eq. 1.7 a Jacobian has a row for each output and a column for each input, and the matrices
    of the list are made like this already.

    If the first has the shape (2, 3) and the second (3, 4), do they fit as they are?
    """
    return reduce(np.matmul, [matrix.T for matrix in _floats(*jacobians)])


@misconception("compose_jacobians", says="you transpose the product")
def product_transposed(jacobians):
    """The numbers are right, but the rows of the result stand in its columns.

    By Eq. 1.7 a row belongs to an output, a column to an input. The outputs are those of the
    outermost function, the inputs those of the innermost.

    For matrices of shapes (2, 3) and (3, 4), what shape does the Jacobian of the composition have?
    """
    return reduce(np.matmul, _floats(*jacobians)).T


@misconception("compose_jacobians", says="you multiply entry by entry")
def entries_multiplied(jacobians):
    """The matrices were multiplied entry by entry.

    That is what `*` does with two arrays. The chain rule adds over all the paths between an input
    and an output, as in Eq. 1.12: it multiplies rows with columns.

    For [[1, 2], [0, 1]] and [[1, 0], [3, 1]] the product begins with 7. What does yours begin
    with?
    """
    return reduce(np.multiply, _floats(*jacobians))


@misconception("compose_jacobians", says="you leave out the outermost matrix")
def outermost_left_out(jacobians):
    """The first matrix of the list, that of the outermost function, has no influence on the
    product.

    The composition has a factor for each of its functions. Try a list of two matrices, such as the
    one of the example by hand.

    With which index does your loop begin, and what does the product hold before it? A smaller case:
    [[5]] and [[2]] make [[10]].
    """
    matrices = _floats(*jacobians)
    return reduce(np.matmul, matrices[1:] or matrices)


@misconception("compose_jacobians", says="you leave out the innermost matrix")
def innermost_left_out(jacobians):
    """The last matrix of the list, that of the innermost function, has no influence on the
    product.

    The composition has a factor for each of its functions. Try a list of two matrices, such as the
    one of the example by hand.

    How often does your loop have to go round for two matrices, and how often does it go round? A
    smaller case: the list of [[5]] and [[2]] makes [[10]], and not [[5]].
    """
    matrices = _floats(*jacobians)
    return reduce(np.matmul, matrices[:-1] or matrices)


@misconception("compose_jacobians", says="you add the matrices")
def matrices_added(jacobians):
    """The matrices were added up.

    Adding is for alternatives, for paths side by side. Here the functions act one *after* the
    other, and along a chain rates multiply: Eq. 1.10, with matrices in place of numbers.

    What is the slope of 2 times (3 times x)? What would you get by adding? A smaller case: [[2]]
    and [[3]] in a chain make [[6]].
    """
    return reduce(np.add, _floats(*jacobians))


@misconception("compose_jacobians", says="you use two matrices at most")
def only_two_matrices(jacobians):
    """For two matrices the product is right; of a longer list only the first two are used.

    A chain may be as long as it likes: J_L ... J_2 J_1. When the first two are multiplied the
    result is a matrix again, with which one can go on.

    What has to be done with it, and how often, when there are five matrices? A smaller case: the
    list of [[5]], [[2]] and [[3]] makes [[10]] first, and then [[30]].
    """
    return reduce(np.matmul, _floats(*jacobians)[:2])


@misconception("compose_jacobians", says="you use the first and the last matrix only")
def only_both_ends(jacobians):
    """The outermost and the innermost matrix were multiplied; those between them have no influence.

    The composition has a factor for *each* of its functions, as Eq. 1.10 has three for three.

    If the function in the middle of the chain is constant, its Jacobian is zero. What should the
    whole product be then, and what is yours? A smaller case: the list of [[5]], [[2]] and [[3]]
    makes [[30]], and not [[15]].
    """
    matrices = _floats(*jacobians)
    return matrices[0] @ matrices[-1] if len(matrices) > 1 else matrices[0]


@misconception("compose_jacobians", says="you use the first matrix twice")
def first_matrix_twice(jacobians):
    """The outermost matrix is contained in the product twice.

    It happens when the product begins with the first matrix, and a loop then goes over the whole
    list. For a list of one matrix the answer must be that matrix, not its square.

    After the first turn of the loop, what should the product be, and what is it? A smaller case:
    the list with just [[5]] makes [[5]], and not [[25]].
    """
    matrices = _floats(*jacobians)
    return reduce(np.matmul, matrices, matrices[0])


@misconception("compose_jacobians", says="your code overwrites the first matrix")
def works_in_the_first_matrix(jacobians):
    """On the way to the product, the first matrix of the list that was given was overwritten.

    Whoever called your function still needs that matrix; and with matrices of different shapes
    there is no room for the product in it anyway.

    A new name for an array is not a new array. At which line does the old one change? A smaller
    case: a caller who hands you [[5]] and [[2]] gets [[10]], and still wants to find [[5]] and
    [[2]] in the list.
    """
    product = np.asarray(jacobians[0])
    for jacobian in jacobians[1:]:
        product[:] = product @ jacobian
    return product.copy()


@misconception("compose_jacobians", says="your code takes matrices out of the list")
def takes_the_list_apart(jacobians):
    """The product is right, but afterwards matrices are missing in the list that was given.

    Whoever called your function still needs the list. Some methods of a list change it, others only
    look.

    Print the length of the list before and after the call, for the example by hand. Which line
    makes it shorter? A smaller case: a list with the 2 matrices [[5]] and [[2]] should have 2
    matrices after the call, too.
    """
    product = np.asarray(jacobians.pop(), dtype=float)
    while jacobians:
        product = np.asarray(jacobians.pop(), dtype=float) @ product
    return product


@misconception("compose_jacobians", says="your code removes axes of length 1")
def short_axes_removed(jacobians):
    """The numbers are right, but an axis of length 1 is gone from the result.

    A loss has one output, so its Jacobian has one row; it is a matrix all the same, with the shape
    (1, N), as in Eq. 1.12.

    Which shape does the product of a (1, 2) and a (2, 1) matrix have? And what do you return for
    it?
    """
    return np.squeeze(reduce(np.matmul, _floats(*jacobians)))


@misconception("compose_jacobians", says="your entries are cut to whole numbers")
def entries_made_whole(jacobians):
    """The digits after the decimal point are cut off, in some lists of matrices.

    An array that is made like a matrix of integers is an array for integers, whatever is put into
    it later. Try [[1, 2]] and [[0.5], [0.5]] by hand: the product is [[1.5]].

    What type does the array have in which your product stands, and where does it come from? A
    smaller case: in NumPy, a = np.array([1, 2]) and then a[0] = 1.5 leaves a 1 there.
    """
    product = np.asarray(jacobians[0])
    for jacobian in jacobians[1:]:
        product = (product @ np.asarray(jacobian)).astype(np.asarray(jacobians[0]).dtype)
    return product


@misconception("compose_jacobians", says="you multiply the first matrix with itself")
def power_of_the_first(jacobians):
    """Only the first matrix of the list was used, as many times as the list is long.

    Every function of the composition has a Jacobian of its own. In a loop, look at what is taken
    from the list in each turn.

    In the example by hand the second matrix is [[3, 0], [4, 5]]. If it were all zeros, what should
    the product be?
    """
    matrices = _floats(*jacobians)
    return reduce(np.matmul, [matrices[0]] * len(matrices))


# ---------------------------------------------------------------- Eq. 1.13, a network


def _layers(layers):
    """The layers with arrays of floats."""
    return [(*_floats(W, b), phi) for W, b, phi in layers]


@guide("network")
def the_network():
    """Each layer works on what the one before it made. Some outputs that came out are different.

    Print what goes into each layer and what comes out, for the example by hand. Where do the
    weights, the bias and the activation come in, and in which order?

    A smaller case: one neuron with weight 3, bias 1 and the square as its activation makes 7 of 2,
    and then 49. A second one with weight 1, bias -9 and no bend makes 40 of it.

    Keep in mind that the same few lines serve every depth. And what training may move are the
    weights and biases, not the outputs: the lecture's text before Eq. 1.19 mixes the two.
    """


@misconception("network", says="you leave out the biases")
def biases_left_out(x, layers):
    """The biases had no influence on the output.

    The formula of a layer, under Eq. 1.13, has three ingredients. With an input of zeros the
    weights do nothing at all.

    What should a layer return for the input 0, and what does yours return? A smaller case: one
    neuron with weight 3, bias 1 and no bend makes 1 of the input 0, and 7 of the input 2.
    """
    for W, _, phi in _layers(layers):
        x = phi(W @ x)
    return x


@misconception("network", says="you leave out the activations")
def activations_left_out(x, layers):
    """The activations were not used: the network is a chain of affine maps.

    You have seen in the fourth prediction what becomes of such a network: it is no better than one
    layer. Look at the formula of a layer under Eq. 1.13.

    To what is the activation of a layer applied? A smaller case: one neuron with W = [[1]], b = [0]
    and the square as its activation makes 9 of the input 3, not 3.
    """
    for W, b, _ in _layers(layers):
        x = W @ x + b
    return x


@misconception("network", says="your last layer acts first")
def last_layer_first(x, layers):
    """The layers were applied in the opposite order, beginning with the last one.

    Eq. 1.13 is read from right to left, since the function next to x acts first. But the list is
    not written as the equation: its first entry is the first layer.

    In the example by hand, which layer meets the input [1, 2]?
    """
    for W, b, phi in _layers(layers)[::-1]:
        x = phi(W @ x + b)
    return x


@misconception("network", says="you transpose the weights")
def weights_transposed(x, layers):
    """The weights were used with rows and columns exchanged.

    A row of the weights belongs to a *neuron*: it holds what that neuron makes of each input. For
    square matrices nothing warns you, since the shapes fit both ways.

    In the example by hand the second neuron has the weights [1, -1]. Which of its inputs does it
    subtract?
    """
    for W, b, phi in _layers(layers):
        x = phi(W.T @ x + b)
    return x


@misconception("network", says="you leave out the last activation")
def last_activation_left_out(x, layers):
    """All layers are right but the last, whose activation was not applied.

    Many networks end without an activation; but then they say so, by one that returns what it gets.
    In Eq. 1.13 all layers are made alike.

    What is the third entry of the last element of the list for? A smaller case: one layer with
    weight 3, bias 0 and the square makes 36 of the input 2, not 6.
    """
    layers = _layers(layers)
    for W, b, phi in layers[:-1]:
        x = phi(W @ x + b)
    W, b, _ = layers[-1]
    return W @ x + b


@misconception("network", says="you apply the activation before the weights")
def activation_before_weights(x, layers):
    """In each layer the activation came first, and weights and bias after it.

    Read the formula of a layer, under Eq. 1.13, from the inside to the outside: what is done first
    to the values that come in?

    In the example by hand the weights of the first layer make [3, -1] of [1, 2]. Do they see [1,
    2], or twice that?
    """
    for W, b, phi in _layers(layers):
        x = W @ phi(np.asarray(x, dtype=float)) + b
    return x


@misconception("network", says="you subtract the bias")
def bias_subtracted(x, layers):
    """The biases came with the wrong sign.

    A bias may be thought of as a threshold, and then one subtracts it. The lecture adds it: see the
    formula of a layer under Eq. 1.13, and the example by hand.

    With zero weights, what does a layer hand to its activation? A smaller case: one neuron with
    weight 3, bias 1 and no bend makes 7 of the input 2, not 5.
    """
    for W, b, phi in _layers(layers):
        x = phi(W @ x - b)
    return x


@misconception("network", says="you stop after the first layer")
def first_layer_only(x, layers):
    """The output is that of the first layer; the layers after it were not used.

    If a loop is used, see where the function returns: a `return` inside the loop ends it in its
    first turn.

    A network of one layer comes out right. What does the value after the first layer have to go
    through, by Eq. 1.13? A smaller case: two layers that each double make 4 and then 8 of the input
    2.
    """
    W, b, phi = _layers(layers)[0]
    return phi(W @ x + b)


@misconception("network", says="every layer gets the input of the network")
def every_layer_from_the_input(x, layers):
    """Every layer was given the input of the whole network, so that only the last one counts.

    In Eq. 1.13 the circles say that each layer takes what the one before it has made. Print, for
    the example by hand, what goes into each layer.

    Which name holds the values after the first layer, and does the second layer see it? A smaller
    case: two layers of one neuron, each with W = [[2]], b = [0] and no bend, make 4 and then 8 of
    the input 2. The second one never sees the 2.
    """
    W, b, phi = _layers(layers)[-1]
    return phi(W @ x + b)


@misconception("network", says="you use the last layer only", same_as="every_layer_from_the_input")
def last_layer_only(x, layers):
    """Only the last layer was used, directly on the input of the network.

    In Eq. 1.13 the last layer takes what all the others have made, one after the other.

    In the example by hand, the last layer meets [6, 4] and not [1, 2]. Where do 6 and 4 come from?
    """
    W, b, phi = _layers(layers)[-1]
    return phi(W @ x + b)


@misconception("network", says="you add the bias after the activation")
def bias_after_activation(x, layers):
    """In each layer the bias was added after the activation.

    Look at the brackets in the formula of a layer, under Eq. 1.13. What is in them goes into the
    activation, all of it.

    The example by hand ends with phi(7) = 49. If its bias, -9, came after the square, what would
    it be?
    """
    for W, b, phi in _layers(layers):
        x = phi(W @ x) + b
    return x


@misconception("network", says="you add the bias before the weights")
def bias_before_weights(x, layers):
    """The bias was added to what comes in, and the weights acted on the sum.

    A layer has a bias for each *neuron*, not for each input; when there are as many of the one as
    of the other, the mistake goes unnoticed.

    In the formula of a layer, under Eq. 1.13: which comes first, the product or the sum? A smaller
    case: weight 3 and bias 1 make 3 times 2, plus 1, of the input 2: that is 7. The other order
    makes 9.
    """
    for W, b, phi in _layers(layers):
        x = phi(W @ (np.asarray(x, dtype=float) + b))
    return x


@misconception("network", says="you use one activation for all layers")
def one_activation_for_all(x, layers):
    """The activation of the first layer was used in every layer.

    Each layer of Eq. 1.13 brings its own three things: weights, bias and activation. Networks often
    have the same activation everywhere, but the last layer is mostly an exception.

    In the loop of your code, which of the three are taken from the layer at hand? A smaller case:
    the first layer squares and the second one changes nothing. With weights of 1 the input 3
    becomes 9 and stays 9.
    """
    layers = _layers(layers)
    for W, b, _ in layers:
        x = layers[0][2](W @ x + b)
    return x


@misconception("network", says="you always use tanh")
def always_tanh(x, layers):
    """The activations that were given had no influence; each layer used tanh.

    Tanh was only an example of an activation, under Eq. 1.13. The layers bring their own, as the
    third of their entries.

    In the example by hand, the first layer doubles its values. Where in your code could that
    happen? A smaller case: one neuron with weight 1, bias 0 and the square makes 9 of the input 3.
    No tanh goes beyond 1.
    """
    for W, b, _ in _layers(layers):
        x = np.tanh(W @ x + b)
    return x


@misconception("network", says="you apply the activation entry by entry")
def activation_entry_by_entry(x, layers):
    """The activation was called for each neuron separately, with one number instead of a vector.

    For tanh this makes no difference. But an activation may compare the neurons of a layer with
    each other, as softmax does: with one number alone it has nothing to compare.

    In the formula under Eq. 1.13, what does the activation receive: a number, or a vector? A
    smaller case: "take off the largest" makes [-1, 0] of the vector [4, 5]. Of 4 alone and 5 alone
    it makes 0 and 0.
    """
    for W, b, phi in _layers(layers):
        x = np.array([np.ravel(phi(np.array([z])))[0] for z in W @ x + b])
    return x


@misconception("network", says="you leave out the last layer")
def last_layer_left_out(x, layers):
    """The last layer of the network was not used.

    Eq. 1.13 has L layers; a network of one layer is not the same as no network at all. Count how
    often your loop goes round.

    In the example by hand two layers are needed to get to 49. What do you return there?
    """
    x = np.asarray(x, dtype=float)
    for W, b, phi in _layers(layers)[:-1]:
        x = phi(W @ x + b)
    return x


@misconception("network", says="you leave out the first layer")
def first_layer_left_out(x, layers):
    """The first layer of the network was not used: the second one was given the input.

    In Eq. 1.13 the input is what the first layer *works on*; the layer itself has weights. How
    often does your loop go round for two layers, and with which one does it begin?

    In the example by hand, what has to happen to [1, 2] before the second layer sees it?
    """
    layers = _layers(layers)
    for W, b, phi in layers[1:] or layers:
        x = phi(W @ x + b)
    return x


@misconception("network", says="your values are cut to whole numbers")
def values_made_whole(x, layers):
    """After each layer the digits after the decimal point are cut off.

    It happens when values are written into an array that was made of integers: it keeps its type,
    and cuts what does not fit.

    Take the input [1], the weight 0.5, no bias and an identity as activation, by Eq. 1.13. Which
    output do you get, and in which array does it stand?
    """
    for W, b, phi in _layers(layers):
        x = np.asarray(phi(W @ x + b)).astype(int)
    return x


@misconception("network", says="your code writes into the input")
def writes_into_the_input(x, layers):
    """The values of the layers were written into the input that was given.

    Whoever called your function still needs the input; and it has room for as many values as there
    are inputs, not for as many as a layer has neurons.

    Should the values of a layer in Eq. 1.13 replace its input, or get a place of their own? A
    smaller case: a caller who hands you [1, 2] wants to find 1 and 2 there afterwards.
    """
    a = np.asarray(x)
    for W, b, phi in _layers(layers):
        a[:] = phi(W @ a + b)
    return a.copy()


@misconception("network", says="your single output has lost its axis")
def single_output_made_a_number(x, layers):
    """The value is right; but a network with one output returned a number, not a vector of length
    1.

    The output of Eq. 1.13 is a vector with an entry for each neuron of the last layer, also if
    there is one neuron only. Whoever writes a network with M outputs wants to rely on that.

    What is the shape of [49], and what is the shape of 49?
    """
    for W, b, phi in _layers(layers):
        x = phi(W @ x + b)
    return np.squeeze(x)


@misconception("network", says="you apply each activation twice")
def activation_twice(x, layers):
    """In each layer the activation was applied twice.

    In the formula of a layer, under Eq. 1.13, it occurs once. Search your code for both places: the
    end of a layer, and the beginning of the next one.

    In the example by hand the first layer makes [6, 4]. What do you get after it?
    """
    for W, b, phi in _layers(layers):
        x = phi(phi(W @ x + b))
    return x


@misconception("network", says="you return every layer")
def every_layer_returned(x, layers):
    """The values of all the layers came back. They are right, but only the last ones were asked
    for.

    (Back-propagation will keep all of them, for the points at which derivatives are taken.) The
    output y of Eq. 1.13 is what the outermost function makes.

    Which entry of your list is it? A smaller case: two layers that each double make 4 and then 8 of
    the input 2. The answer is [8].
    """
    values = []
    for W, b, phi in _layers(layers):
        x = phi(W @ x + b)
        values.append(x)
    return values


@misconception("network", says="you multiply entry by entry")
def weights_times_entries(x, layers):
    """Weights and inputs were multiplied entry by entry, and not added up: a matrix came out.

    A neuron *adds* what all its inputs bring. In the formula under Eq. 1.13 the weights stand
    beside the vector like a matrix beside a vector, row times column.

    In the example by hand, how do [1, -1] and [1, 2] make one number, -1?
    """
    for W, b, phi in _layers(layers):
        x = phi(W * x + b)
    return x


@misconception("network", says="your bias is a column")
def bias_as_a_column(x, layers):
    """A matrix came out where a vector was asked for: each value met each bias.

    NumPy adds a vector and a column by making a table of all pairs. In the formula under Eq. 1.13
    both have one entry for each neuron, and these are added one by one.

    Print the shapes of the two things that you add. Are they the same? A smaller case: [4, 5] plus
    the bias [1, 2] is [5, 7]. Plus the column [[1], [2]] it is a table of four numbers.
    """
    for W, b, phi in _layers(layers):
        x = phi(W @ x + b[:, None])
    return x


@misconception("network", says="you apply the last activation only")
def activation_at_the_end_only(x, layers):
    """Only the activation of the last layer was applied; the layers before it stayed affine.

    Without activations between them, layers collapse into one, as the fourth prediction shows. In
    Eq. 1.13 all layers are made alike.

    In the example by hand the first layer makes [6, 4] of [3, 2]. Does yours?
    """
    layers = _layers(layers)
    for W, b, _ in layers:
        x = W @ x + b
    return layers[-1][2](x)


# ---------------------------------------------------------------- ★ a neuron and its parameters


def _neuron(X, y, w, b):
    """X, y, w as arrays of floats, then z, a and the errors a - y."""
    X, y, w = _floats(X, y, w)
    z = X @ w + b
    a = np.tanh(z)
    return X, y, w, z, a, a - y


def _mean_gradient(X, dL_dz):
    """The pair made of a derivative with respect to z for each example, and 1/U."""
    return X.T @ dL_dz / len(dL_dz), np.mean(dL_dz)


@guide("neuron_gradient")
def the_gradient_of_a_neuron():
    """Each example is a path from a parameter to the loss, and the loss is a mean. Some
    derivatives, or the shape of the pair, came out differently.

    Go along one path from its end: how does the loss change with a, a with z, and z with each
    parameter? Then ask how the U examples come together.

    A smaller case: one example with the input 4, y = 0.5, w = [0], b = 0. Then z and a are 0, the
    error is -0.5, and tanh has the slope 1 there. The pair is ([-2], -0.5).

    See how it fits together: a neuron far out on its tanh hardly learns, however wrong it is. One
    of the rates on its path is nearly 0, and a product cannot recover from that.
    """


@misconception("neuron_gradient", says="you differentiate with respect to the input")
def gradient_of_the_input(X, y, w, b):
    """The answer says how the loss changes with the *inputs*: its entries go with the weights.

    Inputs are given by the world; training moves the parameters (Section 2.1). The last factor on
    each path is the derivative of z with respect to a weight.

    In z = w1 x1 + w2 x2 + b, which letter is left when you differentiate with respect to w1?
    """
    X, y, w, _, a, error = _neuron(X, y, w, b)
    slope = np.mean(error * (1 - a**2))
    return slope * w, slope


@misconception("neuron_gradient", says="your gradient is twice too large")
def twice_too_large(X, y, w, b):
    """All numbers are exactly twice as large as they should be.

    The loss has a factor one half in front of the square. Differentiate half of a square by hand:
    something cancels.

    What is the derivative of one half of e squared with respect to e, and what is that of e
    squared? A smaller case: half of the square of 5 is 12.5, half of the square of 5.1 is 13.005.
    For 0.1 it grew by 0.5, so the rate is about 5.
    """
    X, y, w, _, a, error = _neuron(X, y, w, b)
    return _mean_gradient(X, 2 * error * (1 - a**2))


@misconception("neuron_gradient", says="your gradient has one half too many")
def half_too_much(X, y, w, b):
    """All numbers are exactly half as large as they should be.

    The one half in the loss is there to cancel something. Differentiate one half of (a - y) squared
    with respect to a, by hand, and see what is left of it.

    What comes down from the exponent? A smaller case: half of the square of 5 is 12.5, half of the
    square of 5.1 is 13.005. For 0.1 the loss grew by 0.5, so the rate is about 5.
    """
    X, y, w, _, a, error = _neuron(X, y, w, b)
    return _mean_gradient(X, error * (1 - a**2) / 2)


@misconception("neuron_gradient", says="you add where you should average")
def sum_not_mean(X, y, w, b):
    """All numbers are too large, by a factor that is the number of examples.

    In front of the sum in the loss stands 1/U. A derivative keeps constant factors.

    If every example were given twice, should the gradient of the *mean* loss change? Does yours? A
    smaller case: contributions of 0.2 and 0.4 have the mean 0.3, and with each given twice it is
    still 0.3.
    """
    X, y, w, _, a, error = _neuron(X, y, w, b)
    slope = error * (1 - a**2)
    return X.T @ slope, np.sum(slope)


@misconception("neuron_gradient", says="you divide by the number of inputs")
def divided_by_the_inputs(X, y, w, b):
    """The sum was divided by the number of inputs; the mean is over the examples.

    X has a row for each of the U examples and a column for each of the D inputs. In the loss
    stands 1/U.

    For four examples with two inputs each, by which number should the sum be divided? Which of the
    two lengths does your code take?
    """
    X, y, w, _, a, error = _neuron(X, y, w, b)
    slope = error * (1 - a**2)
    return X.T @ slope / len(w), np.sum(slope) / len(w)


@misconception("neuron_gradient", says="you leave out the slope of tanh")
def slope_of_tanh_missing(X, y, w, b):
    """The path was followed as if the neuron had no tanh: one factor on it is missing.

    Three rates stand on each path: from the loss to a, from a to z, and from z to a parameter.
    Where tanh is steep you are nearly right, where it is flat you are far off.

    What should the gradient be for z = 20, your fifth prediction? A smaller case: at z = 0 tanh has
    the slope 1. At z = 1 it has 0.42, and at z = 3 only 0.01.
    """
    X, y, w, _, _, error = _neuron(X, y, w, b)
    return _mean_gradient(X, error)


@misconception("neuron_gradient", says="you take the slope of tanh at its output")
def slope_at_the_output(X, y, w, b):
    """The slope of tanh was taken at a; but a is what tanh *returned*.

    A derivative belongs to the place where its function works: what went into tanh? Eq. 1.10, each
    factor at its own point.

    The rule tanh' = 1 - tanh squared has tanh of z in it. Do you still have to apply tanh to a for
    it? A smaller case: for z = 1 the output is 0.76. The slope there is 1 less the square of 0.76,
    0.42.
    """
    X, y, w, _, a, error = _neuron(X, y, w, b)
    return _mean_gradient(X, error * (1 - np.tanh(a) ** 2))


@misconception("neuron_gradient", says="you use z where tanh(z) belongs")
def slope_from_z(X, y, w, b):
    """The slope of tanh was computed with z in place of tanh(z).

    The rule is tanh'(z) = 1 - tanh(z) squared. For a large z the slope of tanh is nearly 0, and it
    is never negative.

    What is 1 - z squared for z = 3? Which quantity of the forward pass should have been squared?
    """
    X, y, w, z, _, error = _neuron(X, y, w, b)
    return _mean_gradient(X, error * (1 - z**2))


@misconception("neuron_gradient", says="you take the value of tanh for its slope")
def value_of_tanh_for_its_slope(X, y, w, b):
    """Instead of the slope of tanh stands its value.

    A nudge of z is stretched by how *steep* tanh is at z, not by how high it is. At z = 0 tanh is
    0, but its slope is 1: there you find no gradient at all.

    In the example by hand z is 0. What do you get for it? A smaller case: at z = 3 tanh is 0.995
    high, and its slope is 0.01.
    """
    X, y, w, _, a, error = _neuron(X, y, w, b)
    return _mean_gradient(X, error * a)


@misconception("neuron_gradient", says="you use the slope of the logistic function")
def slope_of_the_logistic(X, y, w, b):
    """Instead of the slope of tanh stands that of the logistic function, a (1 - a).

    Each activation has a slope of its own. At z = 0 that of tanh is 1; the text before the exercise
    gives the rule for every z.

    Which values does the logistic function take, and which does tanh? What does a (1 - a) give
    where tanh is negative? A smaller case: for a = -0.5 the logistic rule gives -0.75, as if tanh
    fell there.
    """
    X, y, w, _, a, error = _neuron(X, y, w, b)
    return _mean_gradient(X, error * a * (1 - a))


@misconception("neuron_gradient", says="you leave out the square in the slope of tanh")
def slope_without_the_square(X, y, w, b):
    """In the slope of tanh the square is missing.

    The slope must be the same at z and at -z, since tanh is as steep on the left of 0 as on the
    right. The rule stands before the exercise.

    Try it for a = -0.6: is your slope the same as for a = 0.6?
    """
    X, y, w, _, a, error = _neuron(X, y, w, b)
    return _mean_gradient(X, error * (1 - a))


@misconception("neuron_gradient", says="you add where the slope of tanh subtracts")
def slope_with_a_plus(X, y, w, b):
    """The slope of tanh has the wrong sign inside: it grows where tanh gets flat.

    Tanh is steepest in the middle, with slope 1, and levels off on both sides. The rule before the
    exercise makes a number between 0 and 1 of this.

    What is your slope at a = 0, and at a = 0.9? Which of the two places is steeper?
    """
    X, y, w, _, a, error = _neuron(X, y, w, b)
    return _mean_gradient(X, error * (1 + a**2))


@misconception("neuron_gradient", says="your error has the wrong sign")
def error_turned_around(X, y, w, b):
    """All numbers have the right size and the opposite sign.

    The error in the loss is a - y, prediction minus desired output. In the square the order does
    not matter; in the derivative it does.

    If the prediction is too large, and you raise the bias, does the loss grow or shrink? What does
    your sign say? A smaller case: a = 0.5 and y = 0. If the bias grows, so do a and the loss: the
    derivative with respect to b has to be positive.
    """
    X, y, w, _, a, error = _neuron(X, y, w, b)
    return _mean_gradient(X, -error * (1 - a**2))


@misconception("neuron_gradient", says="you leave the bias out of z")
def bias_left_out_of_z(X, y, w, b):
    """With b = 0 the answer is right; otherwise the prediction was made without the bias.

    The derivatives are taken at the point where the neuron works, and there b is a part of z.
    Compute z and a first, by the formulas above the exercise, for all examples.

    Which examples notice the bias: some, or all? A smaller case: w = [0] and b = 1 make z = 1 for
    every example, whatever the inputs are.
    """
    X, y, w, _, _, _ = _neuron(X, y, w, b)
    a = np.tanh(X @ w)
    return _mean_gradient(X, (a - y) * (1 - a**2))


@misconception("neuron_gradient", says="you return the bias first")
def bias_first(X, y, w, b):
    """Both parts are right, but they came in the wrong order: the bias first.

    The docstring asks for a pair, the derivatives with respect to w, and then the one with respect
    to b. The parameters stand in the same order in the list of arguments.

    Which part of your result is the vector? A smaller case: with 2 inputs the pair looks like ([-6,
    -3], -3), first two numbers in a list, then one.
    """
    X, y, w, _, a, error = _neuron(X, y, w, b)
    return _mean_gradient(X, error * (1 - a**2))[::-1]


@misconception("neuron_gradient", says="you return one vector for both")
def one_vector_for_both(X, y, w, b):
    """The numbers are right, but they came in one vector, with the bias as its last entry.

    That is a good way to keep parameters, and assignment 5 does it. Here a pair is asked for: what
    belongs to w, and what belongs to b, each by itself.

    How does a Python function return two things? A smaller case: with two weights the pair looks
    like ([-6, -3], -3), and not like [-6, -3, -3].
    """
    X, y, w, _, a, error = _neuron(X, y, w, b)
    dw, db = _mean_gradient(X, error * (1 - a**2))
    return np.append(dw, db)


@misconception("neuron_gradient", says="you do not use the desired outputs")
def answers_ignored(X, y, w, b):
    """The desired outputs had no influence on the gradient.

    The loss compares each prediction with what was desired; so does its derivative with respect to
    a. If all predictions were right, nothing would have to be changed.

    What does your function say when a equals y for every example? A smaller case: with a = 0.5 the
    loss is level if y = 0.5, and falls with growing a if y = 1. One and the same a, but two slopes.
    """
    X, y, w, _, a, _ = _neuron(X, y, w, b)
    return _mean_gradient(X, a * (1 - a**2))


@misconception("neuron_gradient", says="you measure the error before tanh")
def error_before_tanh(X, y, w, b):
    """The error was measured before the activation: z was compared with y, not a.

    What the neuron answers is a = tanh(z). In the loss, look at what stands next to y.

    For z = 20 and y = 1 the neuron is right. How large is the error in your code?
    """
    X, y, w, z, a, _ = _neuron(X, y, w, b)
    return _mean_gradient(X, (z - y) * (1 - a**2))


@misconception("neuron_gradient", says="your neuron has no tanh")
def neuron_without_tanh(X, y, w, b):
    """This is the gradient of a neuron without an activation.

    Tanh occurs twice in what you need: in the prediction, and, with its slope, on the path. Write
    the three formulas for z, a and the loss next to your code.

    Which of them is missing there? And which factor on each path? A smaller case: at z = 0 tanh has
    the value 0 and the slope 1. Far out, at z = 20, it has the value 1 and hardly any slope.
    """
    X, y, w, z, _, _ = _neuron(X, y, w, b)
    return _mean_gradient(X, z - y)


@misconception("neuron_gradient", says="you square the error")
def error_squared(X, y, w, b):
    """The error still stands squared in the gradient; so its sign is lost.

    The gradient must tell a prediction that is too high from one that is too low. Differentiate one
    half of (a - y) squared with respect to a, by hand.

    Which power of the error is left? A smaller case: a = 0.5 with y = 0, and with y = 1. The errors
    are 0.5 and -0.5, and their squares are the same.
    """
    X, y, w, _, a, error = _neuron(X, y, w, b)
    return _mean_gradient(X, error**2 * (1 - a**2))


@misconception("neuron_gradient", says="your errors have lost their signs")
def sizes_of_errors(X, y, w, b):
    """The errors were made positive before they were used.

    Where a prediction is too low, the gradient has to point the other way than where it is too
    high. The derivative of the squared error keeps its sign.

    Two examples with errors 0.3 and -0.3, alike in all else: what should the mean gradient be?
    """
    X, y, w, _, a, error = _neuron(X, y, w, b)
    return _mean_gradient(X, np.abs(error) * (1 - a**2))


@misconception("neuron_gradient", says="you multiply two means")
def means_multiplied(X, y, w, b):
    """The means of the inputs and of the error terms were taken separately, and multiplied.

    There is a path for each example, and on it the example's own input meets its own error.
    Multiply first, then average: as in Eq. 1.11, a sum of products is not a product of sums.

    For inputs (1, -1) and error terms (1, -1), what do the two ways give?
    """
    X, y, w, _, a, error = _neuron(X, y, w, b)
    slope = np.mean(error * (1 - a**2))
    return slope * X.mean(axis=0), slope


@misconception("neuron_gradient", says="you average over the inputs as well")
def weights_averaged_to_one_number(X, y, w, b):
    """For the weights one number came back, where there is one for each input.

    `np.mean` without an axis averages everything that it gets. Write down the shape of what you
    give it, and the shape of what you want.

    Which of the two axes stands for the examples? A smaller case: the rows [1, 10] and [3, 30] have
    the mean [2, 20] over the examples. Over everything it is 11.
    """
    X, y, w, _, a, error = _neuron(X, y, w, b)
    slope = error * (1 - a**2)
    return np.mean(slope[:, None] * X), np.mean(slope)


@misconception("neuron_gradient", says="you multiply by the weights")
def weights_left_in(X, y, w, b):
    """The derivative with respect to each weight still has that weight as a factor.

    z contains w times x. When one differentiates with respect to w, the factor x is left, and w
    itself is gone.

    What does your function say about a weight that is 0? Could it ever learn to become something
    else? A smaller case: for the input 5 the z grows by 0.5 when the weight grows by 0.1, be the
    weight 0 or 100.
    """
    X, y, w, _, a, error = _neuron(X, y, w, b)
    dw, db = _mean_gradient(X, error * (1 - a**2))
    return dw * w, db


@misconception("neuron_gradient", says="you multiply by the bias")
def bias_left_in(X, y, w, b):
    """The derivative with respect to b still has b as a factor; the derivatives with respect to
    the weights are right.

    In z the bias is added, and nothing is multiplied with it. So what is the last rate on its path?

    If b is 0 now, could your neuron ever give it another value? A smaller case: when the bias grows
    from 0 to 0.1, z grows by 0.1. When it grows from 7 to 7.1, z grows by 0.1 as well.
    """
    X, y, w, _, a, error = _neuron(X, y, w, b)
    dw, db = _mean_gradient(X, error * (1 - a**2))
    return dw, db * b


@misconception("neuron_gradient", says="your bias never learns")
def bias_never_learns(X, y, w, b):
    """The derivative with respect to b is always 0; the derivatives with respect to the weights
    are right.

    The bias is a constant to the *inputs*, but it is a parameter: nudge it, and every z moves by
    the same amount.

    In z = w x + b, how far does z move when b does? A smaller case: w x is 3. With b = 1 the z is
    4, with b = 1.1 it is 4.1.
    """
    X, y, w, _, a, error = _neuron(X, y, w, b)
    return _mean_gradient(X, error * (1 - a**2))[0], 0.0


@misconception("neuron_gradient", says="you add for the bias and average for the weights")
def bias_summed_weights_averaged(X, y, w, b):
    """The derivatives with respect to the weights are right; that by b is too large, by the
    number of examples.

    Both parts are derivatives of the same loss, with the same 1/U in front.

    Write the two sums above the exercise one under the other: where does the 1/U stand in each, and
    where is it in your code?
    """
    X, y, w, _, a, error = _neuron(X, y, w, b)
    slope = error * (1 - a**2)
    return _mean_gradient(X, slope)[0], np.sum(slope)


@misconception("neuron_gradient", says="you return a bias for each example")
def bias_per_example(X, y, w, b):
    """For the bias a number for each example came back. Added up they would be right.

    There is one bias, and U paths lead from it to the loss. By Eq. 1.11 the contributions of the
    paths are added, as you have done for the weights.

    How many numbers does the second part of the pair consist of, by the docstring? A smaller case:
    two examples that bring 0.2 and 0.3 to the bias make 0.5, one number.
    """
    X, y, w, _, a, error = _neuron(X, y, w, b)
    slope = error * (1 - a**2) / len(error)
    return X.T @ slope, slope


@misconception("neuron_gradient", says="you put the bias into a list")
def bias_in_a_list(X, y, w, b):
    """The numbers are right, but the derivative with respect to b came as a list or array of one
    entry.

    The bias is a plain number, and so is its derivative: its shape is (), not (1,). A step of
    training would otherwise make an array of the bias.

    In which line does the number get its brackets, or does an array keep one axis too many? A
    smaller case: a bias of 1 less the list [0.5] is [0.5], a list again, and no plain number any
    more.
    """
    X, y, w, _, a, error = _neuron(X, y, w, b)
    dw, db = _mean_gradient(X, error * (1 - a**2))
    return dw, [db]


@misconception("neuron_gradient", says="your weights are a column")
def weights_in_a_column(X, y, w, b):
    """The numbers are right, but the derivatives with respect to the weights stand in a column.

    The gradient has to have the shape of w, (D,), so that one can be subtracted from the other. A
    column has the shape (D, 1), and NumPy makes a whole table of the difference.

    Where in your code does a second axis come in? A smaller case: two weights less a column of two
    numbers make a table of 2 by 2.
    """
    X, y, w, _, a, error = _neuron(X, y, w, b)
    dw, db = _mean_gradient(X, error * (1 - a**2))
    return dw[:, None], db


@misconception("neuron_gradient", says="you use the first example only")
def first_example_only(X, y, w, b):
    """Only the first example had an influence on the gradient.

    The loss is a mean over all U examples, and each of them is a path. A `return` inside a loop
    ends it in its first turn.

    If the first example is predicted perfectly, but the others are not, what does your function
    say? A smaller case: two examples whose contributions are 0 and 0.4 have the mean 0.2.
    """
    X, y, w, _, a, error = _neuron(X, y, w, b)
    return _mean_gradient(X[:1], (error * (1 - a**2))[:1])


@misconception("neuron_gradient", says="you add along the inputs")
def rows_for_columns(X, y, w, b):
    """The sum went over the inputs of one example, where it should go over the examples.

    X has a row for each example. For one weight you need one *column* of X: what all the examples
    have there. With as many inputs as examples, nothing but the values shows the mistake.

    Along which axis does your product add up? A smaller case: the examples [1, 2] and [3, 4] have
    the columns 1, 3 and 2, 4. For the first weight the numbers 1 and 3 count.
    """
    X, y, w, _, a, error = _neuron(X, y, w, b)
    slope = error * (1 - a**2) / len(error)
    return X @ slope, np.sum(slope)


@misconception("neuron_gradient", says="your gradient is cut to whole numbers")
def gradient_made_whole(X, y, w, b):
    """For weights that are whole numbers, the digits after the decimal point of the gradient are
    cut off.

    An array that is made like w has the type of w: made for integers, it keeps integers only,
    whatever is put into it.

    Try the example by hand with y = 2.5. Of which type is the array in which you collect the sum? A
    smaller case: -2.5 stored among integers is -2.
    """
    given = np.asarray(w)
    X, y, w, _, a, error = _neuron(X, y, w, b)
    dw, db = _mean_gradient(X, error * (1 - a**2))
    return dw.astype(given.dtype), db


@misconception("neuron_gradient", says="your code changes the examples")
def examples_overwritten(X, y, w, b):
    """The answer is right, but afterwards the examples that were given have been changed.

    The next step of training would work with spoiled data. Operators such as `*=` work *in* the
    array, and a second name for it does not protect it.

    Print X before and after the call. Which line changes it? A smaller case: a caller who hands you
    the example [[2, 1]] wants to find 2 and 1 there when the training goes on.
    """
    values = np.asarray(X)
    _, y, w, _, a, error = _neuron(X, y, w, b)
    slope = error * (1 - a**2)
    values *= slope[:, None]
    return values.mean(axis=0), np.mean(slope)


# ---------------------------------------------------------------- the figure


def _draw(ax, x, lines, total):
    """Labelled lines and their labelled total, with a legend."""
    for number, line in enumerate(lines, start=1):
        ax.plot(x, line, label=f"path {number}")
    ax.plot(x, total, "--", label="sum")
    ax.legend()


@guide("plot_paths")
def the_figure_of_paths():
    """The figure shows one named line for each path and one for their sum. Some of it is
    missing, or in another order.

    Count the lines and the names in the legend, for the example by hand. Which line comes last, and
    on which axes is it drawn?

    A smaller case: the rows [2, 0] and [1, 1] over the places 0 and 1 make three lines; the third
    one, from 3 down to 1, is their sum.

    Look where a path and the sum have different signs. There, this path alone would send the step
    the wrong way, and only the sum knows.
    """


@misconception("plot_paths", says="you draw columns as paths")
def columns_as_paths(ax, x, contributions):
    """The lines that were drawn belong to the places, not to the paths: rows and columns are
    exchanged.

    In the table of contributions a *row* is a path, and a column is a place. With as many paths as
    places Matplotlib does not complain; otherwise the lengths do not fit.

    In the example by hand, which two numbers belong to the first path? A smaller case: the rows [1,
    2, 3] and [4, 5, 6] are two paths over three places.
    """
    table = np.asarray(contributions, dtype=float)
    _draw(ax, x, table.T, table.sum(axis=0))


@misconception("plot_paths", says="you do not draw the sum")
def total_missing(ax, x, contributions):
    """All the paths are there, but their sum was not drawn.

    The total derivative of Eq. 1.11 is what the figure is for: the paths explain it.

    At each place, what do the contributions make together? In the example by hand it is 4 at the
    first place, and 1 at the second.
    """
    for number, line in enumerate(contributions, start=1):
        ax.plot(x, line, label=f"path {number}")
    ax.legend()


@misconception("plot_paths", says="you do not draw the paths")
def paths_missing(ax, x, contributions):
    """The sum was drawn, but not the paths that it comes from.

    A total of 0 may mean that nothing happens, or that two paths cancel, as in a picture to come.
    Only the single contributions of Eq. 1.11 tell one from the other.

    How many lines should there be for three paths? A smaller case: two paths that bring 5 and -5
    have the sum 0. Only their own lines show that something happens.
    """
    _draw(ax, x, [], np.sum(contributions, axis=0))


@misconception("plot_paths", says="you draw the mean, not the sum")
def mean_for_total(ax, x, contributions):
    """Instead of the sum of the paths their mean was drawn: it is too flat.

    Eq. 1.11 adds the contributions and does not divide by anything. If all paths bring the same,
    the total is higher than each of them.

    In the example by hand the paths bring 1 and 3 at the first place. Where should the total be? A
    smaller case: two people who push a cart with 3 and 5 push it with 8.
    """
    _draw(ax, x, contributions, np.mean(contributions, axis=0))


@misconception("plot_paths", says="you draw the product, not the sum")
def product_for_total(ax, x, contributions):
    """Instead of the sum of the paths their product was drawn.

    Rates multiply *along* a path, and this has been done already: each row is the contribution of a
    whole path. Eq. 1.11 says what happens between paths.

    If one path contributes nothing at some place, is the total 0 there? A smaller case: two paths
    that bring 3 and 4 at some place make 7 there, not 12.
    """
    _draw(ax, x, contributions, np.prod(contributions, axis=0))


@misconception("plot_paths", says="you add over the places")
def sum_over_places(ax, x, contributions):
    """The line of the total shows, for each path, the sum over all places: the wrong axis was
    added up.

    In the table a row is a path, a column is a place. The total derivative of Eq. 1.11 has a value
    at each *place*.

    In the example by hand the total is [4, 1]. Which numbers make the 4?
    """
    _draw(ax, x, contributions, np.sum(contributions, axis=1))


@misconception("plot_paths", says="you add up everything")
def grand_total(ax, x, contributions):
    """The line of the total is flat: all numbers of the table, of every path and place, were
    added.

    The total derivative of Eq. 1.11 has a value at each place. A sum without an axis adds up
    everything.

    In the example by hand the total is [4, 1]. What do you get there? A smaller case: the rows [1,
    2] and [10, 20] have the sum [11, 22], over the places.
    """
    _draw(ax, x, contributions, np.full(np.shape(x), np.sum(contributions)))


@misconception("plot_paths", says="you draw running sums")
def running_sums(ax, x, contributions):
    """The paths are stacked: each line stands on the ones before it, so that only the first one
    shows its own contribution.

    The last line is the total indeed. But one cannot see any more where a path pushes up or down.

    In the example by hand, the second path is [3, -1]. At which heights is its line to be drawn?
    """
    sums = np.cumsum(np.asarray(contributions, dtype=float), axis=0)
    _draw(ax, x, sums, sums[-1])


@misconception("plot_paths", says="your contributions have lost their signs")
def sizes_of_contributions(ax, x, contributions):
    """All the lines lie above zero: the signs of the contributions got lost.

    Whether a path raises or lowers the loss is the point of the figure; in Eq. 1.11 signs decide
    whether paths help each other or cancel.

    In the example by hand, one contribution is -1. Where should its line be at that place? A
    smaller case: two paths that bring 5 and -5 have the sum 0; without signs it would be 10.
    """
    sizes = np.abs(contributions)
    _draw(ax, x, sizes, sizes.sum(axis=0))


@misconception("plot_paths", says="you add the sizes")
def total_of_sizes(ax, x, contributions):
    """The paths are right, but in the sum all of them were counted upwards.

    Contributions have signs, and Eq. 1.11 adds them with their signs: one path may take away what
    another one brings.

    In the example by hand, the contributions at the second place are 2 and -1. Is their sum 3?
    """
    _draw(ax, x, contributions, np.sum(np.abs(contributions), axis=0))


@misconception("plot_paths", says="you do not use x")
def places_ignored(ax, x, contributions):
    """The lines stand over 0, 1, 2, ... and not over the places that were given.

    When Matplotlib gets one list it takes it for the heights, and counts the places itself.

    Which of the three arguments of your function is never used? And in which order does `ax.plot`
    take two lists?
    """
    table = np.asarray(contributions, dtype=float)
    _draw(ax, np.arange(table.shape[1]), table, table.sum(axis=0))


@misconception("plot_paths", says="your axes are exchanged")
def axes_exchanged(ax, x, contributions):
    """The curves lie on their side: the contributions run to the right, and the places upwards.

    A derivative over x is drawn with x on the horizontal axis. Matplotlib takes the horizontal
    values first.

    In the example by hand, through which two points should the line of the first path go? A smaller
    case: a path that brings 7 at the place 2 has its point at (2, 7), not at (7, 2).
    """
    for number, line in enumerate(contributions, start=1):
        ax.plot(line, x, label=f"path {number}")
    ax.plot(np.sum(contributions, axis=0), x, label="sum")
    ax.legend()


@misconception("plot_paths", says="you leave out the first path")
def first_path_not_drawn(ax, x, contributions):
    """All the paths are drawn but the first one; the sum is right.

    Count the lines for the example by hand: two paths and their sum, so there should be three.

    Python counts from 0. With which index does your loop begin? A smaller case: the 2 rows of a
    table have the indices 0 and 1.
    """
    _draw(ax, x, contributions[1:], np.sum(contributions, axis=0))


@misconception("plot_paths", says="you leave out the last path")
def last_path_not_drawn(ax, x, contributions):
    """All the paths are drawn but the last one; the sum is right.

    Count the lines for the example by hand: two paths and their sum, so there should be three.

    Python stops before the end of a range. Which is the last index that your loop gets to, and
    which is the last one of the table? A smaller case: for a table of 3 rows the indices are 0, 1,
    2, and each of them gets a line.
    """
    _draw(ax, x, contributions[:-1], np.sum(contributions, axis=0))


@misconception("plot_paths", says="you draw the sum first")
def total_first(ax, x, contributions):
    """All the lines are right, but the sum was drawn before the paths.

    What is drawn later lies on top, and comes later in the legend: the sum should not vanish behind
    the lines that it is made of.

    In which order does the exercise ask for the lines, and in which order does your code draw them?
    A smaller case: the rows [1, 2] and [3, 4] are drawn first and second, and their sum [4, 6]
    third.
    """
    ax.plot(x, np.sum(contributions, axis=0), "--", label="sum")
    for number, line in enumerate(contributions, start=1):
        ax.plot(x, line, label=f"path {number}")
    ax.legend()


@misconception("plot_paths", says="you draw the sum as dots")
def total_as_dots(ax, x, contributions):
    """The sum was drawn as single marks, without a line to join them.

    A derivative has a value at every place, also between the given ones; a line says so, dots do
    not. The exercise asks for a line for the sum, as for each path.

    Which part of a format such as "o" or "o--" makes the line? A smaller case: the sum [4, 6] over
    the places 0 and 1 passes through 5 in between. Dots would not show that.
    """
    for number, line in enumerate(contributions, start=1):
        ax.plot(x, line, label=f"path {number}")
    ax.plot(x, np.sum(contributions, axis=0), "o", label="sum")
    ax.legend()


@misconception("plot_paths", says="you draw dots, not lines")
def all_as_dots(ax, x, contributions):
    """Only single marks were drawn, and no line joins them.

    The contribution of a path has a value at every place, also between the given ones. A scatter
    plot is for measurements; a curve is drawn as a line.

    Which function of `ax` joins points by lines? A smaller case: the row [1, 3] over the places 0
    and 1 passes through 2 in between. Dots would not show that.
    """
    for number, line in enumerate(contributions, start=1):
        ax.scatter(x, line, label=f"path {number}")
    ax.scatter(x, np.sum(contributions, axis=0), label="sum")
    ax.legend()


@misconception("plot_paths", says="your lines have no names")
def lines_without_names(ax, x, contributions):
    """All the lines are there, but nobody can tell which is which: no label of theirs can be shown.

    A figure should explain itself. Each line gets its name where it is drawn, and a legend shows
    the names; a label that begins with `_` counts as none.

    If somebody finds your figure on a poster, how could they know which line is the total? A
    smaller case: of three lines two are called "path 1" and "path 2". Then it is clear which one is
    left.
    """
    for line in contributions:
        ax.plot(x, line)
    ax.plot(x, np.sum(contributions, axis=0), "--")


@misconception("plot_paths", says="your figure has no legend")
def names_without_a_legend(ax, x, contributions):
    """Every line has a label, but the labels cannot be seen in the figure.

    Matplotlib keeps the labels for itself until it is told to show them, in a small box beside the
    lines.

    Which method of `ax` makes that box, and when does it have to be called: before the lines are
    drawn, or after? A smaller case: two paths and their sum make a box with three names.
    """
    for number, line in enumerate(contributions, start=1):
        ax.plot(x, line, label=f"path {number}")
    ax.plot(x, np.sum(contributions, axis=0), "--", label="sum")


@misconception("plot_paths", says="your paths share one name")
def one_name_for_all(ax, x, contributions):
    """All the paths have the same label, so that the legend does not tell them apart.

    A name that fits everything names nothing. The paths are counted; so may their labels be.

    What differs from turn to turn in your loop that could go into the label? A smaller case: in
    Python f"day {3}" makes the text "day 3".
    """
    for line in contributions:
        ax.plot(x, line, label="path")
    ax.plot(x, np.sum(contributions, axis=0), "--", label="sum")
    ax.legend()


@misconception("plot_paths", says="your sum has no name")
def total_without_a_name(ax, x, contributions):
    """The paths have labels, but their sum has none: it is missing in the legend.

    The total derivative is the line that the reader looks for first.

    Go through the calls that draw something, one by one. Which of them says what it draws, and
    which does not? A smaller case: two paths and their sum make a box with three names. Count
    yours.
    """
    for number, line in enumerate(contributions, start=1):
        ax.plot(x, line, label=f"path {number}")
    ax.plot(x, np.sum(contributions, axis=0), "--")
    ax.legend()


@misconception("plot_paths", says="your code draws nothing on the Axes that came in")
def drawn_somewhere_else(ax, x, contributions):
    """The Axes that was given stayed empty; the lines went elsewhere.

    `plt.plot` draws on whatever Matplotlib holds for the current Axes, and that need not be the one
    in your hand. In a row of pictures all the lines would end up in the last one.

    Which argument of your function says where to draw, and which of your lines mention it? A
    smaller case: of two drawing areas side by side, the left one is handed to you. What turns up in
    the right one does not count.
    """


# ---------------------------------------------------------------- predictions


@guide("questions")
def the_predictions():
    """Some answers do not have the form that was asked for, or one under "Have you understood
    it?" is not right for other numbers.

    Read what exactly the question asks for, and in which form: a letter, a number, a pair.
    Predictions earn their points right or wrong; an answer under "Have you understood it?" has to
    be right for any numbers.

    A smaller case of the same kind: y1 = x, y2 = 2 x, and h is their product. At x = 3 the two
    paths bring 6 times 1 and 3 times 2, so 12; and h is twice the square of x, whose slope at 3 is
    12 as well.

    Most of these could be found in a second way, without the formula. Two ways that agree are the
    best check there is.
    """


@misconception(
    "questions", says="you describe the first answer and give no number", function="question_1"
)
def first_answered_in_words():
    """Your first prediction could not be read: it is not one number.

    Eq. 1.10 makes one number of three factors. Return that number alone, without quotation marks.

    Which three entries of the table are the factors? Multiply them, and mind the sign. A smaller
    case: the rates 2, 5 and -1 make the number -10, written without quotation marks.
    """
    return "a product"


@misconception(
    "questions", says="you describe the second answer and give no number", function="question_2"
)
def second_answered_in_words():
    """Your second prediction could not be read: it is not one number.

    Eq. 1.11 ends in one number: work out the five rates at x = 1 and put them in. Return the result
    without quotation marks.

    For the check: what is the loss as a formula in x alone? A smaller case: if the rate of the loss
    is 2, and two paths bring 5 and 1, the answer is the number 12.
    """
    return "both paths"


@misconception(
    "questions", says="you describe the third answer and give no letter", function="question_3"
)
def third_answered_in_words():
    """Your third prediction could not be read: it is none of the four letters.

    Four statements are offered, each with a letter. Return that letter alone, in quotation marks.

    Count the multiplications for both ways, and divide the larger number by the smaller. Which of
    the statements comes closest? A smaller case: a row of 2 times a 2 by 2 matrix takes 4
    multiplications, while two 2 by 2 matrices take 8.
    """
    return "E"


@misconception(
    "questions", says="you describe the fourth answer and give no number", function="question_4"
)
def fourth_answered_in_words():
    """Your fourth prediction could not be read: it is not one number.

    Write the two layers as one formula in x, multiply out, and return what stands there without x;
    no quotation marks.

    What does the first layer make of 0, and the second of that? A smaller case: the layers x + 1
    and 10 x + 5 make 10 x + 15. Without x there stands the number 15.
    """
    return "it depends"


@misconception(
    "questions", says="you describe the fifth answer and give no letter", function="question_5"
)
def fifth_answered_in_words():
    """Your fifth prediction could not be read: it is none of the four letters.

    Four sizes are offered, each with a letter. Return that letter alone, in quotation marks.

    Multiply the three rates on the path from b to the loss: the error, the slope of tanh at z, and
    what z does when b is nudged. To which of the four does this come closest?
    """
    return "none"


@misconception("questions", says="you count one of the two products", function="question_6")
def counts_the_first_product_alone(width):
    """From the left only one multiplication of matrices was counted.

    From the left there are two of them: the row times a square, and what comes out times
    another square.

    A smaller case: with single entries, 2 times 3 times 5 takes two multiplications.
    """
    return (width**2, width**3 + width**2)


@misconception("questions", says="the brackets change nothing in the work", function="question_6")
def counts_alike_from_both_sides(width):
    """The two numbers are the same.

    Write down the shape of what stands in the brackets, once for each way: a row in one of
    them, a square in the other. To multiply an a × b matrix with a b × c matrix takes a b c
    multiplications.

    A smaller case: a row of 2 numbers times a 2 × 2 matrix takes 4 multiplications, and two 2
    × 2 matrices take 8.
    """
    return (2 * width**2, 2 * width**2)


@misconception("questions", says="you give the ratio of the two numbers", function="question_6")
def gives_the_ratio_of_the_work(width):
    """One number came back, and two were asked for.

    Return the number of multiplications from the left and the one from the right, as a pair.

    A smaller case: for two ways that take 4 and 8 steps, return the pair (4, 8).
    """
    return (width + 1) / 2


@misconception("questions", says="the first bias is added as it is", function="question_7")
def adds_the_biases_as_they_are(W1, b1, W2, b2):
    """The weight is right, and the two biases were just added.

    Put the input 0 into the first layer: its bias comes out. What does the second layer do to
    that number?

    A smaller case: the layers x + 1 and 10 a + 5 make 15 of the input 0: first 1, and then 10
    + 5.
    """
    return (W1 * W2, b1 + b2)


@misconception("questions", says="the second layer acts first", function="question_7")
def lets_the_second_layer_act_first(W1, b1, W2, b2):
    """The weight is right. The bias is the one of the opposite order of layers.

    The input meets the first layer, W1 and b1, and what comes out of it meets the second one.

    A smaller case: "add 1, then double" makes 8 of 3, while "double, then add 1" makes 7.
    """
    return (W1 * W2, W1 * b2 + b1)


@misconception("questions", says="you give the bias alone", function="question_7")
def gives_the_bias_alone(W1, b1, W2, b2):
    """One number came back, and two were asked for.

    The single layer has a weight and a bias: return both, in this order.

    A smaller case: the layer 4 x + 9 is the pair (4, 9).
    """
    return W2 * b1 + b2
