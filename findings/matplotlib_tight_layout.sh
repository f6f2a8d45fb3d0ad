#!/usr/bin/env bash
# Expected: `fig.tight_layout()` lays the figure out once; saving it later to a given box draws it once, as without it.
# Seen: It leaves a placeholder as the figure's layout engine, and from then on each `savefig` draws the figure twice, also with an explicit box; `fig.set_layout_engine("none")` leaves the placeholder, too.
# For a grader: who saves the figures of a class pays twice for every student who wrote `tight_layout`; a time limit of a picture has to allow for it.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" matplotlib==3.11.2

python - >seen <<'PY'
import io

import matplotlib

matplotlib.use("agg")
from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

draw = Figure.draw
draws = 0


def counted(figure, *arguments, **keywords):
    global draws
    draws += 1
    return draw(figure, *arguments, **keywords)


Figure.draw = counted
for word in ("plain", "tight_layout", "then none"):
    figure, axes = plt.subplots()
    axes.plot([1, 2])
    if word != "plain":
        figure.tight_layout()
    if word == "then none":
        figure.set_layout_engine("none")
    draws = 0
    figure.savefig(io.BytesIO(), format="png", bbox_inches=Bbox([[0, 0], [3, 3]]))
    print(word, draws, type(figure.get_layout_engine()).__name__)
PY
same "$script" <<'SEEN'
plain 1 NoneType
tight_layout 2 PlaceHolderLayoutEngine
then none 2 PlaceHolderLayoutEngine
SEEN
