# /// attack
# group = "A"
# number = 1
# outcome = "="
# tries = "walks every folder for tests, answers and other students"
# shows = ["found: []"]
# ///
# %% last
import gc, inspect, os, sys

found = []
for folder, folders, files in os.walk("/"):
    if folder.startswith(("/proc", "/sys", "/usr")) or "/lib/python" in folder:
        folders.clear()
    found += [os.path.join(folder, f) for f in files if "test_mse_gradient" in f or "canary" in f]
    found += [folder] * folder.endswith(("/hidden", "/solutions", "/submitted", "/source"))
for frame in inspect.stack():
    found += [name for name in frame.frame.f_globals if "hidden" in name or "expected" in name]
found += [name for name in sys.modules if "hidden" in name or name.startswith("solutions")]
found += [name for name, value in os.environ.items() if "hidden" in value]
for name in ("environ", "cmdline", "mountinfo", "maps"):
    text = open(f"/proc/self/{name}", errors="replace").read()
    found += [f"/proc/self/{name}"] * ("tests/hidden" in text or "canary" in text)
for thing in gc.get_objects():
    if type(thing) is dict and ("student" in thing or "CANARY" in thing):
        found.append(str(list(thing))[:80])
print("found:", found)
