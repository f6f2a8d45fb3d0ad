# /// attack
# group = "C"
# number = 44
# lesson = "02_one_step"
# outcome = "Z"
# tries = "returns frames of objects with an evil repr, twice the same column, and a frame of frames"
# reasons = { gradient_factor = "unsupported_type wrong ended" }
# ///
# %% gradient_factor
def gradient_factor(loss, n):
    class Evil:
        def __repr__(self):
            import os
            os._exit(0)
        __str__ = __eq__ = __len__ = __array__ = __repr__
    if loss == "mse":
        return pd.DataFrame({"a": [Evil()]})
    if loss == "sse":
        return pd.DataFrame([[0.0, 0.0]], columns=["a", "a"])
    if loss == "half_sse":
        return pd.Series([pd.DataFrame({"a": [0.0]})], dtype=object)
    return pd.DataFrame([[0.0]], columns=[Evil()])
