"""`python3 -I autograder/doctor/__main__.py`: the doctor where the program cannot start."""

import sys
from pathlib import Path

if __name__ == "__main__":
    # Last, so that no student's file in that folder hides a module of the standard library.
    sys.path.append(str(Path(__file__).resolve().parents[2]))
    from autograder.doctor.command import main

    sys.exit(main(sys.argv[1:]))
