"""What a student reads about each mistake: what kind it is, and one question. Never a right number.

One entry a mistake; two exercises that know the same mistake say the same about it.
"""

from __future__ import annotations

from autograder.diagnosis.words import (
    averaging,
    batches,
    beyond,
    curves,
    loops,
    optimisers,
    rates,
    regimes,
    results,
    slopes,
)

WORDS: dict[str, tuple[str, str]] = {
    **averaging.WORDS,
    **batches.WORDS,
    **beyond.WORDS,
    **slopes.WORDS,
    **results.WORDS,
    **loops.WORDS,
    **optimisers.WORDS,
    **regimes.WORDS,
    **curves.WORDS,
    **rates.WORDS,
}
