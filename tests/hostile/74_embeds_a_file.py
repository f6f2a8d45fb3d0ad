# /// attack
# group = "G"
# number = 74
# lesson = "02_one_step"
# outcome = "="
# tries = "embeds a picture that is a file of the grader"
# made = true
# hides = ["secret of the course", "root:x:"]
# ///
import json


def hand_in(folder, notebook):
    for k, name in enumerate(("../../../gradebook.db", "/etc/passwd", "file:///etc/passwd", "../../../source/secret.png")):
        cell = {"cell_type": "markdown", "id": f"embed{k}", "metadata": {}, "source": f"![x]({name}) <img src='{name}'>"}
        notebook["cells"].append(cell)
    (folder.parents[2] / "source" / "secret.png").write_bytes(b"PNG secret of the course")
    (folder / f"{folder.name}.ipynb").write_text(json.dumps(notebook))
