"""Words for mistakes in recording the losses of a descent."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "parameters_not_losses": (
        "These are parameters, not losses.",
        "What does the docstring ask you to record?",
    ),
    "more_than_losses": (
        "Something else is returned beside the losses.",
        "What does the docstring ask for, and only that?",
    ),
    "only_the_last_loss": (
        "Only one loss is returned.",
        "How many losses does the docstring ask for?",
    ),
    "recorded_after_the_step": (
        "Every loss is recorded one update too late, so that the start is missing.",
        "Which loss do you record before the first update?",
    ),
    "start_not_recorded": (
        "The loss of the start is missing.",
        "Which loss do you record before the first update?",
    ),
    "end_not_recorded": (
        "The loss after the last update is missing.",
        "How many losses belong to a start and some updates?",
    ),
    "one_loss_too_many": (
        "There is a loss too many.",
        "How many losses belong to a start and some updates?",
    ),
    "losses_clipped": (
        "Large losses are cut off.",
        "Is hiding an explosion a part of the task?",
    ),
    "slopes_of_half_the_loss": (
        "The steps follow the slope of half the loss.",
        "Where does the two go that the derivative of a square brings?",
    ),
    "slopes_twice_too_steep": (
        "The steps are twice as long as the slope says.",
        "How many factors of two does the derivative of the loss bring?",
    ),
    "half_the_loss_recorded": (
        "Half of the loss is recorded.",
        "Which loss does the docstring name?",
    ),
    "half_the_loss_throughout": (
        "This is a descent on half of the loss.",
        "Which loss does the docstring name, and which slope belongs to it?",
    ),
    "sum_recorded": (
        "A sum over the rows is recorded.",
        "Which loss does the docstring name?",
    ),
    "root_recorded": (
        "The root of the loss is recorded.",
        "Which loss does the docstring name?",
    ),
    "stands_still": (
        "The loss never changes.",
        "Do the parameters that you update reach the next round of the loop?",
    ),
    "first_loss_wrong": (
        "Already the first loss is not that of the start.",
        "What is the loss of a line that says zero for every row?",
    ),
    "later_losses_wrong": (
        "The loss of the start is right, those after it are not.",
        "What does one update by hand give, on two rows?",
    ),
}
