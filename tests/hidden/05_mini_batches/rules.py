"""Lesson 05: the rules of each exercise. Orders are random: no single number tells a mistake."""

from . import batch_rules, descent_rules, normal_rules

RULES = {
    "minibatches": batch_rules.DEALING,
    "minibatch_epoch": batch_rules.EPOCH,
    "minibatch_gd": descent_rules.GD,
    "normal_equation": normal_rules.NORMAL,
}
