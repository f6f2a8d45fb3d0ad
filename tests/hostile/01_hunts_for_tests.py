# /// attack
# group = "A"
# number = 1
# lesson = "02_one_step"
# outcome = "="
# tries = "walks every folder for tests, answers and other students"
# shows = ["found: [] in many folders"]
# ///
# %% last
import gc, inspect, os, sys, sysconfig

def same(folder):
    about = os.stat(folder)
    return about.st_dev, about.st_ino

# What is Python's or the system's, by whatever name, is looked at and not entered; nor is one folder twice.
known = {same(p) for p in ("/proc", "/usr", sysconfig.get_path("stdlib"), *sys.path[1:]) if os.path.isdir(p)}
found, entered = [], 0
for folder, folders, files in os.walk("/"):
    found += [os.path.join(folder, f) for f in files if "test_mse_gradient" in f or "canary" in f]
    found += [os.path.join(folder, f) for f in folders if f in ("hidden", "solutions", "submitted", "source")]
    if same(folder) in known:
        folders.clear()
    known.add(same(folder))
    entered += bool(folders)
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
print("found:", found, "in many folders" if entered > 20 else f"in {entered} folders")
