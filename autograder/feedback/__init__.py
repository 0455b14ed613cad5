"""Turns outcomes of checks into what a student reads: messages, hints, details."""
