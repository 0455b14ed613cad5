"""`make bench`: every benchmark in turn; each also runs alone, as `python -m bench.grading`."""

import argparse
import sys

from bench import goals, grading, isolation, lite, training, watch

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the goals alone, in few rounds")
    parser.add_argument("--base", default=goals.EARLIER, metavar="COMMIT", help=goals.__doc__)
    asked = parser.parse_args()
    sys.argv[1:] = []  # the others would read them
    if asked.quick:
        goals.main(["--quick", "--base", asked.base])
    else:
        grading.main()
        isolation.main()
        watch.main()
        goals.main(["--base", asked.base])
        lite.main()
        training.main()  # last: it ends the program
