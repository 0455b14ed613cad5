"""The release: derives students' files from the author's files."""
