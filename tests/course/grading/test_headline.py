"""Which mistake an exercise is told: one that explains every failing check, or none."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from autograder.testing.mistakes import CANNOT_TELL, Evidence, Mistake, plain_name, suspects

from autograder.grading import headline as rule
from autograder.grading import refuted
from autograder.grading.grade_json import as_data, grade_from
from autograder.grading.headline import SPOILS_OTHERS
from autograder.records import Check, ExerciseGrade, Grade
from autograder.testing.calls import record, recorded
from tests.course.support.known_mistakes import EVERYTHING, WORDS, diagnose, would_show


def one_name(checks: Sequence[Check]) -> tuple[Check, ...]:
    return rule.one_name(checks, WORDS)


def headline(checks: Sequence[Check]) -> Check | None:
    return rule.headline(one_name(checks))


def unrefuted(checks: Sequence[Check], calls: Sequence[Evidence]) -> tuple[Check, ...]:
    return refuted.unrefuted(checks, calls, EVERYTHING)


def failing(*candidates: str, reason: str = "", unsure: tuple[str, ...] = ()) -> Check:
    message, hint = "`f` returned another number.", "What does a small case give?"
    return Check("says", False, message, hint, reason=reason, candidates=candidates, unsure=unsure)


PASSED = Check("passes", True)


@pytest.mark.parametrize(
    ("checks", "name"),
    [
        ([failing("median"), failing("median")], "median"),
        ([failing("median", "rounded"), failing("rounded")], "rounded"),
        ([failing("median", "rounded"), failing("rounded", "median")], "median"),
        ([PASSED, failing("median")], "median"),
        ([failing("median"), failing("rounded")], None),
        ([failing("median"), failing()], None),
        ([failing(), failing("median")], None),
        ([failing()], None),
        ([failing("median"), failing(unsure=("median",))], "median"),
        ([failing(unsure=("median",))], None),
        ([failing("median"), failing(reason="raised")], None),
        ([failing("median"), failing(reason="unsupported_type")], None),
        *(
            ([failing("median"), failing(reason=reason)], "median")
            for reason in ("time", "ended", "memory", "needs", "not_attempted")
        ),
        ([failing(reason="time")], None),
        ([failing("int_truncation"), failing("changes_arguments")], "changes_arguments"),
        ([failing("no_shuffle"), failing("few_orders")], "no_shuffle"),
        ([failing("few_orders")], "few_orders"),
        ([failing("keeps_state"), failing()], "keeps_state"),
        ([failing("keeps_state"), failing("first_loss_wrong")], "keeps_state"),
        ([failing("keeps_state"), failing("median")], None),
        ([failing("first_loss_wrong")], None),
    ],
)
def test_a_name_explains_every_check_that_speaks(checks: list[Check], name: str | None) -> None:
    told = headline(checks)
    assert told is not None
    assert told.diagnosis == name
    assert {check.diagnosis for check in one_name(checks)} <= {name, None}


def test_the_headline_shows_the_mistake_and_the_others_stay_neutral() -> None:
    checks = [PASSED, failing(reason="time"), failing("median", "rounded"), failing("median")]
    told = headline(checks)
    assert told is not None
    assert told.message == f"`f` returned another number. {WORDS['median'].says}"
    assert told.hint == WORDS["median"].asks
    silent = one_name(checks)[1]
    assert (silent.message, silent.hint, silent.diagnosis) == (*neutral(), None)


def neutral() -> tuple[str, str]:
    return failing().message, failing().hint


def test_without_a_name_the_first_failing_check_is_read_as_it_is() -> None:
    told = headline([PASSED, failing("median"), failing("rounded")])
    assert told is not None
    assert (told.message, told.hint) == neutral()
    assert headline([PASSED]) is None
    assert headline([]) is None


def test_what_is_seen_is_said_and_is_no_name() -> None:
    told = headline([failing("first_loss_wrong")])
    assert told is not None
    assert told.message.endswith(WORDS["first_loss_wrong"].says)
    assert told.diagnosis is None


def test_a_message_that_says_it_already_is_not_said_twice() -> None:
    changed = Check(
        "c", False, "`f` changed what it was handed.", candidates=("changes_arguments",)
    )
    told = headline([changed])
    assert told is not None
    assert told.message == "`f` changed what it was handed."


def test_a_name_of_another_course_needs_no_words_of_ours() -> None:
    told = headline([failing("sorted_downwards")])
    assert told is not None
    assert told.diagnosis == "sorted_downwards"
    assert told.message.startswith("`f` returned another number.")


def test_choosing_twice_is_choosing_once() -> None:
    checks = one_name([failing("median", "rounded"), failing("median"), PASSED])
    assert one_name(checks) == checks
    assert headline(checks) == checks[0]


def test_a_way_to_make_a_mistake_is_the_same_mistake() -> None:
    told = headline([failing("median/high"), failing("median/low", "median/high")])
    assert told is not None
    assert told.diagnosis == "median"
    assert headline([failing("median/high"), failing("median/low")]).diagnosis is None  # type: ignore[union-attr]
    assert plain_name("median/high") == plain_name("median") == "median"


def test_the_tables_of_the_rule_hold_names_with_words() -> None:
    shown = {name for words in WORDS.values() for name in words.also_shows}
    assert {*shown, *SPOILS_OTHERS} <= set(WORDS)
    assert any(words.describes for words in WORDS.values())


def test_a_kept_grade_holds_one_name_and_no_candidates() -> None:
    checks = one_name([failing("median", "rounded", unsure=("rounded",)), PASSED])
    exercise = ExerciseGrade("mse", "partial", 1.0, 2.0, "median", "Why.", checks)
    grade = Grade("ada", "03_tips", "graded", 1.0, 2.0, (exercise,), "full")
    data = as_data(grade)
    assert data["exercises"][0]["checks"][0]["candidates"] == ()
    for check in data["exercises"][0]["checks"]:  # as an older version kept them
        del check["candidates"], check["unsure"]
    assert grade_from(data) == grade


# --- what one call says


ARGS = ([0.5, 1.0], np.array([[1.0, 2.0], [1.0, 5.0], [1.0, 7.0]]), np.array([1.0, 0.0, 3.0]))


def found(makes: object, got: object = 3.0, expected: object = 2.0, raised: str = "") -> str:
    """What one row says of one call: "yes", "unsure" or "no"."""
    row = Mistake("row", makes if callable(makes) else lambda e: makes)
    seen = suspects([row], Evidence("none", (), got, expected, raised))
    return "yes" if seen.found else "unsure" if seen.unsure else "no"


def test_a_row_may_say_yes_no_or_that_it_cannot_tell() -> None:
    assert found(3.0) == found(True) == found(lambda e: e.got) == "yes"
    assert found(4.0) == found(False) == found(None) == "no"
    assert found(2.0) == "no"  # the mistake does no harm here
    assert found(CANNOT_TELL) == "unsure"


@pytest.mark.parametrize(
    "error",
    [
        AssertionError,
        KeyError,
        MemoryError,
        NotImplementedError,
        RecursionError,
        StopIteration,
        TypeError,
        ZeroDivisionError,
        np.linalg.LinAlgError,
        UnicodeError,
    ],
)
def test_a_row_that_raises_is_skipped(error: type[Exception]) -> None:
    def makes(e: Evidence) -> object:
        raise error

    assert found(makes) == "no"


def test_other_rows_are_found_after_one_that_raises() -> None:
    def breaks(e: Evidence) -> object:
        raise RuntimeError

    table = [Mistake("breaks", breaks), Mistake("fits", lambda e: 3.0)]
    assert suspects(table, Evidence("none", (), 3.0, 2.0)).found == ("fits",)


NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("got", "made", "says"),
    [
        ([1.0, INF], [1.0, INF], "yes"),
        ([1.0, NAN], [1.0, INF], "yes"),
        ([1.0, INF, NAN], [1.0, 1e200, NAN], "yes"),  # it overflows a step earlier or later
        ([1.5, INF], [1.0, INF], "no"),
        ([NAN, 1.0], [1.0, NAN], "no"),
        ([NAN, NAN], [1.0, 2.0], "no"),
        ((np.array([NAN, 1.0]), [1.0, INF]), (np.array([NAN, 1.0]), [1.0, INF]), "yes"),
        ((np.array([NAN, 1.0]), [1.0, INF]), (np.array([NAN, 2.0]), [1.0, INF]), "no"),
        ([], [], "yes"),
    ],
)
def test_what_leaves_the_numbers_is_compared_where_it_does(
    got: object, made: object, says: str
) -> None:
    assert found(made, got, [0.0, 0.0]) == says


def test_an_overflow_is_as_good_as_inf() -> None:
    grows = lambda e: None if e.raised else [1.0, INF]  # noqa: E731
    stays = lambda e: None if e.raised else [1.0, 2.0]  # noqa: E731
    assert found(grows, None, [1.0, 3.0], "OverflowError") == "yes"
    assert found(stays, None, [1.0, 3.0], "OverflowError") == "no"
    assert found(grows, None, [1.0, 3.0], "KeyError") == "no"


def test_nan_is_said_to_be_nan() -> None:
    for got in ([NAN, NAN], np.array([1.0, INF]), (NAN, 1.0)):
        seen = diagnose(Evidence("mse_gradient", ARGS, got, np.array([1.0, 2.0])))
        assert seen.found[-1:] == ("gives_nan",)
    lost = np.array([1.0, NAN])
    assert "gives_nan" not in diagnose(Evidence("mse_gradient", ARGS, lost, lost)).found
    assert "gives_nan" not in diagnose(Evidence("diagnose", ([1.0], 0.0), NAN, "good")).found


def test_the_same_numbers_in_another_shape_are_no_mistake_of_the_table() -> None:
    right = np.array([1.0, 2.0])
    assert diagnose(Evidence("mse_gradient", ARGS, right, right)).found == ()


# --- right calls


def test_right_calls_refute_where_a_word_is_asked_for() -> None:
    checks = (failing("product_forgotten/rate", "quotient_not_product/rate"), PASSED)
    call = Evidence("regime", (16.0, 0.0625), "one-step", "one-step")
    assert would_show("product_forgotten/rate", call)
    first, _ = one_name(unrefuted(checks, [call]))
    assert first.diagnosis is None
    quiet = Evidence("regime", (1.0, 0.5), "monotone", "monotone")  # the product is the rate
    first, _ = one_name(unrefuted(checks, [quiet]))
    assert first.diagnosis == "product_forgotten"


def test_right_numbers_refute_only_what_is_said_of_all_calls() -> None:
    def df(x: float) -> float:
        return 2 * x

    way = [4.0, 3.2, 2.56]
    call = Evidence("descend_1d", (df, 4.0, 0.1, 2), way, way)
    assert would_show("stops_after_first_step", call)
    assert not would_show("gradient_added", call)


def test_right_calls_are_kept_only_while_somebody_collects_them() -> None:
    call = Evidence("regime", (1.0, 1.0), "one-step", "one-step")
    record(call)
    with recorded() as calls:
        record(call)
    record(call)
    assert calls == [call]
