# /// attack
# group = "G"
# number = 69
# lesson = "02_one_step"
# outcome = "="
# tries = "runs programs and extensions by magic"
# shows = ["found: ['0']", "in the jail"]
# ///
# %% last
!sh -c 'cat /etc/shadow; ls /root; touch /usr/red-team; echo in the jail; id'
# %% first
found = !cat /root/.bashrc /etc/hostname /proc/1/environ | grep -c SECRET
print("found:", found[-1:])
get_ipython().run_cell_magic("javascript", "", "alert(73)")
get_ipython().run_cell_magic("html", "", "<script>alert(73)</script>")
for magic, rest in (("load_ext", "autoreload"), ("run", "/root/evil.py"), ("load", "/etc/passwd"), ("config", "x"), ("cd", "/"), ("env", "A=1")):
    try:
        get_ipython().run_line_magic(magic, rest)
    except BaseException:
        pass
get_ipython().run_cell_magic("script", "sh", "kill -9 -1; echo done")
