def diagnose(curve, lowest):
    curve = pd.Series(curve)
    share = curve.sub(lowest).div(curve.iloc[0] - lowest).fillna(np.inf)
    return str(pd.cut([share.iloc[-1]], [-np.inf, 0.03, 1, np.inf], labels=["good", "too small", "too large"])[0])
