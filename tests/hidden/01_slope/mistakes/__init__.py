"""The known mistakes of each exercise, the most specific first; ../words.toml has their words."""

from . import slope

TABLES = {
    "descend_1d": slope.DESCEND,
    "regime": slope.REGIME,
}
