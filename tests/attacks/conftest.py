"""The course that is attacked is graded by the tests, not run by them."""

collect_ignore = ["course"]
