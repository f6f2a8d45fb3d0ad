# /// attack
# group = "B"
# number = 19
# lesson = "02_one_step"
# outcome = "="
# tries = "replaces fork, the encoder and the dispatch of calls by its own"
# ///
# %% last
import gc, os, sys
os.fork = lambda: 0
for thing in gc.get_objects():
    if type(thing).__name__ == "_Server":
        for name in list(thing._actions):
            if name == "call":
                thing._actions[name] = lambda request, raw: ({"value": {"t": "everything"}}, b"")
for name, module in list(sys.modules.items()):
    if name.startswith("autograder.sandbox.encode"):
        module.Encoder.encode = lambda self, value, depth=0: {"passed": True}
