"""What a cell shows, as nbformat outputs: merged streams, displays, errors, within a budget."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher

Output = dict[str, Any]

PICTURES = 8  # the budget for pictures is this many times the one for text
OVERHEAD = 64  # what an output costs besides its text: a million empty ones are not free
MAX_ERROR = 20_000


class Capture:
    """The outputs of the cell that is running. What does not fit is dropped, and a note says so."""

    def __init__(self, max_chars: int) -> None:
        self._max_chars = max_chars
        self._names: dict[str, Output] = {}
        self.begin()

    def begin(self) -> None:
        """Drop all outputs, and give the next cell the whole budget."""
        self._outputs: list[Output] = []
        self._text: list[str] = []  # pieces of the last output, when that is a stream
        self._left = self._max_chars
        self._pictures_left = PICTURES * self._max_chars
        self._cut = False
        self._clear_next = False
        self.errors = 0  # since the last statement that was left out

    def end(self) -> list[Output]:
        """Return the outputs so far, with a note if some were cut."""
        self._close_stream()
        if self._cut:
            note = f"\n[The rest was cut: a cell may show {self._max_chars // 1024} kB.]\n"
            self._outputs.append({"output_type": "stream", "name": "stderr", "text": note})
        return self._outputs

    def write(self, name: str, text: str) -> None:
        """Add to the stream ``name``, which is ``stdout`` or ``stderr``."""
        self._clear_if_asked()
        last = self._outputs[-1] if self._outputs else None
        if last is None or last["output_type"] != "stream" or last["name"] != name:
            if not self._spend(OVERHEAD):
                return
            self._close_stream()
            self._outputs.append({"output_type": "stream", "name": name, "text": ""})
        if len(text) > self._left:
            text, self._cut = text[: self._left], True
        if text:
            self._left -= len(text)
            self._text.append(text)

    def show(self, kind: str, data: Mapping[str, Any], metadata: Any, **more: Any) -> None:
        """Add a ``display_data`` or an ``execute_result``."""
        kept = self._within_budget(data)
        if kept is None:
            return
        self._clear_if_asked()
        self._close_stream()
        output = {"output_type": kind, "data": kept, "metadata": {}, **more}
        self._outputs.append(output)
        if isinstance(metadata, dict) and isinstance(metadata.get("display_id"), str):
            self._names[metadata["display_id"]] = output

    def replace(self, display_id: Any, data: Mapping[str, Any]) -> None:
        """Show other data in an earlier display of this cell."""
        kept = self._within_budget(data)
        if kept is not None and display_id in self._names:
            self._names[display_id]["data"] = kept

    def error(self, name: str, value: str, traceback: list[str]) -> None:
        """Add an error; it is shortened, never dropped."""
        self._close_stream()
        text = "\n".join(traceback)[-MAX_ERROR:]
        said = {"ename": name[:200], "evalue": value[:2000], "traceback": text.split("\n")}
        self._outputs.append({"output_type": "error", **said})
        self.errors += 1

    def has_error(self) -> bool:
        """Whether an error is among the outputs."""
        return self.errors > 0 and any(o["output_type"] == "error" for o in self._outputs)

    def clear(self, wait: bool) -> None:
        """``clear_output``: now, or when the next output comes."""
        self._clear_next = True
        if not wait:
            self._clear_if_asked()

    def _clear_if_asked(self) -> None:
        if self._clear_next:
            self._clear_next = False
            self._outputs.clear()
            self._text.clear()

    def _close_stream(self) -> None:
        if self._text:
            self._outputs[-1]["text"] = "".join(self._text)
            self._text = []

    def _spend(self, size: int) -> bool:
        if size > self._left:
            self._cut = True
            return False
        self._left -= size
        return True

    def _within_budget(self, data: Mapping[str, Any]) -> dict[str, str] | None:
        texts = {k: v for k, v in data.items() if isinstance(v, str) and not k.startswith("image/")}
        pictures = {k: _base64(v) for k, v in data.items() if k.startswith("image/")}
        if not self._spend(OVERHEAD + sum(map(len, texts.values()))):
            return None
        size = sum(map(len, pictures.values()))
        if size > self._pictures_left:
            self._cut = True
            return texts
        self._pictures_left -= size
        return texts | pictures


def _base64(picture: Any) -> str:
    if isinstance(picture, bytes):
        import base64

        return base64.b64encode(picture).decode("ascii")
    return picture if isinstance(picture, str) else ""


class Stream(io.TextIOBase):
    """``sys.stdout`` or ``sys.stderr`` of the student's code."""

    encoding = "utf-8"
    errors = "backslashreplace"

    def __init__(self, capture: Capture, name: str) -> None:
        self._capture = capture
        self.name = name

    def write(self, text: str, /) -> int:
        """Keep ``text`` as output of the running cell."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._capture.write(self.name, text)
        return len(text)

    def writable(self) -> bool:
        """Return True: print() may write here."""
        return True


class Publisher(DisplayPublisher):  # type: ignore[misc]
    """Where ``display()`` goes."""

    capture: Capture

    def publish(
        self,
        data: Mapping[str, Any],
        metadata: Any = None,
        *args: Any,
        transient: Any = None,
        update: bool = False,
        **kwargs: Any,
    ) -> None:
        """Keep a display, or change an earlier one."""
        if update:
            self.capture.replace((transient or {}).get("display_id"), data)
        else:
            self.capture.show("display_data", data, transient)

    def clear_output(self, wait: bool = False) -> None:
        """Drop the outputs of the running cell."""
        self.capture.clear(wait)


class Hook(DisplayHook):  # type: ignore[misc]
    """Where the value of a cell's last expression goes."""

    capture: Capture

    def write_format_data(self, format_dict: Mapping[str, Any], md_dict: Any = None) -> None:
        """Keep the value's representations, by MIME type."""
        count = self.prompt_count
        self.capture.show("execute_result", format_dict, None, execution_count=count)

    def _nothing(self, *args: Any) -> None:
        pass

    # no prompt is printed, and no history kept: it would double the memory that outputs need
    start_displayhook = write_output_prompt = log_output = finish_displayhook = _nothing
