"""`make bench`: every benchmark in turn; each also runs alone, as `python -m bench.grading`."""

from bench import grading, isolation, training, watch

if __name__ == "__main__":
    grading.main()
    isolation.main()
    watch.main()
    training.main()  # last: it ends the program
