# /// attack
# group = "B"
# number = 17
# lesson = "02_one_step"
# outcome = "="
# tries = "an AST transformer that drops every assert and makes every function return 0"
# ///
# %% first
import ast
class Soft(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()
    def visit_Return(self, node):
        return ast.copy_location(ast.Return(ast.Constant(0.0)), node)
get_ipython().ast_transformers.append(Soft())
