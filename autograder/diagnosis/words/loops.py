"""Words for mistakes in the update, the loop and the trace."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    # --- update and loop
    "gradient_added": (
        "It moves up the slope instead of down.",
        "Does the loss fall after one step?",
    ),
    "sequential_update": (
        "The second slope is measured after the first parameter has already moved.",
        "At which point must both slopes be measured?",
    ),
    "old_theta_lost": (
        "The old position plays no part in the new one.",
        "Where does the old theta enter the update?",
    ),
    "alpha_twice": (
        "The learning rate is multiplied in more than once.",
        "How often does the update rule use the learning rate?",
    ),
    "alpha_missing": (
        "The learning rate plays no part.",
        "What decides how long a step is?",
    ),
    "decaying_alpha": (
        "The learning rate shrinks from step to step.",
        "Does the update rule change the learning rate?",
    ),
    "normalised_step": (
        "All steps are equally long.",
        "What should happen to a step where the slope is small?",
    ),
    "one_component_updated": (
        "Not every parameter moved.",
        "Which parameters does your update change?",
    ),
    "not_moved": (
        "It ends where it began.",
        "What does your loop store, and what does it return?",
    ),
    "int_truncation": (
        "Decimals get lost: a whole-number start stays whole.",
        "What is the dtype of theta?",
    ),
    "gradient_not_recomputed": (
        "Every step uses the slope of the start.",
        "Where do you measure the slope for the second step?",
    ),
    "stops_after_first_step": (
        "Only one step is taken, however many are asked for.",
        "Is the return inside the loop?",
    ),
    "one_step_short": (
        "One update too few is made.",
        "How often does your loop run?",
    ),
    "one_step_too_many": (
        "One update too many is made.",
        "How often does your loop run?",
    ),
    "stopped_early": (
        "It stops before all steps are made.",
        "Does the task ask for a stopping rule?",
    ),
    "fixed_settings": (
        "The number of steps or the learning rate is written into the code.",
        "Which of the arguments does your loop use?",
    ),
    "keeps_state": (
        "Two equal calls give different results.",
        "Which names outlive a call of your function, and does it draw random numbers?",
    ),
    "one_update_per_row": (
        "The parameters move after every single row.",
        "Over which rows is a slope averaged before theta moves?",
    ),
    "slopes_pile_up": (
        "The slopes of earlier steps still count: a sum is never set back to zero.",
        "What does the name that gathers the slopes hold when a new step begins?",
    ),
    "earlier_position": (
        "This is an earlier position of the way, not the one after the last step.",
        "Which line ends your loop, or picks the position that is returned?",
    ),
    # --- trace
    "appended_after_loop": (
        "Only the start and the end are kept.",
        "Does the line that keeps a position stand inside the loop?",
    ),
    "returns_trace": (
        "This is the whole way, not its end.",
        "What does the docstring ask for?",
    ),
    "trace_missing": (
        "There is only one thing where the end and the way are asked for.",
        "Which two things does the docstring ask for?",
    ),
    "swapped_result": (
        "The right things come in the wrong order.",
        "In which order does the docstring ask for them?",
    ),
    "trace_aliased": (
        "All rows of the trace are the last position.",
        "Are the rows snapshots, or many names for one object?",
    ),
    "trace_without_start": (
        "The trace leaves out the start.",
        "How many positions do n steps visit?",
    ),
    "trace_without_end": (
        "The trace leaves out the end.",
        "How many positions do n steps visit?",
    ),
    "trace_too_long": (
        "The trace has a position too many.",
        "Which position do you store twice?",
    ),
    "trace_lying": (
        "The trace is lying on its side.",
        "Is one row of it one position?",
    ),
    "trace_of_gradients": (
        "The trace holds slopes, not positions.",
        "What do you store in each step?",
    ),
    "trace_of_one_component": (
        "The trace holds only one of the parameters.",
        "How many numbers is one position?",
    ),
}
