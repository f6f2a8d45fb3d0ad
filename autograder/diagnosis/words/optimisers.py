"""Words for mistakes in momentum, Adam and a stopping rule."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    # --- momentum
    "velocity_not_kept": (
        "No step remembers the one before it.",
        "Where is the velocity set, and does it live through the whole loop?",
    ),
    "averaged_velocity": (
        "The velocity is a weighted average of the slopes.",
        "Which factor does the docstring put in front of the new slope?",
    ),
    "old_velocity_used": (
        "The step uses the velocity of before.",
        "Which comes first in the docstring, the velocity or the step?",
    ),
    "velocity_not_damped": (
        "The velocity never slows down.",
        "What happens to the old velocity before the slope is added?",
    ),
    "slope_damped_too": (
        "The new slope is damped as well.",
        "Round which part of the formula do your brackets stand?",
    ),
    "slope_added_twice": (
        "The slope enters the step twice.",
        "Is the slope in the velocity already?",
    ),
    "looks_ahead": (
        "The slope of another place, or a later slope, takes part: that is another method.",
        "At which theta does the docstring measure the slope?",
    ),
    "velocity_starts_as_slope": (
        "The velocity does not start at zero.",
        "How long should the very first step be?",
    ),
    "fixed_beta": (
        "beta is written into the code.",
        "Which of your lines uses the beta that is handed over?",
    ),
    "returns_velocity": (
        "This is the velocity, not the place.",
        "What does the docstring ask for?",
    ),
    # --- Adam
    "t_from_zero": (
        "A correction divides by zero.",
        "Which t does the first step use?",
    ),
    "t_from_two": (
        "The corrections are a step ahead.",
        "Which t does the first step use?",
    ),
    "t_stands_still": (
        "The corrections are the same in every step.",
        "Which line makes t grow?",
    ),
    "no_bias_correction": (
        "The corrections of the averages are missing.",
        "How large are averages that start at zero after one step?",
    ),
    "half_bias_correction": (
        "Only one of the two averages is corrected.",
        "Which of the two averages start at zero?",
    ),
    "correction_kept": (
        "The corrected averages are carried into the next step.",
        "Which averages does the next step go on with, the plain or the corrected ones?",
    ),
    "settings_ignored": (
        "The usual settings are used, whatever is handed over.",
        "Which of your lines use the settings that are handed over?",
    ),
    "eps_inside_root": (
        "eps stands inside the root.",
        "What is added first, and what is rooted first, in the docstring?",
    ),
    "eps_before_correction": (
        "eps is added to the root of the uncorrected average.",
        "To the root of which average does the docstring add eps?",
    ),
    "eps_missing": (
        "eps plays no part.",
        "What keeps the docstring's division from dividing by zero?",
    ),
    "root_missing": (
        "The average of the squares is not rooted.",
        "Which units does your step have?",
    ),
    "square_missing": (
        "The slopes are not squared before they are averaged.",
        "Of what is the second average an average?",
    ),
    "moments_not_kept": (
        "No step remembers the averages of the one before it.",
        "Where are the averages set, and do they live through the whole loop?",
    ),
    "moments_not_averaged": (
        "The new slope enters the averages with its full weight.",
        "Which factor does the docstring put in front of the new slope?",
    ),
    "betas_swapped": (
        "The two betas have changed places.",
        "Which beta belongs to the average of the squares?",
    ),
    # --- a stopping rule
    "steps_missing": (
        "The number of updates is missing.",
        "Which two things does the docstring ask for?",
    ),
    "theta_missing": (
        "The place is missing.",
        "Which two things does the docstring ask for?",
    ),
    "counts_one_more": (
        "One update more is counted than was made.",
        "What should be counted for a start that is good enough?",
    ),
    "counts_one_less": (
        "One update fewer is counted than was made.",
        "What does your counter hold when the loop ends?",
    ),
    "tested_after_update": (
        "The test comes after the update.",
        "What should happen at a start that is good enough?",
    ),
    "border_missed": (
        "It walks on where the gradient is exactly as long as tol.",
        "Does the task say less than tol, or at most tol?",
    ),
    "most_ignored": (
        "It makes more updates than are allowed.",
        "Which of your lines uses the largest number of steps?",
    ),
    "largest_component": (
        "Only the largest component of the gradient is tested.",
        "How long is a vector with two equal components?",
    ),
    "smallest_component": (
        "It stops when some component is small.",
        "What about the other components?",
    ),
    "sum_of_components": (
        "The components are added up without squares.",
        "How long is the hypotenuse of a triangle?",
    ),
    "root_missing_in_length": (
        "The squared length is tested.",
        "What is missing after the sum of squares?",
    ),
    "mean_of_components": (
        "A mean over the components is tested.",
        "Does the length of a vector divide by the number of its components?",
    ),
    "sign_counts": (
        "A steep slope with a negative sign passes as a short one.",
        "What is the length of a vector whose components are negative?",
    ),
    "first_component_only": (
        "Only the first component is tested.",
        "What about the other components?",
    ),
    "step_for_slope": (
        "The length of the step is tested, not that of the gradient.",
        "Does the test in the docstring depend on alpha?",
    ),
    "never_tested": (
        "It never stops before the last step that is allowed.",
        "When is the test of your loop true?",
    ),
}
