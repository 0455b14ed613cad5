"""What runs beside student code: the codec, the stage, the drawing surface and the worker's loop.

These modules import one another, the standard library and NumPy, and nothing else of the project.
"""
