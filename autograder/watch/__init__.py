"""`autograder watch`: grades again at every save, and shows one thing to do at a time."""
