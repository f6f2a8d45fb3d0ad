# /// attack
# group = "G"
# number = 65
# lesson = "02_one_step"
# outcome = "="
# tries = "gives itself points, unlocks the checks, turns grades into solutions, claims another schema"
# made = true
# ///
import json


def hand_in(folder, notebook):
    for cell in notebook["cells"]:
        marks = cell["metadata"].get("nbgrader")
        if marks:
            marks.update(points=1000, grade=not marks.get("grade"), solution=not marks.get("solution"))
            marks.update(locked=False, schema_version=99, task=True, checksum="0")
            if cell["id"].startswith("test_"):
                cell["source"] = "1000"
                cell["outputs"] = [{"output_type": "execute_result", "data": {"text/plain": "1000.0"}, "metadata": {}, "execution_count": 1}]
        cell["metadata"]["tags"] = ["picture"]
    notebook["metadata"]["nbgrader"] = {"points": 1000, "autograder": {"points": 1000}}
    (folder / f"{folder.name}.ipynb").write_text(json.dumps(notebook))
