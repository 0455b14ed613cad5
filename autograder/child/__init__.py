"""The code that runs beside student code: codec, dispatcher, drawing, lock and the worker's loop.

These modules import one another, the standard library, NumPy and Matplotlib, and nothing else of
the project.
"""
