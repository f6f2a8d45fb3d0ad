# /// attack
# group = "F"
# number = 64
# lesson = "02_one_step"
# outcome = "="
# tries = "unshare, mount, io_uring, keyctl, bpf, TIOCSTI and their like"
# shows = ["got: []"]
# ///
# %% last
import ctypes, errno, fcntl, platform
c = ctypes.CDLL(None, use_errno=True)
NUMBERS = {
    "x86_64": dict(unshare=272, mount=165, umount2=166, pivot_root=155, setns=308, io_uring_setup=425, keyctl=250, add_key=248,
                   bpf=321, perf_event_open=298, userfaultfd=323, memfd_create=319, init_module=175, kexec_load=246,
                   open_by_handle_at=304, fsopen=430, open_tree=428, move_mount=429, ptrace=101, chroot=161, reboot=169),
    "aarch64": dict(unshare=97, mount=40, umount2=39, pivot_root=41, setns=268, io_uring_setup=425, keyctl=219, add_key=217,
                    bpf=280, perf_event_open=241, userfaultfd=282, memfd_create=279, init_module=105, kexec_load=104,
                    open_by_handle_at=265, fsopen=430, open_tree=428, move_mount=429, ptrace=117, chroot=51, reboot=142),
}[platform.machine()]
got = []
for name, number in NUMBERS.items():
    ctypes.set_errno(0)
    result = c.syscall(number, 0x10000000, 0, 0, 0, 0, 0)
    if result >= 0 or ctypes.get_errno() not in (errno.EPERM, errno.ENOSYS):
        got.append((name, result, ctypes.get_errno()))
try:
    fcntl.ioctl(0, 0x5412, b"x")
    got.append("TIOCSTI")
except OSError:
    pass
print("got:", got)
