# /// attack
# group = "B"
# number = 15
# lesson = "02_one_step"
# outcome = "="
# tries = "takes away what shows an error"
# ///
# %% first
from IPython.core.interactiveshell import InteractiveShell
InteractiveShell.showtraceback = InteractiveShell._showtraceback = None
get_ipython().showtraceback = None
get_ipython().__class__._showtraceback = lambda *a: None
import sys
sys.excepthook = None
