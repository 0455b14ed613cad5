"""The grader's side of the wire: starts locked children and carries calls to student code."""
