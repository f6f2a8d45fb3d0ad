"""The known mistakes of each exercise, the most specific first; ../words.toml has their words."""

from . import one_step

TABLES = {
    "one_step": one_step.ONE_STEP,
    "mse_gradient_matrix": one_step.MATRIX,
    "errata": one_step.ERRATA,
    "gradient_factor": one_step.FACTOR,
}
