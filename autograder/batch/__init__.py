"""Many submissions: found, graded by workers, written one by one, and never lost."""
