"""`autograder check-gradient`: one gradient of any file."""
