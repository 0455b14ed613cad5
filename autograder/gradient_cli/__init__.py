"""`autograder check-gradient`: check one gradient in any file."""
