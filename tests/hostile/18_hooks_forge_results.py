# /// attack
# group = "B"
# number = 18
# lesson = "02_one_step"
# outcome = "="
# tries = "hooks before each cell and in place of the display forge a full mark"
# ///
# %% first
import sys
shell = get_ipython()
def forge(*a, **k):
    sys.displayhook(1000.0)
shell.events.register("pre_run_cell", forge)
shell.events.register("post_run_cell", forge)
shell.displayhook.capture.show("execute_result", {"text/plain": "1000.0"}, None)
type(shell.displayhook).write_format_data = lambda self, *a: None
shell.run_cell = lambda *a, **k: None
