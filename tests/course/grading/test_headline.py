"""Which mistake an exercise is told: one that explains every failing check, or none."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from autograder.grading import headline as rule
from autograder.grading import refuted
from autograder.grading.grade_json import as_data, grade_from
from autograder.grading.headline import SPOILS_OTHERS
from autograder.records import Check, ExerciseGrade, Grade
from autograder.testing.calls import current_calls, recorded
from autograder.testing.evidence import Evidence, plain_name
from autograder.testing.fingerprints import Fingerprints, digest, reply_of
from autograder.testing.kept_replies import WrongAnswer
from autograder.testing.known import Known
from autograder.testing.rule import CANNOT_TELL, rules, suspects
from tests.course.support.known_mistakes import WORDS, diagnose


def one_name(checks: Sequence[Check]) -> tuple[Check, ...]:
    return rule.one_name(checks, WORDS)


def headline(checks: Sequence[Check]) -> Check | None:
    return rule.headline(one_name(checks))


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


def test_names_that_words_speak_of_have_words() -> None:
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


# --- what a rule says of one call


ARGS = ([0.5, 1.0], np.array([[1.0, 2.0], [1.0, 5.0], [1.0, 7.0]]), np.array([1.0, 0.0, 3.0]))
WRONG_CALL = Evidence("none", (), 3.0, 2.0)


def found(holds: Callable[[Evidence], object]) -> str:
    """What one rule says of one call: "yes", "unsure" or "no"."""
    seen = suspects(rules(("rule", holds)), WRONG_CALL)
    return "yes" if seen.found else "unsure" if seen.unsure else "no"


def test_a_rule_may_say_yes_no_or_that_it_cannot_tell() -> None:
    assert found(lambda e: True) == found(lambda e: np.bool_(True)) == "yes"
    assert found(lambda e: False) == found(lambda e: None) == "no"
    assert found(lambda e: CANNOT_TELL) == "unsure"


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
def test_a_rule_that_raises_does_not_hold_and_others_are_found_after_it(
    error: type[Exception],
) -> None:
    def breaks(e: Evidence) -> object:
        raise error

    assert suspects(rules(("breaks", breaks), ("fits", lambda e: True)), WRONG_CALL).found == (
        "fits",
    )


def test_nan_is_said_to_be_nan() -> None:
    for got in ([NAN, NAN], np.array([1.0, INF]), (NAN, 1.0)):
        seen = diagnose(Evidence("mse_gradient", ARGS, got, np.array([1.0, 2.0])))
        assert seen.found[-1:] == ("gives_nan",)
    lost = np.array([1.0, NAN])
    assert "gives_nan" not in diagnose(Evidence("mse_gradient", ARGS, lost, lost)).found
    assert "gives_nan" not in diagnose(Evidence("diagnose", ([1.0], 0.0), NAN, "good")).found


def test_nothing_returned_needs_no_list_but_an_entry_is_not_returned() -> None:
    for expected in (2.0, np.ones(2), "good", None):
        seen = diagnose(Evidence("of_any_course", (3.0,), None, expected))
        assert seen.found == ("printed_not_returned",)
    assert diagnose(Evidence("of_any_course", ("loss",), None, 2.0)).found == ()
    assert diagnose(Evidence("of_any_course", (3.0,), None, 2.0, "ValueError")).found == ()


@pytest.mark.parametrize(
    ("got", "expected", "more"),
    [
        (([1.0, 2.0], 7.0), [1.0, 2.0], True),
        ((7.0, np.array([1.0, 2.0])), [1.0, 2.0], True),
        ((2.0, [1.0, 2.0]), 2.0, True),
        (("good", 0.1), "good", True),
        (([1.0, 2.0], np.ones((3, 2)), 5.0), ([1.0, 2.0], np.ones((3, 2))), True),
        ([[1.0, 2.0], [7.0, 7.0]], [1.0, 2.0], False),  # a list may be the way to it
        (([1.0, 2.1], 7.0), [1.0, 2.0], False),
        (([[1.0], [2.0]], 7.0), [1.0, 2.0], False),  # the shape is wrong, too
        (([1.0, 2.0], 7.0), ([1.0, 2.0], 8.0), False),
        (([1.0, 2.0],), [1.0, 2.0], False),
    ],
)
def test_the_right_result_with_something_beside_it(got, expected, more: bool) -> None:
    seen = diagnose(Evidence("of_any_course", (3.0,), got, expected))
    assert seen.found == (("more_than_asked",) if more else ())


def test_the_right_numbers_that_are_refused_speak_for_no_mistake_and_against_none() -> None:
    right = np.array([1.0, 2.0])
    seen = diagnose(Evidence("mse_gradient", ARGS, right, right))
    assert seen.found == ()
    assert {"half_factor", "half_factor/half_factor"} <= set(seen.unsure)


# --- what was measured of wrong answers

NAN, INF = float("nan"), float("inf")
PLACE = ("test_one", 1)


def call(got: object, expected: object = 0.0, place: tuple[str, int] = PLACE, **more) -> Evidence:
    return Evidence("f", (), got, expected, place=place, **more)


def known(**answers: dict[tuple[str, int], Evidence]) -> Known:
    """What is known of wrong answers ``mistake__file`` from what they replied."""
    made = {
        file: WrongAnswer(file.partition("__")[0], "", replies=replies_of(calls))
        for file, calls in answers.items()
    }
    return Known({}, WORDS, {"f": Fingerprints(made)})


def replies_of(calls: dict[tuple[str, int], Evidence]) -> dict[tuple[str, int], object]:
    kept = json.loads(json.dumps([reply_of(one) for one in calls.values()]))
    return dict(zip(calls, kept, strict=True))


def alike(got: object, made: object, **more) -> bool:
    measured = known(median={PLACE: call(made)})
    return measured.diagnose(call(got, **more)).found[:1] == ("median/median",)


MANY = np.arange(1000.0)


@pytest.mark.parametrize(
    ("got", "made", "same"),
    [
        (3.0, 3.0, True),
        (3.0, 3.0 + 1e-8, True),
        (3.0, 3.001, False),
        (3.0, [3.0], True),
        ([1.0, 2.0], np.array([1.0, 2.0]), True),
        ([[1.0], [2.0]], [1.0, 2.0], True),
        ([1.0, 2.0], [2.0, 1.0], False),
        ([1.0, 2.0], [1.0, 2.0, 3.0], False),
        (MANY, MANY, True),
        (MANY, MANY * 1.01, False),
        (MANY, MANY[:-1], False),
        ("cycles", "cycles", True),
        ("cycles", "diverges", False),
        (None, None, True),
        (None, 0.0, False),
        (True, True, True),
        (True, False, False),
        (True, 1.0, False),
        ({"a": 1.0}, {"a": 1.0}, True),
        ({"a": 1.0}, {"b": 1.0}, False),
        ((1.0, [2.0, 3.0]), (1.0, [2.0, 3.0]), True),
        ((1.0, [2.0, 3.0]), (1.0, [2.0, 4.0]), False),
        ([1.0, INF], [1.0, INF], True),
        ([1.0, NAN], [1.0, INF], True),
        ([1.0, INF, NAN], [1.0, 1e200, NAN], True),  # it overflows a step earlier or later
        ([1.5, INF], [1.0, INF], False),
        ([NAN, 1.0], [1.0, NAN], False),
        ((np.array([NAN, 1.0]), [1.0, INF]), (np.array([NAN, 1.0]), [1.0, INF]), True),
        ((np.array([NAN, 1.0]), [1.0, INF]), (np.array([NAN, 2.0]), [1.0, INF]), False),
        ([], [], True),
        ((True, 1.0), (True, 1.0), True),
        ((True, 1.0), (False, 1.0), False),
        (([1.0, 2.0], None), ([1.0, 2.0], None), True),
        (["low", "high"], ["low", "high"], True),
        (["low", "high"], ["low", "low"], False),
        ([{"a": 1.0}], [{"a": 1.0}], True),
        ("x" * 300, "x" * 300, True),
        (object(), object(), False),
    ],
)
def test_replies_are_compared_as_numbers_or_words(got: object, made: object, same: bool) -> None:
    assert alike(got, made) == same


def test_the_tolerance_is_that_of_the_check() -> None:
    assert not alike(3.0, 3.0001)
    assert alike(3.0, 3.0001, rtol=1e-3)


def test_an_exception_is_known_by_its_type_and_an_overflow_is_as_good_as_inf() -> None:
    measured = known(
        median={PLACE: call(None, raised="KeyError")}, rounded={PLACE: call([1.0, INF])}
    )
    assert measured.diagnose(call(None, raised="KeyError")).found == ("median/median",)
    assert measured.diagnose(call(None, raised="OverflowError")).found == ("rounded/rounded",)
    assert measured.diagnose(call(None, raised="TypeError")).found == ()


def test_a_place_is_a_check_and_the_number_of_a_call_in_it() -> None:
    measured = known(median={PLACE: call(3.0)})
    assert measured.diagnose(call(3.0, place=("test_one", 2))).found == ()
    assert measured.diagnose(call(3.0, place=("test_two", 1))).found == ()


def test_what_a_check_sees_by_itself_is_compared_by_its_name() -> None:
    measured = known(median={PLACE: call(None, shows="changes_arguments")})
    assert measured.ways(call(None, shows="changes_arguments")) == ("median/median",)
    assert measured.ways(call(None, shows="keeps_state")) == ()


SAME_DIGEST = [
    (0.0, 5.6e-17),
    ([1.0, 0.0], [1.0, 1e-12]),
    (1.0, 1.0 + 1e-9),
    ([[1.0], [2.0]], [1.0, 2.0]),
    ([1.0, INF], [2.0, NAN]),  # more than those that are alike is only work done twice
    (np.arange(60.0), np.arange(60.0).reshape(30, 2)),
]


@pytest.mark.parametrize(("one", "other"), SAME_DIGEST)
def test_what_is_alike_has_one_digest(one: object, other: object) -> None:
    assert digest(call(one), "key") == digest(call(other), "key")


def test_an_overflow_has_the_digest_of_inf() -> None:
    assert digest(call(None, raised="OverflowError"), "") == digest(call([1.0, INF]), "")


def test_digests_tell_kinds_places_and_courses_apart() -> None:
    kinds = [call({1, 2}), call(np.array([True])), call(None), call(1.0), call("1.0")]
    kinds += [call(1.0, place=("test_one", 2)), call(1.0, place=("test_two", 1))]
    made = [digest(one, "key") for one in kinds] + [digest(call(1.0), "another key")]
    assert len(set(made)) == len(made)


def test_a_result_that_is_larger_than_any_is_not_looked_through() -> None:
    assert not alike([1.5] * 200_000, [1.5] * 200_000)


# --- right calls


def unrefuted(checks: Sequence[Check], calls: Sequence[Evidence], names: Known) -> Check:
    first, *_ = one_name(refuted.unrefuted(checks, calls, names))
    return first


TWO = ("test_one", 2)


def test_right_calls_refute_where_a_word_is_asked_for() -> None:
    names = known(median={PLACE: call("low"), TWO: call("low")}, rounded={PLACE: call("low")})
    checks = (failing("median/median"), PASSED)
    assert unrefuted(checks, [call("high", "high", TWO)], names).diagnosis is None
    assert unrefuted(checks, [call("high", "high", ("other", 1))], names).diagnosis == "median"
    both = (failing("median/median", "rounded/rounded"), PASSED)
    assert unrefuted(both, [call("high", "high", TWO)], names).diagnosis == "rounded"


def test_right_numbers_refute_only_what_is_said_of_all_calls() -> None:
    right = call(2.0, 2.0, TWO)
    names = known(median={TWO: call(1.0)}, stops_after_first_step={TWO: call(1.0)})
    assert unrefuted((failing("median/median"), PASSED), [right], names).diagnosis == "median"
    told = unrefuted((failing("stops_after_first_step"), PASSED), [right], names)
    assert told.diagnosis is None  # a rule's name, which any measured way may refute


def test_one_way_to_make_a_mistake_does_not_refute_a_rule_of_that_name() -> None:
    one, other = {TWO: call("low")}, {PLACE: call("low")}
    right = [call("high", "high", TWO)]
    told = unrefuted((failing("median"), PASSED), right, known(median=one, median__b=other))
    assert told.diagnosis == "median"
    told = unrefuted((failing("median"), PASSED), right, known(median=one))
    assert told.diagnosis is None


def test_of_several_ways_the_one_is_named_that_is_right_where_the_answer_is() -> None:
    names = known(median={PLACE: call(1.0), TWO: call(1.0)}, rounded={PLACE: call(1.0)})
    checks = (failing("median/median", "rounded/rounded"), PASSED)
    assert unrefuted(checks, [call(2.0, 2.0, TWO)], names).diagnosis == "rounded"
    assert unrefuted(checks, [], names).diagnosis == "median"


@pytest.mark.parametrize(
    ("got", "expected", "named"),
    [
        ([9.0, 8.0, 1.0, 2.0], [1.0, 2.0], True),
        ((2.0, [9.0, 1.0, 2.0]), (2.0, [1.0, 2.0]), True),
        ([[0.0, 0.0], [1.0, 2.0]], [[1.0, 2.0]], True),
        ([9.0, 8.0, 1.0, 3.0], [1.0, 2.0], False),
        ((3.0, [9.0, 1.0, 2.0]), (2.0, [1.0, 2.0]), False),
        ([1.0, 2.0], [1.0, 2.0], False),
        ([1.0], [], False),
        (2.0, 2.0, False),
        (None, [1.0], False),
    ],
)
def test_what_spoils_others_needs_a_right_result_at_the_end_of_a_wrong_one(
    got: object, expected: object, named: bool
) -> None:
    checks = (failing("keeps_state"), failing())
    told = one_name(refuted.unrefuted(checks, [], known(), [Evidence("f", (), got, expected)]))
    assert (told[0].diagnosis == "keeps_state") == named


def test_calls_are_kept_only_while_somebody_collects_them() -> None:
    one = Evidence("f", (), 1.0, 1.0)
    current_calls().note(one, right=True)
    with recorded("f") as calls:
        calls.begin("test_one")
        current_calls().next()
        current_calls().note(one, right=True)
    current_calls().note(one, right=True)
    assert [kept.place for kept in calls.right] == [PLACE]
