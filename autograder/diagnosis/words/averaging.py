"""Words for mistakes in averaging."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "missing_mean": (
        "It grows with the number of rows: a sum stands where the mean is asked for.",
        "If every row stood in the data twice, should the mean over the rows double?",
    ),
    "no_reduction": (
        "There is one value for every row: the mean over the rows was not taken.",
        "How many numbers does the formula leave after averaging over the rows?",
    ),
    "wrong_axis": (
        "There is one value for every row: the average went along a row, not down the rows.",
        "Over which axis does the mean in the formula run?",
    ),
    "mean_over_everything": (
        "The average went over the parameters as well as over the rows.",
        "Over which axis do you average, and what is left after it?",
    ),
    "divided_by_columns": (
        "The sum is divided by the number of columns instead of the number of rows.",
        "What does n count, and which length gives it?",
    ),
    "divided_by_n_minus_1": (
        "The sum is divided by one less than the number of rows.",
        "Is this a mean, or the variance of a sample?",
    ),
    "divided_twice": (
        "The division by the number of rows happens more than once.",
        "How often do you divide by n, and is one of them inside a loop?",
    ),
    "one_row_only": (
        "The result depends on one single row of the data.",
        "What happens to the result if you reverse the rows, and what stands inside the loop?",
    ),
    "one_row_missing": (
        "One row never counts.",
        "At which index do your loop or slice begin and end?",
    ),
    "median": (
        "The middle value was taken where the mean is asked for.",
        "Which average does the formula name?",
    ),
    "product_of_means": (
        "The means were taken first and combined afterwards.",
        "Is the mean of a product the product of the means?",
    ),
    "fixed_row_count": (
        "The number of rows is written into the code.",
        "How can the function count the rows that it was given?",
    ),
}
