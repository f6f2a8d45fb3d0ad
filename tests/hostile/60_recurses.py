# /// attack
# group = "E"
# number = 60
# lesson = "02_one_step"
# outcome = "="
# tries = "recurses until the stack is gone"
# ///
# %% last
import re, sys
sys.setrecursionlimit(10**9)
class Deep:
    def __repr__(self):
        return repr([self])
repr(Deep())
