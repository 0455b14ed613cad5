"""Unusual right answers to 00_start: (exercise, source text); each must earn all the points."""

VARIANTS = [
    ("area", "def area(width, height):\n    return float(width) * float(height)"),
    ("area", "area = lambda width, height: height * width"),
    (
        "area",
        "import numpy as np\n\ndef area(width, height):\n    return np.multiply(width, height)",
    ),
    (
        "area",
        "import numpy as np\n\ndef area(width, height):\n"
        "    return np.float32(width) * np.float32(height)",
    ),
    ("area", "import numpy as np\n\ndef area(width, height):\n    return np.prod([width, height])"),
    ("area", "import math\n\ndef area(width, height):\n    return math.prod((width, height))"),
    ("area", "from operator import mul as area"),
]
