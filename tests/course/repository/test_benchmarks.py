"""What the benchmarks change or say of the code is there."""

from __future__ import annotations

import pytest

from benchmarks.peers import ROOT
from benchmarks.tricks import TRICKS, turned_off


@pytest.mark.parametrize("trick", TRICKS)
def test_a_trick_can_be_turned_off(trick: str) -> None:
    name, line, without = TRICKS[trick]
    text = (ROOT / "autograder" / name).read_text(encoding="utf-8")
    assert text.count(line) == 1
    compile(text.replace(line, without), name, "exec")


def test_a_clone_is_as_it_was(tmp_path) -> None:
    name, line, without = TRICKS["rehearsal"]
    path = tmp_path / "autograder" / name
    path.parent.mkdir(parents=True)
    path.write_text(f"before {line} after", encoding="utf-8")
    with turned_off(tmp_path, "rehearsal"):
        assert path.read_text(encoding="utf-8") == f"before {without} after"
    assert path.read_text(encoding="utf-8") == f"before {line} after"
    path.write_text("other", encoding="utf-8")
    with pytest.raises(SystemExit, match="0 times"), turned_off(tmp_path, "rehearsal"):
        pass
