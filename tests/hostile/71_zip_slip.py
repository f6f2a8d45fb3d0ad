# /// attack
# group = "G"
# number = 71
# lesson = "02_one_step"
# outcome = "X"
# tries = "hands in an archive whose members leave their folder"
# made = true
# ///
import stat
import zipfile


def hand_in(folder, notebook):
    from nbgrader.utils import unzip

    archive = folder.parent / "work.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for name in ("../../../red-team.txt", "/tmp/red-team.txt", "a/../../red-team.txt", "..\\..\\red-team.txt"):
            packed.writestr(name, "escaped")
        link = zipfile.ZipInfo("red-team-link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(link, "../../../source")
    try:
        unzip(str(archive), str(folder), zip_ext=[".zip"])
    except Exception as refused:
        print(f"nbgrader refuses it: {refused}")
    for place in (*folder.parents[:5], folder.anchor, "/tmp"):
        for name in ("red-team.txt", "..\\..\\red-team.txt"):
            assert not (folder / place / name).exists(), place
    assert not any(path.is_symlink() for path in folder.parent.rglob("*"))
