"""Known wrong versions of the exercise of assignment 0; each docstring is the hint a student sees.

Paragraph by paragraph a hint says more: what was observed, where to look, a question to go on with.
"""

from autograder.checks import guide, misconception


@guide("area")
def the_area():
    """Some rectangles came out larger or smaller than they are. An area counts the unit squares
    that fill a shape.

    Draw the rectangle of the call that is shown on squared paper, and count. Then work out on
    paper, step by step, what your function does with the same two numbers.

    A smaller case: a chessboard has 8 rows of 8 squares each. How many squares is that, and what
    does your function say of it?

    That was the whole way: change, save, ask, read, change again. Every exercise of this course
    goes like this one, and nobody counts how often you ask.
    """


@misconception("area", says="your code adds the two sides")
def adds_the_sides(width, height):
    """What came out is as long as the two sides laid end to end: a length, and no area.

    Look at the sign between `width` and `height`, and try it with a rectangle that is 3 wide and 2
    high, as in the docstring.

    A smaller case: 2 rows of 3 squares each. Are these 5 squares? Count them, then think of the
    sign that turns rows and squares in a row into squares.
    """
    return width + height


@misconception("area", says="your code walks around the rectangle")
def walks_around(width, height):
    """What came out is the way around the rectangle, along all four sides.

    A fence is as long as that. The lawn inside is another question: it is made of squares.

    A smaller case: a square with sides of length 1 has a fence of length 4, and holds one square.
    How many does it hold with sides of length 2?
    """
    return 2 * (width + height)


@misconception("area", says="your code finds the area of a triangle")
def halves_the_area(width, height):
    """Every rectangle came out half as large as it is.

    Half of a rectangle is a triangle, cut off along the diagonal. Look for a half, or for a 2, in
    your code.

    A smaller case: 2 rows of 3 squares each. Your function counts 3 of them. Which are missing?
    """
    return width * height / 2


@misconception("area", says="your code divides one side by the other")
def divides_the_sides(width, height):
    """What came out says how many times as long as high the rectangle is, not how large.

    Look at the sign between the two sides. A higher rectangle should come out larger, and yours
    became smaller.

    A smaller case: 2 rows of 3 squares each are 6 squares. What are 4 rows of 3 squares?
    """
    return width / height if height else 0.0


@misconception("area", says="your code takes a power")
def takes_a_power(width, height):
    """The answers grew far too fast: one side was multiplied by itself again and again.

    In Python `**` is "to the power of", and `*` is "times". Which one stands in your code?

    A smaller case: with 3 and 2 the first gives 9, and the second gives 6. How many squares are 2
    rows of 3?
    """
    return width**height


@misconception("area", says="your code uses the width twice")
def squares_the_width(width, height):
    """However high the rectangle was, the answer was the same: that of a square.

    Mark, in the line that begins with `def`, each parameter that your code uses.

    A smaller case: 2 rows of 3 squares each, then 4 rows of 3. The second has twice as many
    squares. What did your function say of both?
    """
    return width * width


@misconception("area", says="your code uses the height twice")
def squares_the_height(width, height):
    """However wide the rectangle was, the answer was the same: that of a square.

    Mark, in the line that begins with `def`, each parameter that your code uses.

    A smaller case: 2 rows of 3 squares each, then 2 rows of 6. The second has twice as many
    squares. What did your function say of both?
    """
    return height * height


@misconception("area", says="your code leaves the height out")
def gives_the_width_only(width, height):
    """One side came back as it was given, whatever the other one was.

    Look at what stands after `return`: both sides have a say in an area.

    A smaller case: one row of 3 squares has the area 3. How large are 2 rows?
    """
    return width


@misconception("area", says="your code leaves the width out")
def gives_the_height_only(width, height):
    """One side came back as it was given, whatever the other one was.

    Look at what stands after `return`: both sides have a say in an area.

    A smaller case: a column of 2 squares has the area 2. How large are 3 such columns?
    """
    return height


@misconception("area", says="your code rounds the area to a whole number")
def rounds_the_area(width, height):
    """Only whole squares were counted; the parts of squares at the edge are gone.

    Look for `int`, `round` or `//` in your code. Nothing asks for whole numbers here.

    A smaller case: a shelf that is 1.5 wide and 1 high holds one square and a half.
    """
    return int(width * height)
