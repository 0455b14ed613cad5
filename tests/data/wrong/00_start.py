"""Wrong answers to assignment 0 that are right for most inputs: each must lose marks."""

WRONG = [
    # what is kept from an earlier call is told again
    (
        "area",
        """
known = {}

def area(width, height):
    return known.setdefault(width, width * height)
""",
    ),
    ("area", "def area(width, height):\n    return max(width * height, 1e-9)"),
    ("area", "def area(width, height):\n    return min(width * height, 1e9)"),
    ("area", "def area(width, height):\n    return round(width * height, 6)"),
    ("area", "def area(width, height):\n    return int(width) * height + width % 1"),
    (
        "area",
        "def area(width, height):\n    return width * height if width and height else None",
    ),
]
