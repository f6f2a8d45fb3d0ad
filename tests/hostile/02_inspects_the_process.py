# /// attack
# group = "A"
# number = 2
# lesson = "02_one_step"
# outcome = "="
# tries = "looks for tests and expected values in frames, in all objects and in the loaded modules"
# shows = ["found: []"]
# ///
# %% last
import gc, inspect, sys, types

found = []
frame = sys._getframe()
while frame is not None:
    found += [n for n in (*frame.f_globals, *frame.f_locals) if "hidden" in n or "CANARY" in n]
    frame = frame.f_back
found += [f.filename for f in inspect.stack() if "/tests/" in f.filename or "grading" in f.filename]
ours = ("solutions", "tests", "pytest", "_pytest", "nbgrader", "autograder.grading",
        "autograder.course", "autograder.intake", "autograder.diagnosis", "autograder.oracle")
found += [n for n in sys.modules if n.startswith(ours)]
for thing in gc.get_objects():
    if isinstance(thing, types.FunctionType) and thing.__name__.startswith("test_"):
        found += [thing.__code__.co_filename] * ("/site-packages/" not in thing.__code__.co_filename)
    if type(thing) is dict and ("expected" in thing and "student" in thing):
        found.append("a test's names")
print("found:", found)
