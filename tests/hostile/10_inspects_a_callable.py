# /// attack
# group = "A"
# number = 10
# outcome = "="
# tries = "takes a function apart that it was handed"
# lesson = "03_tips"
# ///
# %% gradient_descent
def gradient_descent(df, theta_init, alpha, n_steps):
    import gc, inspect
    for name in ("__globals__", "__closure__", "__code__", "__defaults__", "__wrapped__"):
        part = repr(getattr(df, name, ""))
        assert "CURVATURE" not in part and "tests/hidden" not in part, "found"
    for cell in getattr(df, "__closure__", None) or ():
        assert not callable(cell.cell_contents) or "bowl" not in repr(cell.cell_contents), "found"
    try:
        assert "CURVATURE" not in inspect.getsource(df), "found"
    except (OSError, TypeError):
        pass
    assert not any("CURVATURE" in str(getattr(x, "__name__", "")) for x in gc.get_referrers(df)), "found"
    theta = np.array(theta_init, dtype=float)
    for _ in range(n_steps):
        theta = theta - alpha * np.asarray(df(theta))
    return theta
