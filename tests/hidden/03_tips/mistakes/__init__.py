"""The known mistakes of each exercise, the most specific first; ../words.toml has their words."""

from . import gradient_descent, tips

TABLES = {
    "mse": tips.LOSS,
    "symptom": tips.SYMPTOM,
    "mse_gradient": tips.GRADIENT,
    "gradient_single_arg": tips.CLOSED,
    "gradient_descent": gradient_descent.DESCENT,
    "gradient_descent_with_trace": gradient_descent.TRACE,
}
