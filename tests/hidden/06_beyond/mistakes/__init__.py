"""The known mistakes of each exercise, the most specific first; ../words.toml has their words."""

from . import adam, descend_until, momentum, numerical_gradient

TABLES = {
    "numerical_gradient": numerical_gradient.NUMERICAL,
    "fit_standardised": numerical_gradient.STANDARDISED,
    "momentum": momentum.MOMENTUM,
    "adam": adam.ADAM,
    "descend_until": descend_until.UNTIL,
}
