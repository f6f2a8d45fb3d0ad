"""The known mistakes of each exercise, the most specific first; ../words.toml has their words."""

from autograder.testing import rows

TABLES = {
    "smallest": rows(("value_not_place", lambda call: min(call.args[0]))),
    "sort_numbers": rows(("sorted_downwards", lambda call: sorted(call.args[0], reverse=True))),
}
