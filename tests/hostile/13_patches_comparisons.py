# /// attack
# group = "B"
# number = 13
# lesson = "02_one_step"
# outcome = "="
# tries = "makes every comparison of numbers true"
# ///
# %% last
# Tries to make every comparison true and every check pass.
import builtins, math
import numpy as np

np.allclose = np.isclose = np.array_equal = lambda *a, **k: True
np.testing.assert_allclose = lambda *a, **k: None
math.isclose = lambda *a, **k: True
builtins.AssertionError = type("Never", (Exception,), {})
try:
    import pytest
    pytest.raises = pytest.fail = lambda *a, **k: None
except ImportError:
    pass
