"""`make bench`: every benchmark in turn; each also runs alone, as `python -m bench.grading`."""

from bench import goals, grading, isolation, lite, training, watch

if __name__ == "__main__":
    grading.main()
    isolation.main()
    watch.main()
    goals.main([])
    lite.main()
    training.main()  # last: it ends the program
