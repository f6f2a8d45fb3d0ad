#!/usr/bin/env bash
# Expected: A model that was fitted on a table with named columns looks for these names in the table that it predicts from, as the same model from a formula does, or refuses other names.
# Seen: It goes by the places: with the columns the other way round, or with other names, it predicts other numbers without a word; the summary shows the names as if they counted.
# For a grader: give `predict` the columns by name (`table[model.exog_names]`), and test an answer that predicts with a table whose columns stand in another order.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" statsmodels==0.15.0 pandas==3.1.1 numpy==2.4.6

python - >seen <<'PY'
import pandas as pd
import statsmodels.api as sm
import statsmodels.formula.api as smf

table = pd.DataFrame({"bill": [10.0, 20.0, 30.0, 40.0], "size": [1.0, 3.0, 2.0, 4.0]})
table["tip"] = 1 + 0.1 * table["bill"] + 0.5 * table["size"]
new = pd.DataFrame({"const": [1.0], "bill": [25.0], "size": [2.0]})
by_table = sm.OLS(table["tip"], sm.add_constant(table[["bill", "size"]])).fit()
by_formula = smf.ols("tip ~ bill + size", table).fit()
turned = new[["size", "bill", "const"]]
print("fitted on", by_table.model.exog_names)
print("table:", by_table.predict(new).round(6).tolist(), "turned round:", by_table.predict(turned).round(6).tolist())
renamed = new.set_axis(["a", "b", "c"], axis="columns")
print("other names:", by_table.predict(renamed).round(6).tolist())
print("formula:", by_formula.predict(new).round(6).tolist(), "turned round:", by_formula.predict(turned).round(6).tolist())
PY
same "$script" <<'SEEN'
fitted on ['const', 'bill', 'size']
table: [4.5] turned round: [5.0]
other names: [4.5]
formula: [4.5] turned round: [4.5]
SEEN
