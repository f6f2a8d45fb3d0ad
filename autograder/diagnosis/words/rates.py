"""Words for mistakes in learning rates, in reading loss curves and in drawing them."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    # --- the largest rate
    "all_limits": (
        "There is a limit for every direction where one for all of them is asked for.",
        "Which direction explodes first?",
    ),
    "limit_of_half_the_loss": (
        "This is the limit for half of the mean squared error.",
        "Which factor stands in the curvature of the MSE itself?",
    ),
    "one_over_the_curvature": (
        "This rate lands at the bottom of the steepest direction in one step.",
        "By how much may a step overshoot before the distance grows?",
    ),
    "rows_forgotten": (
        "The number of rows plays no part.",
        "Does the curvature of a mean change when every row stands in the data twice?",
    ),
    "trace_not_eigenvalue": (
        "All curvatures are added up where the largest is asked for.",
        "Which of the directions decides about divergence?",
    ),
    "diagonal_not_eigenvalue": (
        "This takes the steepest column for the steepest direction.",
        "Can a direction between two columns be steeper than both?",
    ),
    "smallest_eigenvalue": (
        "This is the limit of the flattest direction.",
        "In which order do the eigenvalues come, and which of them explodes first?",
    ),
    "root_of_the_curvature": (
        "A root was taken of the curvature.",
        "How does a singular value of X become an eigenvalue of XᵀX?",
    ),
    "best_rate_not_limit": (
        "This is the rate that converges fastest, not the largest one.",
        "At which rate does the steepest direction stop shrinking?",
    ),
    "curvature_not_rate": (
        "This is a curvature, not a rate.",
        "Does a steeper loss allow a larger or a smaller step?",
    ),
    "spread_not_curvature": (
        "It is made from how the columns spread, whatever their mean.",
        "Does the curvature matrix take away any mean?",
    ),
    # --- three rates
    "not_a_number": (
        "There is something else where a learning rate is asked for.",
        "Which type does this entry have?",
    ),
    "impossible_rate": (
        "No descent can use such a rate.",
        "Between which two bounds must every learning rate lie?",
    ),
    "rates_out_of_order": (
        "The rates do not grow from entry to entry.",
        "Which of your rates is the largest, and which key does it have?",
    ),
    "between_the_borders": (
        "The gap it leaves lies between the two borders.",
        "Which gap does the rule ask for, and which one do you measure?",
    ),
    "small_enough_to_be_good": (
        "It comes close to the lowest loss.",
        "How much of the way does it leave undone?",
    ),
    "explodes": (
        "Its loss grows beyond the first one.",
        "On which side of the largest possible rate does it lie?",
    ),
    "not_there_yet": (
        "It leaves much of the way undone.",
        "How many times larger could it be before the loss explodes?",
    ),
    "still_converges": (
        "Its loss falls.",
        "Is a rate whose parameters swing already too large, or only one whose loss grows?",
    ),
    # --- reading a curve
    "everything_explodes": (
        "A falling curve is called too large.",
        "Which two losses does the rule compare for that?",
    ),
    "inf_slips_through": (
        "A loss that has become infinite gets another name.",
        "Is infinity more than infinity, and which question should come before you compare?",
    ),
    "nan_slips_through": (
        "A loss that is no number any more gets another name.",
        "What does a comparison with nan give, and which question must come first?",
    ),
    "lowest_loss_not_last": (
        "It looks at the lowest loss of the curve.",
        "Where does the curve end, and what does the rule compare?",
    ),
    "growth_not_seen": (
        "A curve that ends above its start gets another name.",
        "Which two losses does the rule compare first?",
    ),
    "flat_end_trusted": (
        "A flat end is taken for the lowest loss.",
        "Can a curve be flat and still far from the best?",
    ),
    "measured_from_zero": (
        "The gap is measured from zero.",
        "What is the lowest loss that any line can reach here?",
    ),
    "divided_by_the_first_loss": (
        "The gap is divided by the first loss, not by the whole way.",
        "How long is the way from the first loss to the lowest possible one?",
    ),
    "not_relative": (
        "The gap is not compared with the way there was to go.",
        "Does the verdict change when the losses come in other units?",
    ),
    "way_done_not_way_left": (
        "The share that is done is taken for the share that is left.",
        "What is the gap of a curve that has not moved at all?",
    ),
    "too_lax": (
        "Curves far from the lowest loss pass as good.",
        "Which gap does the rule allow?",
    ),
    "too_strict": (
        "Curves close to the lowest loss are called too small.",
        "Which gap does the rule allow?",
    ),
    "names_exchanged": (
        "The names for small and good rates are exchanged.",
        "Which of the two leaves the larger gap?",
    ),
    # --- drawing curves
    "not_a_figure": (
        "It is no matplotlib Figure.",
        "Which of the two things from plt.subplots() is the figure?",
    ),
    "empty_figure": (
        "Its first axes hold no line.",
        "Is the figure that you keep the one you drew in?",
    ),
    "too_few_curves": (
        "There are fewer curves than rates.",
        "Which of the learning rates has no line on the first axes?",
    ),
    "curves_all_the_same": (
        "Several lines are one and the same curve.",
        "Does every line use its own learning rate?",
    ),
    "unlabelled_curves": (
        "Not every curve can be told by a label.",
        "Which argument of plot names a line?",
    ),
    "clipped_curves": (
        "One of the lines is flat where the loss is not: its values were cut off.",
        "What does a limit of the axis cut, and what does clipping the numbers change?",
    ),
    "linear_axis": (
        "On this axis the largest losses hide all others.",
        "Which scale shows small and huge losses side by side?",
    ),
    "limit_not_stated": (
        "The y-axis is cut off, and the title does not say where.",
        "What would a reader take for the height of the curve that leaves the picture?",
    ),
    "logarithms_drawn": (
        "Logarithms are drawn on a linear axis, so that no loss can be read off.",
        "Which scale makes the axis logarithmic and keeps the losses?",
    ),
}
