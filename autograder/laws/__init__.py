"""The laws that every assignment must obey, and the matrix of checks and misconceptions."""
