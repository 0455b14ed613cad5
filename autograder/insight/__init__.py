"""What a class as a whole did: figures, misconceptions, changes, and likeness of submissions."""
