"""What `import autograder` finds first in JupyterLite; it leads to the engine in its folder.

The course's wheel has everything in one folder, so that nothing in it takes the place of a package
of Pyodide's. This file is the only one beside that folder.
"""

import importlib
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(sys.path.index(str(HERE)), str(HERE / "saywhy_course"))
del sys.modules["autograder"]
importlib.import_module("autograder")

if "IPython" in sys.modules:
    from autograder.live.narrow import take_wide_integers
    from autograder.live.notebook_checks import is_notebook_file
    from autograder.live.time_limit import limit_cells

    take_wide_integers()
    limit_cells(sys.modules["IPython"].get_ipython(), is_notebook_file)
