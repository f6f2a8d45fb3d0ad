"""gradient_single_arg(theta): the gradient on the tips data, which the function finds itself."""

import numpy as np
import pytest

from autograder.testing import call
from solutions import tips

pytestmark = pytest.mark.needs("mse_gradient")


def test_needs_only_theta(student):
    """needs only theta, finds the tips by itself, and is measured where theta says"""
    here = np.array([0.9, 0.1])
    call(student.gradient_single_arg, here).gives([-0.239368852459, -5.529289918033])
    call(student.gradient_single_arg, np.array([0.5, 0.2])).gives([2.917819672131, 72.724287377049])
    call(student.gradient_single_arg, np.zeros(2)).gives([-5.996557377049, -135.226318032787])
    for point in np.random.default_rng(17_939).normal(1.0, 1.0, (3, 2)):
        call(student.gradient_single_arg, point).gives(tips.gradient_single_arg(point))


@pytest.mark.edge
def test_leaves_theta_alone(student):
    """leaves theta alone and gives the same again when called again"""
    here = np.array([1.0, 1.0])
    call(student.gradient_single_arg, here).leaves_no_trace(
        gives=[35.575327868852, 845.168881147541]
    )
