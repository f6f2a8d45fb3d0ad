"""Words for results that are something else than what is asked for, and for exceptions."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    # --- something else than asked
    "arguments_in_other_order": (
        "Two of the arguments have changed places.",
        "In which order does the docstring name the arguments?",
    ),
    "gives_nan": (
        "There is a nan or inf where a finite number is asked for.",
        "Which line is the first to give it: does it divide by zero, or grow without end?",
    ),
    "normalised": (
        "The result has length one.",
        "Is the gradient itself asked for, or only its direction?",
    ),
    "clipped": (
        "Large values are cut off.",
        "Does the formula limit how steep a slope may be?",
    ),
    "rounded": (
        "The result was rounded.",
        "Is rounding a part of the formula, or only of how you show the result?",
    ),
    "new_position": (
        "This is a new position, not a slope.",
        "Which step of the descent is this function for?",
    ),
    "one_sided_difference": (
        "The slope is measured a little to one side.",
        "What does a difference to both sides give, or the formula itself?",
    ),
    "returns_gradient": (
        "This is a slope, not a position.",
        "What remains to be done with the slope?",
    ),
    "ignores_arguments": (
        "It uses data from outside the function instead of what it was given.",
        "Which names in your function are not its parameters?",
    ),
    "changes_arguments": (
        "It changed what it was handed.",
        "Where does your code write into an argument, and could it write into a copy?",
    ),
    # --- the loss
    "not_squared": (
        "The residuals are not squared, so they cancel.",
        "Can a bad fit have the loss zero in your formula?",
    ),
    "absolute_error": (
        "This is the mean absolute error.",
        "What does the docstring do with each residual before averaging?",
    ),
    "negative_loss": (
        "The loss came out negative.",
        "Can a mean of squares be below zero?",
    ),
    "returns_several": (
        "There are several numbers where one is asked for.",
        "What does the formula leave after averaging over the rows?",
    ),
    # --- measured and looked-up answers
    "page_numbers": (
        "This is what the page says.",
        "Which fault of the page leads to this number?",
    ),
    "turned_shape": (
        "The two lengths are in the wrong order.",
        "Which axis does NumPy name first?",
    ),
    "size_not_shape": (
        "This counts something else than the length of each axis.",
        "What does `.shape` show for that array?",
    ),
    "upside_down": (
        "The fraction is upside down.",
        "What is divided by what?",
    ),
    "ratio_does_not_follow_n": (
        "This is the number for the tips data, not for other data.",
        "What does the ratio depend on?",
    ),
    "difference_not_ratio": (
        "This is not how many times larger it is.",
        "What do you divide by what to get a ratio?",
    ),
    "extra_mean": (
        "A mean stands where the loss has a sum.",
        "Does this loss divide by n?",
    ),
    "integer_division": (
        "The fraction was cut to a whole number.",
        "What is the difference between / and // ?",
    ),
    "text_not_number": (
        "There is text where a number is asked for.",
        "What type does your result have?",
    ),
    # --- exceptions
    "array_indexing_on_frame": (
        "It indexes a DataFrame as if it were an array.",
        "Which accessor selects the columns of a DataFrame by position?",
    ),
    "frame_indexing_on_array": (
        "It treats an array as if it were a DataFrame or a Series.",
        "Which type does the call hand over, and how can one line serve both?",
    ),
    "label_lookup_on_frame": (
        "It looks for a label that the DataFrame does not have.",
        "Do square brackets on a DataFrame select rows or columns?",
    ),
    "lists_not_converted": (
        "It calculates with a list as if it were an array.",
        "What turns a list into something that can be multiplied row by row?",
    ),
    "start_is_a_number": (
        "It expects an array, but the start may be a single number.",
        "Which of your lines needs an array, and is there another way to keep the start unchanged?",
    ),
}
