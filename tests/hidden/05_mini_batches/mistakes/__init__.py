"""The known mistakes of each exercise, the most specific first; ../words.toml has their words."""

from . import minibatch_gd, minibatches, normal_equation

TABLES = {
    "minibatches": minibatches.DEALING,
    "minibatch_epoch": minibatches.EPOCH,
    "minibatch_gd": minibatch_gd.GD,
    "normal_equation": normal_equation.NORMAL,
}
