"""From what a check saw to what a student reads: messages, known mistakes, details."""
