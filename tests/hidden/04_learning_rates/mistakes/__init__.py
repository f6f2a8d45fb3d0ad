"""The known mistakes of each exercise, the most specific first; ../words.toml has their words."""

from . import loss_curves, rates, run_gd

TABLES = {
    "run_gd": run_gd.RUN_GD,
    "alpha_max": rates.ALPHA_MAX,
    "rates": rates.RATES,
    "diagnose": rates.VERDICT,
    "loss_curves": loss_curves.LOSS_CURVES,
}
