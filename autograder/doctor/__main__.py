"""`python3 -I autograder/doctor/__main__.py`: where nothing else of the program can be started."""

import sys
from pathlib import Path

if __name__ == "__main__":
    # Last: no file of a student in that folder may stand in for one of Python's own modules.
    sys.path.append(str(Path(__file__).resolve().parents[2]))
    from autograder.doctor.command import main

    sys.exit(main(sys.argv[1:]))
