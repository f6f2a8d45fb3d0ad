# /// attack
# group = "A"
# number = 3
# lesson = "02_one_step"
# outcome = "="
# tries = "reads environ, cmdline and mountinfo of its own process, and of pid 1"
# shows = ["found: []"]
# ///
# %% last
import os

found = []
for pid in ("self", "1", str(os.getppid())):
    for name in ("environ", "cmdline", "mountinfo", "mounts", "maps", "status", "cgroup"):
        try:
            text = open(f"/proc/{pid}/{name}", errors="replace").read()
        except OSError:
            continue
        found += [(pid, name, word) for word in ("hidden", "submitted", "gradebook", "SECRET", "course_config", "pytest")
                  if word in text]
print("found:", found)
