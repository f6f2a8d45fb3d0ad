"""Words for mistakes with one number: its way, and what a learning rate does to it."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    # --- the way
    "returns_the_end": (
        "Only the last position is returned.",
        "Which positions does the docstring ask for?",
    ),
    "way_backwards": (
        "The positions stand in reverse order.",
        "Where in the result does the start belong?",
    ),
    "distances_not_positions": (
        "The positions lost their signs.",
        "Can a position lie on the other side of zero?",
    ),
    "trace_all_the_same": (
        "All positions are the same.",
        "Which name holds the new position, and which one do you store?",
    ),
    "more_than_positions": (
        "Something else stands beside every position.",
        "How many numbers does one position take here?",
    ),
    # --- the regime
    "other_spelling": (
        "The word is spelled differently from the one in the docstring.",
        "Letter by letter, which words may be returned?",
    ),
    "not_a_word": (
        "There is a number where one of the words is asked for.",
        "Which word belongs to your number?",
    ),
    "printed_not_returned": (
        "Nothing is returned.",
        "What is the difference between print and return, and does every way end in a return?",
    ),
    "product_forgotten": (
        "Only one of the two numbers decides.",
        "By which number does a step multiply x, and what does it depend on?",
    ),
    "quotient_not_product": (
        "The two numbers are divided where a step multiplies them.",
        "What is the slope at x, and what does the update do with it?",
    ),
    "curvature_doubled": (
        "The slope is twice as steep as that of the given function.",
        "What is the derivative of curvature/two times x squared?",
    ),
    "curvature_halved": (
        "The slope is half as steep as that of the given function.",
        "What is the derivative of curvature/two times x squared?",
    ),
    "boundaries_swapped": (
        "The two boundaries are exchanged.",
        "Where does x land when the factor of a step is zero, and where when it is minus one?",
    ),
    "sides_swapped": (
        "Staying on one side and changing sides are exchanged.",
        "What does a negative factor do to the sign of x?",
    ),
    "overshooting_is_no_divergence": (
        "A step that changes sides is taken for divergence.",
        "Does the distance to the minimum grow when x changes its side?",
    ),
    "boundary_missed": (
        "A boundary counts as one of its neighbours.",
        "What happens exactly at the boundary, and which comparison catches it?",
    ),
    "size_of_the_factor_ignored": (
        "Steps that grow are not told from steps that shrink.",
        "How large may the factor be without its sign?",
    ),
}
