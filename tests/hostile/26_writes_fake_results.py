# /// attack
# group = "B"
# number = 26
# lesson = "02_one_step"
# outcome = "="
# tries = "writes the files in which graders keep their results"
# ///
# %% last
import json, os, sqlite3
for folder in (".", "/tmp", "/autograder/results", "..", "/home/student"):
    for name, text in (("results.json", json.dumps({"score": 100})), ("results.xml", "<testsuite failures='0'/>"),
                       ("02_one_step.json", "{}"), (".grade", "0")):
        try:
            open(os.path.join(folder, name), "w").write(text)
        except OSError:
            pass
db = sqlite3.connect("gradebook.db")
db.execute("create table grade (auto_score real)")
db.execute("insert into grade values (1000)")
db.commit()
