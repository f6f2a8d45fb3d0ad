#!/usr/bin/env bash
# Expected: A parser that loads the grammar of a Python version reads what that version reads.
# Seen: parso loads the grammars of 3.10 to 3.14 without a word, and calls `match`, `except*`, `type A = int` and an f-string with its own quotes inside syntax errors in each of them; type parameters it reads.
# For a grader: whether an answer is Python is to be asked of the Python that runs it (`ast.parse`), not of a library that reads Python, nor of an editor's red underline.
script=$(realpath "$0")
. "$(dirname "$0")/lib.sh" parso==0.8.7

python - >seen <<'PY'
import parso

sources = {
    "match, 3.10": "match x:\n    case 1:\n        pass\n",
    "except*, 3.11": "try:\n    pass\nexcept* ValueError:\n    pass\n",
    "type statement, 3.12": "type A = int\n",
    "quotes in an f-string, 3.12": 'x = f"{d["a"]}"\n',
    "type parameters, 3.12": "def f[T](x: T) -> T:\n    return x\n",
}
for name, source in sources.items():
    verdicts = []
    for version in ("3.12", "3.13", "3.14"):
        grammar = parso.load_grammar(version=version)
        errors = list(grammar.iter_errors(grammar.parse(source)))
        verdicts.append(f"{version} {'refused' if errors else 'read'}")
    print(name, *verdicts, sep=": ")
PY
same "$script" <<'SEEN'
match, 3.10: 3.12 refused: 3.13 refused: 3.14 refused
except*, 3.11: 3.12 refused: 3.13 refused: 3.14 refused
type statement, 3.12: 3.12 refused: 3.13 refused: 3.14 refused
quotes in an f-string, 3.12: 3.12 refused: 3.13 refused: 3.14 refused
type parameters, 3.12: 3.12 read: 3.13 read: 3.14 read
SEEN
