"""`python3 -I autograder/doctor/__main__.py`: the doctor where the program cannot start."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    root = Path(__file__).resolve().parents[2]
    # Last, so that no student's file in that folder hides a module of the standard library.
    sys.path.append(str(root))
    # By its place, since another package of that name may be installed.
    spec: Any = importlib.util.spec_from_file_location(
        "autograder", str(root / "autograder" / "__init__.py")
    )
    sys.modules["autograder"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules["autograder"])
    from autograder.doctor.command import main

    sys.exit(main(sys.argv[1:]))
