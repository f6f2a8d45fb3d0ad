"""What happens to notebooks on their way, by name: each takes a whole one and damages it."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from typing import Any

Raw = dict[str, Any]
Change = Callable[[Raw, random.Random], None]
Spoil = Callable[[bytes, random.Random], bytes]

# One of each kind of letter: control, invisible, right to left, combining, surrogate, private, ...
LETTERS = (
    "\0\x07\r\n\t\x1b\x85\u200b\u202e\u2028\u0301\ufeff\ufffe\ud800\udfff\ue000θ’“½٣字🙂\U0010ffff"
)
ODD: tuple[Any, ...] = (
    *(None, True, 0, -1, 10**40, 1e308, float("nan"), float("-inf"), "", "x", LETTERS),
    *([], {}, [[]], [None], {"": {}}, ["a", 1], {"grade_id": []}, {"nbgrader": {"grade_id": 1}}),
)


def _cell(raw: Raw, dice: random.Random) -> Raw:
    found: Raw = dice.choice(raw["cells"])
    return found


def _text(cell: Raw) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def drop(raw: Raw, dice: random.Random) -> None:
    """Some cells are deleted, or all."""
    share = dice.choice((0.05, 0.3, 0.9, 1.0))
    raw["cells"] = [cell for cell in raw["cells"] if dice.random() > share]


def duplicate(raw: Raw, dice: random.Random) -> None:
    """Cells are copied elsewhere."""
    for _ in range(dice.randint(1, 6)):
        twin = copy.deepcopy(_cell(raw, dice))
        raw["cells"].insert(dice.randint(0, len(raw["cells"])), twin)


def shuffle(raw: Raw, dice: random.Random) -> None:
    """The order is another."""
    dice.shuffle(raw["cells"])


def swap_names(raw: Raw, dice: random.Random) -> None:
    """Ids and marks wander from cell to cell."""
    for key in ("id", "metadata"):
        values = [cell.get(key) for cell in raw["cells"]]
        dice.shuffle(values)
        for cell, value in zip(raw["cells"], values, strict=True):
            if dice.random() < 0.3:
                cell[key] = value


def lose_names(raw: Raw, dice: random.Random) -> None:
    """Some cells lose their id, their marks or both."""
    share = dice.choice((0.1, 0.5, 1.0))
    for cell in raw["cells"]:
        if dice.random() < share:
            cell.pop("id", None)
        if dice.random() < share:
            cell["metadata"] = {}


def colab(raw: Raw, dice: random.Random) -> None:
    """Google Colab: a format without ids, metadata of its own."""
    raw["nbformat_minor"] = 0
    raw["metadata"] = {"colab": {"provenance": []}}
    for cell in raw["cells"]:
        cell.pop("id", None)
        cell["metadata"] = {"id": f"{dice.getrandbits(48):012x}", "colab": {}}


def vs_code(raw: Raw, dice: random.Random) -> None:
    """VS Code: new ids, the language in each cell."""
    for cell in raw["cells"]:
        cell.update(id=f"{dice.getrandbits(32):08x}", metadata={"vscode": {"languageId": "python"}})


def forge_marks(raw: Raw, dice: random.Random) -> None:
    """Points, locks and parts as a cheat would like them."""
    for cell in raw["cells"]:
        marks = cell["metadata"].setdefault("nbgrader", {}) if cell.get("metadata") else {}
        if isinstance(marks, dict):
            marks.update(points=dice.choice((0, 1000, -1, 1e999, "9")), grade=dice.random() < 0.5)
            marks.update(solution=dice.random() < 0.5, locked=dice.random() < 0.5)
            marks.update(schema_version=dice.choice((0, 1, 3, 99, None)))


def retype(raw: Raw, dice: random.Random) -> None:
    """Code becomes text and text becomes code."""
    for cell in raw["cells"]:
        if dice.random() < 0.2:
            cell["cell_type"] = dice.choice(("code", "markdown", "raw", "heading", "", None, 7))


def show(raw: Raw, dice: random.Random) -> None:
    """Outputs of every kind and size, with scripts in them."""
    data = {"text/html": "<script>1</script>" * dice.randint(1, 2000), "image/svg+xml": "<svg/>"}
    for cell in raw["cells"]:
        cell["outputs"] = dice.choice(
            ([], None, [{"output_type": "execute_result", "data": data}], [dice.choice(ODD)])
        )
        cell["attachments"] = {"a.png": {"image/png": "AAAA" * dice.randint(0, 999)}}


def split(raw: Raw, dice: random.Random) -> None:
    """A cell is cut in two; both halves may keep its name."""
    cell = _cell(raw, dice)
    lines = _text(cell).splitlines(keepends=True)
    at = dice.randint(0, len(lines))
    tail = {**copy.deepcopy(cell), "source": "".join(lines[at:])}
    if dice.random() < 0.5:
        tail.update(id="tail", metadata={})
    cell["source"] = "".join(lines[:at])
    raw["cells"].insert(raw["cells"].index(cell) + 1, tail)


def merge(raw: Raw, dice: random.Random) -> None:
    """A cell takes in the next one."""
    at = dice.randrange(max(1, len(raw["cells"]) - 1))
    if at + 1 < len(raw["cells"]):
        lower = raw["cells"].pop(at + 1)
        raw["cells"][at]["source"] = f"{_text(raw['cells'][at])}\n\n{_text(lower)}"


def scribble(raw: Raw, dice: random.Random) -> None:
    """Letters of every category, somewhere in the texts."""
    for _ in range(dice.randint(1, 8)):
        cell = _cell(raw, dice)
        text = _text(cell)
        at = dice.randint(0, len(text))
        cell["source"] = text[:at] + dice.choice(LETTERS) * dice.randint(1, 3) + text[at:]


def nest(raw: Raw, dice: random.Random) -> None:
    """Something deep, in a place where nothing deep belongs."""
    deep: Any = []
    for _ in range(dice.choice((10, 400))):
        deep = [deep] if dice.random() < 0.5 else {"nbgrader": deep}
    target = dice.choice((raw, _cell(raw, dice)))
    target[dice.choice(("metadata", "outputs", "source", "id", "cells"))] = deep


def replace_parts(raw: Raw, dice: random.Random) -> None:
    """Any part of the JSON becomes something else."""
    for _ in range(dice.randint(1, 4)):
        node: Any = raw
        while True:
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            key = dice.choice(keys)
            if not isinstance(node[key], dict | list) or not node[key] or dice.random() < 0.15:
                node[key] = copy.deepcopy(dice.choice(ODD))
                break
            node = node[key]
        if not isinstance(raw.get("cells"), list):
            break


def swell(raw: Raw, dice: random.Random) -> None:
    """Very long cells, and very many."""
    if dice.random() < 0.5:
        _cell(raw, dice)["source"] = dice.choice(("#", "\n", "字", "def ")) * 300_000
    else:
        raw["cells"] += [{"cell_type": "code", "source": "1"}] * dice.choice((100, 3000))


def truncate(data: bytes, dice: random.Random) -> bytes:
    """The file ends too early."""
    return data[: dice.randrange(len(data))]


def flip(data: bytes, dice: random.Random) -> bytes:
    """Some bits are others."""
    spoilt = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 50))):
        spoilt[dice.randrange(len(spoilt))] ^= 1 << dice.randrange(8)
    return bytes(spoilt)


def insert(data: bytes, dice: random.Random) -> bytes:
    """Bytes get in between, such as a marker of a merge conflict or half a file."""
    at, start = dice.randrange(len(data)), dice.randrange(len(data))
    wedge = dice.choice(
        (b"\0", b"\xff\xfe", b"\n<<<<<<< HEAD\n", b"[" * 3000, b"9" * 6000, data[start:][:500])
    )
    return data[:at] + wedge + data[at:]


def cut_out(data: bytes, dice: random.Random) -> bytes:
    """A piece is gone."""
    at = dice.randrange(len(data))
    return data[:at] + data[at + dice.choice((1, 10, 1000)) :]


def recode(data: bytes, dice: random.Random) -> bytes:
    """Saved by an editor with other ideas of letters and lines."""
    text = data.decode("utf-8", "replace").replace("\n", dice.choice(("\n", "\r\n", "\r")))
    return text.encode(dice.choice(("utf-8-sig", "utf-16", "utf-32", "cp1252")), "replace")


def follow(data: bytes, dice: random.Random) -> bytes:
    """Something follows the end, or nothing but zeros is left."""
    return dice.choice((data + b"}\n", data + data, data + b"\0" * 512, bytes(len(data))))


CHANGES: tuple[Change, ...] = (
    *(drop, duplicate, shuffle, swap_names, lose_names, colab, vs_code, forge_marks, retype),
    *(show, split, merge, scribble, nest, replace_parts, swell),
)
SPOILS: tuple[Spoil, ...] = (truncate, flip, insert, cut_out, recode, follow)
KINDS = tuple(kind.__name__ for kind in (*CHANGES, *SPOILS))


def mutated(raw: Raw, kind: str, dice: random.Random, more: bool = False) -> bytes:
    """Return ``raw`` with one kind of damage, or with some ``more`` of other kinds, as a file."""
    raw = copy.deepcopy(raw)
    by_name = {change.__name__: change for change in CHANGES}
    kinds = [kind, *dice.choices(KINDS, k=dice.randint(1, 3))] if more else [kind]
    for name in kinds:
        if name in by_name and _has_cells(raw):
            by_name[name](raw, dice)
    data = json.dumps(raw, indent=dice.choice((None, 1)), ensure_ascii=dice.random() < 0.9)
    spoilt = data.encode("utf-8", "surrogatepass")
    for spoil in SPOILS:
        if spoil.__name__ in kinds and spoilt:
            spoilt = spoil(spoilt, dice)
    return spoilt


def _has_cells(raw: Raw) -> bool:
    cells = raw.get("cells")
    return (
        isinstance(cells, list)
        and bool(cells)
        and all(isinstance(c, dict) and isinstance(c.get("metadata"), dict) for c in cells)
        and all(
            isinstance(s := c.get("source"), str)
            or (isinstance(s, list) and all(isinstance(line, str) for line in s))
            for c in cells
        )
    )
