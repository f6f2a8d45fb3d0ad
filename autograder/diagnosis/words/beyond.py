"""Words for mistakes in the bonus lesson."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    # --- a measured gradient
    "one_slope_only": (
        "There is one number for all parameters together.",
        "How many slopes does a function of several parameters have at a point?",
    ),
    "width_not_doubled": (
        "The difference is divided by the width of one side only.",
        "How far apart are the two points at which f is measured?",
    ),
    "width_halved": (
        "The two points are only half as far apart as they should be.",
        "How far from theta does the formula measure f?",
    ),
    "width_squared": (
        "The difference is divided by the width more than once.",
        "What are the units of your result, and which ones has a slope?",
    ),
    "second_difference": (
        "This measures the bend, not the slope.",
        "Which two values of f does a slope compare?",
    ),
    "not_divided": (
        "The difference is not divided by its width.",
        "What turns a rise into a slope?",
    ),
    "quotient_without_brackets": (
        "Brackets are missing in the quotient.",
        "What does Python calculate first, and what should stand below the line?",
    ),
    "sum_not_difference": (
        "The two values of f are added.",
        "What should a flat function give?",
    ),
    "all_nudged_at_once": (
        "All parameters are nudged together.",
        "Which parameter belongs to each component of the gradient?",
    ),
    "relative_width": (
        "The nudge grows with the parameter.",
        "How wide is the nudge that the docstring asks for?",
    ),
    "width_ignored": (
        "The width of the nudge is written into the code.",
        "Which of your lines uses the h that is handed over?",
    ),
    "nudge_left_behind": (
        "A nudge is not taken back before the next parameter is measured.",
        "Around which point is each slope to be measured?",
    ),
    # --- standardised data
    "not_converted_back": (
        "The line is still in standardised units.",
        "What does the slope say when x is measured in its own units?",
    ),
    "intercept_not_converted": (
        "The slope is converted back and the intercept is not.",
        "What does your line predict for x equal to zero?",
    ),
    "intercept_from_standardised_slope": (
        "The intercept is shifted with the slope of the standardised data.",
        "Which slope belongs to x in its own units?",
    ),
    "sign_of_shift": (
        "The intercept is shifted the wrong way.",
        "What does your line predict at the mean of x?",
    ),
    "slope_not_converted": (
        "The intercept is converted back and the slope is not.",
        "By how much does z grow when x grows by one?",
    ),
    "slope_times_spread": (
        "The slope is multiplied where it should be divided.",
        "By how much does z grow when x grows by one?",
    ),
    "ddof_one": (
        "The spread is that of a sample.",
        "Which ddof does the docstring ask for, and which one does your function use by itself?",
    ),
    "variance_for_spread": (
        "It divides by the variance.",
        "Which units does z have after your division?",
    ),
    "range_for_spread": (
        "It divides by the range of x.",
        "Which measure of spread does standardising use?",
    ),
    "not_centred": (
        "x is divided by its spread, but not centred.",
        "What is the mean of your z?",
    ),
    "not_scaled": (
        "x is centred, but not divided by its spread.",
        "What is the standard deviation of your z?",
    ),
    "not_standardised": (
        "The descent runs on x as it is.",
        "What are the mean and the standard deviation of what you descend on?",
    ),
    "y_standardised": (
        "y is standardised as well.",
        "Which of the two does the docstring standardise?",
    ),
    "steps_ignored": (
        "This is the best line, however many steps are asked for.",
        "Where are you after as many steps as are asked for?",
    ),
}
