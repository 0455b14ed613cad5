"""`autograder forget`: deletes what is kept of one student, everywhere that this program writes."""
