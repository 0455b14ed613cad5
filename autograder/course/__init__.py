"""The course on disk: assignments with their cells, exercises and limits; submissions as files."""
