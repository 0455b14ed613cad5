# What beginners write for 00_start; tests/factories/corpus.py says how a heading is read.

# %% right
def area(width, height):
    result = width * height
    return result

# %% right
def area(width, height):
    """The area."""
    return (height) * (width)

# %% wrong: adds_the_sides
def area(width, height):
    total = width
    total += height
    return total

# %% wrong: walks_around
def area(width, height):
    return width + height + width + height

# %% wrong: halves_the_area
def area(width, height):
    return 0.5 * width * height

# %% wrong: takes_a_power
def area(width, height):
    return pow(width, height)

# %% wrong: squares_the_width
def area(width, height):
    return width ** 2

# %% wrong: rounds_the_area
def area(width, height):
    return (width * height) // 1

# %% crash -- printed, not returned
def area(width, height):
    print(width * height)

# %% crash -- computed, never returned
def area(width, height):
    area = width * height

# %% crash -- as on paper
def area(width, height):
    return width height

# %% crash -- x for times
def area(width, height):
    return width x height
