"""`autograder lite`: the course as a static site, whose checks run in the visitor's browser.

Python runs there as WebAssembly, by Pyodide: no server computes anything, nothing is installed, and
no code leaves the student's device. A page of each assignment (`pages`) talks to a worker
(`templates/worker.js`), which loads one wheel (`wheel`) that holds this engine, the pure packages
that it needs, and the released assignments. JupyterLite (`jupyter`) loads the same wheel.
"""
