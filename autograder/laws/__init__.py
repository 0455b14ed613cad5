"""What every assignment must keep, and the matrix of checks and wrong versions."""
