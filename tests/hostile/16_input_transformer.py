# /// attack
# group = "B"
# number = 16
# lesson = "02_one_step"
# outcome = "="
# tries = "an input transformer that deletes all code"
# ///
# %% first
get_ipython().input_transformers_cleanup.append(lambda lines: ["pass\n"])
get_ipython().input_transformer_manager.line_transforms.insert(0, lambda lines: [])
get_ipython().input_transformer_manager.transform_cell = lambda cell: "pass"
