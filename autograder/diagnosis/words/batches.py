"""Words for mistakes in mini-batches and in the normal equation."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    # --- the order
    "no_shuffle": (
        "The rows always come in the order in which they stand.",
        "Where does your code mix the rows before it cuts them into batches?",
    ),
    "rng_not_used": (
        "The order is always the same, whatever rng is handed over.",
        "Which generator mixes the rows in your code, and with which seed?",
    ),
    "shuffled_once": (
        "Every epoch goes through the rows in one same order.",
        "Does the line that mixes the rows stand inside the loop over the epochs?",
    ),
    "few_orders": (
        "Some ways to deal the rows never come up.",
        "Can every row end up beside every other row?",
    ),
    "order_from_elsewhere": (
        "It gives something else when it is called again with an rng in the same state.",
        "Which other random numbers, or which name that outlives the call, play a part?",
    ),
    # --- the batches
    "last_batch_dropped": (
        "The last batch is left out.",
        "If the batch size does not divide the number of rows, what becomes of the rest?",
    ),
    "other_sizes": (
        "The batches do not have the size that is asked for.",
        "How many rows should each batch hold, and which one may be short?",
    ),
    "does_not_divide": (
        "It needs a batch size that divides the number of rows.",
        "How can the last piece be shorter than the others?",
    ),
    "empty_batches": (
        "Some batches are empty, and a mean over nothing is not a number.",
        "What do you see if you print the length of each batch?",
    ),
    "stops_after_first_batch": (
        "Only one batch is used.",
        "Is the return inside the loop over the batches?",
    ),
    "same_batch_again": (
        "Every step uses the same batch.",
        "Which part of your slice changes from batch to batch?",
    ),
    "rows_repeated": (
        "Some rows come up more than once in an epoch, and others not at all.",
        "Does each batch take its rows from those that are left?",
    ),
    "batches_not_mixed": (
        "Neighbours stay in one batch: only the batches change places.",
        "What is mixed first, the rows or the batches?",
    ),
    "rows_from_one": (
        "The rows are counted from one.",
        "Which number does NumPy give to the first row?",
    ),
    "not_cut": (
        "This is an order of all rows, not yet cut into batches.",
        "What does the docstring ask for?",
    ),
    # --- the steps of an epoch
    "x_shuffled_alone": (
        "Only one of X and y is in a new order: rows have lost their targets.",
        "Which rows of y go with the rows of X in a batch?",
    ),
    "shuffled_apart": (
        "X and y are mixed apart from each other: rows have lost their targets.",
        "How can one order serve both?",
    ),
    "divided_by_batch_size": (
        "The sum over a short batch is divided by the full batch size.",
        "How many rows are in the last batch?",
    ),
    "divided_by_all_rows": (
        "The sum over a batch is divided by the number of all rows.",
        "Over whom does a step of one batch take the mean?",
    ),
    "rows_not_selected": (
        "Every step uses all rows.",
        "Where do the batch's row numbers enter X and y?",
    ),
    "updates_at_the_end": (
        "All slopes of an epoch are measured at its start.",
        "When does theta change: after each batch, or once an epoch?",
    ),
    # --- several epochs
    "losses_missing": (
        "The losses are missing.",
        "Which two things does the docstring ask for?",
    ),
    "loss_per_batch": (
        "There is a loss for every batch.",
        "In which of the two loops do you note the loss?",
    ),
    "losses_with_start": (
        "There is one loss too many.",
        "Is the loss of the start asked for?",
    ),
    "loss_before_epoch": (
        "The losses are noted before the epochs, not after them.",
        "At which theta is each loss to be measured?",
    ),
    "loss_of_batches": (
        "The losses are those of batches.",
        "On which rows is the loss to be measured, and at which theta?",
    ),
    "half_of_the_loss": (
        "The losses are half of what they should be.",
        "Which loss do the steps descend, and which one is to be noted?",
    ),
    "loss_without_mean": (
        "The losses grow with the number of rows.",
        "Is it the sum or the mean of the squares that is to be noted?",
    ),
    "other_epoch_returned": (
        "This is the theta of another epoch than the last.",
        "Which theta does the docstring ask for: the last one, or the best?",
    ),
    "theta_reset": (
        "Every epoch begins at the start again.",
        "Which line sets theta, and in which loop does it stand?",
    ),
    "ignores_start": (
        "It starts at zero, whatever start is handed over.",
        "Which of your lines uses the start?",
    ),
    "stops_after_first_epoch": (
        "Only one epoch is made, however many are asked for.",
        "Is the return inside the loop?",
    ),
    "one_epoch_short": (
        "One epoch too few is made.",
        "How often does your outer loop run?",
    ),
    "one_epoch_too_many": (
        "One epoch too many is made.",
        "How often does your outer loop run?",
    ),
    # --- the normal equation
    "least_norm_instead": (
        "There are many equally good thetas here, and the shortest of them came back.",
        "Does your solver raise by itself, or must you test the rank of X first?",
    ),
    "singular_not_noticed": (
        "Rounding lets a matrix be inverted that has no inverse.",
        "How can you find out, up to rounding, how many columns of X are independent?",
    ),
    "text_not_error": (
        "It hands something back instead.",
        "What is the difference between returning and raising?",
    ),
    "intercept_twice": (
        "There is one parameter too many.",
        "Is a column of ones in X already?",
    ),
    "solves_rectangle": (
        "It fails where there are more rows than columns.",
        "Which two products turn X and y into a square system?",
    ),
    "refuses_square": (
        "It fails where there are as many rows as columns.",
        "Does that alone mean that there are several best thetas?",
    ),
    "ridge": (
        "Something was added to the diagonal.",
        "Which theta is lowest when that term is not there?",
    ),
    "intercept_missing": (
        "The first parameter is missing.",
        "How many numbers does theta have?",
    ),
    "two_columns_only": (
        "It knows two columns only.",
        "What happens with three features?",
    ),
    "returns_predictions": (
        "These are predictions, not parameters.",
        "How many numbers does theta have?",
    ),
    "inverse_missing": (
        "This is only the right side of the equation.",
        "What stands on the left side, in front of theta?",
    ),
    "right_side_missing": (
        "This is only an inverse matrix.",
        "Where does y enter?",
    ),
    "through_origin": (
        "The intercept plays no part.",
        "Which columns of X does your equation use?",
    ),
}
