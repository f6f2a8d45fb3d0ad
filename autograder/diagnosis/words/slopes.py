"""Words for mistakes in a slope: factors, signs, the wrong x, the wrong residual."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    # --- factors and signs
    "half_factor": (
        "The factor in front is half of the right one.",
        "Which loss does your formula belong to, and is it the one in the docstring?",
    ),
    "double_factor": (
        "The factor in front is twice the right one.",
        "Which loss does your formula belong to, and is it the one in the docstring?",
    ),
    "quarter_factor": (
        "The factor in front is a quarter of the right one.",
        "Where did the 2 of the square go, and did you halve once more?",
    ),
    "wrong_factor": (
        "Every number is off by one same factor.",
        "Which numbers stand in front of the sum in your code, and which in the formula?",
    ),
    "factor_on_first_term": (
        "The factor in front multiplies only the first row.",
        "What do brackets round the whole sum change?",
    ),
    "missing_brackets": (
        "The factor in front multiplies only one part of the residual.",
        "What do brackets round the residual change?",
    ),
    "learning_rate_inside": (
        "The gradient was multiplied by a step size.",
        "Does the slope at a point depend on how far you intend to walk?",
    ),
    "wrong_sign": (
        "Every sign is turned.",
        "If you move theta a little along your vector, does the loss rise or fall?",
    ),
    "one_wrong_sign": (
        "Some signs are turned and others are not.",
        "Do all components follow the same rule for their sign?",
    ),
    # --- which x, which component
    "x_missing": (
        "The residuals are not multiplied by the columns of X.",
        "What multiplies each residual in the slope of a parameter?",
    ),
    "x_forgotten": (
        "Every slope is the intercept's slope.",
        "By how much does each prediction move when the slope of the line moves by one?",
    ),
    "x_everywhere": (
        "The intercept's slope is multiplied by x as well.",
        "What multiplies the intercept in the prediction?",
    ),
    "swapped_components": (
        "The right numbers stand in the wrong order.",
        "In which order does the docstring ask for the components?",
    ),
    "other_slopes_wrong": (
        "The first slope is right, the rest is not.",
        "What multiplies the residual there, and are rows and targets still paired?",
    ),
    "wrong_number_of_slopes": (
        "There is not one slope for each column.",
        "How many columns does your code expect, and how many did it get?",
    ),
    # --- residual
    "swapped_theta": (
        "The prediction uses the parameters in the wrong order.",
        "What does your line predict for one row, worked out by hand?",
    ),
    "slope_missing_in_prediction": (
        "The prediction leaves out the slope's part.",
        "Does your residual depend on every parameter?",
    ),
    "intercept_missing_in_prediction": (
        "The prediction leaves out the intercept's part.",
        "Does your residual depend on every parameter?",
    ),
    "turned_slope": (
        "A sign inside the residual is turned.",
        "What happens to the signs when the bracket round the prediction goes away?",
    ),
    "prediction_ignored": (
        "The prediction plays no part: the result is the same for every theta.",
        "Where does theta enter your residual?",
    ),
    "absolute_residual": (
        "The residuals lost their signs.",
        "In which direction does a negative residual push?",
    ),
    "squared_residual": (
        "The residuals are still squared.",
        "What is the derivative of a square?",
    ),
    "sign_of_residual": (
        "Only the signs of the residuals count: that is the slope of the absolute error.",
        "Which loss is to be differentiated?",
    ),
    "root_of_the_loss": (
        "A root was taken: that belongs to the root mean squared error.",
        "Which loss does the docstring name?",
    ),
    "residual_table": (
        "The residual is a table in which every target meets every prediction.",
        "What is the shape of your residual, and of the two things you subtract?",
    ),
    "labels_disagree": (
        "Labels found no partner, so there are missing values or extra columns.",
        "By what does pandas pair two things, and which labels do yours carry?",
    ),
}
