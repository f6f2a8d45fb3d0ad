# /// attack
# group = "B"
# number = 14
# lesson = "02_one_step"
# outcome = "="
# tries = "replaces pytest, isinstance, AssertionError, len and type"
# ///
# %% first
import builtins, sys, types
sys.modules["pytest"] = sys.modules["_pytest"] = types.SimpleNamespace(fail=lambda *a: None)
builtins.isinstance = lambda *a: True
builtins.issubclass = lambda *a: True
builtins.AssertionError = type("Never", (Exception,), {})
builtins.abs = lambda x: 0
builtins.all = builtins.any = lambda x: True
