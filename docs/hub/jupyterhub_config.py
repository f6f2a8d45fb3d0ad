"""A hub on one machine: people log in as its local users, each gets a server of their own.

`make hub HUB=/srv/course-hub` puts this file into that folder, where everything of the hub is.
"""

import grp
import pwd
from pathlib import Path

c = get_config()
HUB = Path(__file__).resolve().parent
STUDENTS, TEACHERS = "students", "teachers"  # groups of this machine
SERVER = f"{HUB}/env/bin/jupyterhub-singleuser"
COURSE = HUB / "course"  # teachers' servers start in it; closed to everybody else

# ── the hub ───────────────────────────────────────────────────────────────────────────────────
c.JupyterHub.bind_url = "http://127.0.0.1:8000"  # this machine only: a web server in front has TLS
c.JupyterHub.db_url = f"sqlite:///{HUB}/state/hub.sqlite"
c.JupyterHub.cookie_secret_file = f"{HUB}/state/cookie_secret"
c.ConfigurableHTTPProxy.pid_file = f"{HUB}/state/proxy.pid"
c.ConfigurableHTTPProxy.command = [f"{HUB}/node_modules/.bin/configurable-http-proxy"]

# ── who may log in: passwords are those of the machine ────────────────────────────────────────
c.JupyterHub.authenticator_class = "pam"
c.PAMAuthenticator.allowed_groups = {STUDENTS, TEACHERS}

# ── each person's server ──────────────────────────────────────────────────────────────────────
c.Spawner.default_url = "/lab"
# a terminal that is no login shell keeps PATH, and so finds `course` and `nbgrader`
c.Spawner.args = ["--ServerApp.terminado_settings=shell_command=/bin/bash"]


def teaches(name):
    """Say whether a local user is in the teachers' group."""
    group = grp.getgrnam(TEACHERS)
    return name in group.gr_mem or pwd.getpwnam(name).pw_gid == group.gr_gid


def prepare(spawner):
    """Let a teacher begin in the course's folder, with the form grader; a student without."""
    teacher = teaches(spawner.user.name)
    # what a teacher writes is the group's, too; what a student writes is theirs alone
    begin = f"umask 007; cd {COURSE}" if teacher else "umask 077"
    spawner.cmd = ["/bin/sh", "-c", f'{begin}; exec "$0" "$@"', SERVER]
    if teacher:
        spawner.notebook_dir = str(COURSE)
    spawner.environment = {
        "PATH": f"{HUB}/env/bin:/usr/local/bin:/usr/bin:/bin",
        "JUPYTER_CONFIG_PATH": f"{HUB}/{'teachers' if teacher else 'students'}",
    }


c.Spawner.pre_spawn_hook = prepare
