"""Sending grades over LTI 1.3, by its Assignment and Grade Services (AGS) 2.0."""
