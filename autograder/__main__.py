"""`python -m autograder` is the same program as `autograder`."""

import os
import sys

if __name__ == "__main__":
    # The working directory comes last, so that no numpy.py or random.py in it hides the real one.
    here = os.getcwd()  # noqa: PTH109 - importing pathlib here would look into it already
    sys.path[:] = [path for path in sys.path if path not in ("", here)] + [here]
    if sys.argv[1:2] == ["doctor"]:  # works even if the others cannot be imported
        from autograder.doctor.command import main as doctor

        sys.exit(doctor(sys.argv[2:]))
    try:
        from autograder.cli import main

        sys.exit(main())
    except KeyboardInterrupt:  # during the import
        sys.exit(130)
    except ModuleNotFoundError as error:
        print(
            f"autograder: {error}. If you did not add it yourself, `make doctor` says more "
            "(or: python -m autograder doctor).",
            file=sys.stderr,
        )
        sys.exit(2)
