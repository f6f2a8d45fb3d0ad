"""Whose a file is, from its path in a download alone."""

from __future__ import annotations

import pytest

from autograder.lms.names import sent_by
from autograder.lms.people import People
from autograder.lms.sent import Sent
from autograder.term.roster import Roster, Student

HW = "01_sorting"
ADA = Student("ada@uni", "Ada", "Lovelace", lms_user_id="4711", group="team_1")
ZOE = Student("zoe@uni", "Zoë", "O'Müller", lms_user_id="4712")
KIMS = (Student("kim1", "Kim", "Lee"), Student("kim2", "Kim", "Lee"))
PEOPLE = People.of(Roster({one.id: one for one in (ADA, ZOE, *KIMS)}))


def canvas(user: str, file: str, attachment: int = 20815, *, late: bool = False) -> Sent:
    return Sent(user, "" if user.startswith("anon") else user, file, attachment, late)


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("leeada_4711_20815_01_sorting.ipynb", canvas("4711", "01_sorting.ipynb")),
        ("leeada_LATE_4711_20815_01_sorting.ipynb", canvas("4711", "01_sorting.ipynb", late=True)),
        ("lee--ada_late_4711_20815_x.ipynb", canvas("4711", "x.ipynb", late=True)),
        ("o_neil_4711_20815_a_1_2_b.ipynb", canvas("4711", "a_1_2_b.ipynb")),
        ("ada_4711_text.html", Sent("4711", "4711", "text.html")),
        ("ada_LATE_4711_link.html", Sent("4711", "4711", "link.html", late=True)),
        ("_4711_20815_x.ipynb", canvas("4711", "x.ipynb")),  # a name of emoji, say
        ("李明_4711_20815_x.ipynb", canvas("4711", "x.ipynb")),
        ("हिन्दी_4711_20815_x.ipynb", canvas("4711", "x.ipynb")),
        # resubmitted: -1, -2, and -1 of a file that was a -1 already
        ("a_1_2_01_sorting-2.ipynb", canvas("1", "01_sorting.ipynb", 2)),
        ("a_1_2_01_sorting-1-1.ipynb", canvas("1", "01_sorting.ipynb", 2)),
        ("a_1_2_01_sorting-1.ipynb.txt", canvas("1", "01_sorting.ipynb.txt", 2)),
        # anonymous grading: neither name nor number
        ("anon_a1B2c_20815_01_sorting.ipynb", canvas("anon_a1B2c", "01_sorting.ipynb")),
        ("LATE_anon_a1B2c_9_x.py", canvas("anon_a1B2c", "x.py", 9, late=True)),
        ("anon_a1B2c_text.html", Sent("anon_a1B2c", "", "text.html")),
        # what a student chose says nothing, whichever platform's form it has
        (
            "ada_1_2_Zoe_3_assignsubmission_file_x.py",
            canvas("1", "Zoe_3_assignsubmission_file_x.py", 2),
        ),
        (
            "ada_1_2_h_zoe_attempt_2027-03-08-20-15-00_x.py",
            canvas("1", "h_zoe_attempt_2027-03-08-20-15-00_x.py", 2),
        ),
        ("submissions_2027_03_08.zip", None),
        ("team_1_4711_20815_x.ipynb", canvas("1", "20815_x.ipynb", 4711)),  # without a class list
    ],
)  # fmt: skip
def test_canvas(name: str, sent: Sent | None) -> None:
    assert sent_by(name, HW) == sent


def test_an_assignment_that_ends_like_a_second_version() -> None:
    assert sent_by("a_1_2_hw-1.ipynb", "hw-1") == canvas("1", "hw-1.ipynb", 2)
    assert sent_by("a_1_2_hw-1-1.ipynb", "hw-1") == canvas("1", "hw-1.ipynb", 2)


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        # the name of a group that ends in a number, which only the class list can tell
        ("team_1_4711_20815_x.ipynb", canvas("4711", "x.ipynb")),
        ("lovelaceada_4711_4712_x.ipynb", canvas("4711", "x.ipynb", 4712)),
        ("anybody_5000_4712_1_x.ipynb", None),  # not in the list: nobody's, rather than Zoë's
        ("x_4712_4711_20815_y.ipynb", None),
        ("a_4711_20815_x_4712_1_y.ipynb", canvas("4711", "x_4712_1_y.ipynb")),
        ("omüllerzoë_4712_7_x.ipynb", canvas("4712", "x.ipynb", 7)),
        ("ada_4711_20815_work/zoe_4712_20817_x.ipynb", canvas("4711", "zoe_4712_20817_x.ipynb")),
        ("ada_5000_20815_work/zoe_4712_20817_x.ipynb", None),
        (
            "ada_4711_20815_Zoe_3_assignsubmission_file/x.ipynb",
            canvas("4711", "x.ipynb"),
        ),
        ("01_2027_03_08/zoe_4712_20817_x.ipynb", canvas("4712", "x.ipynb", 20817)),
        ("all/ada@uni/x.ipynb", Sent("ada@uni", "", "x.ipynb")),
        ("all/Lovelace, Ada/zoe@uni/x.ipynb", Sent("ada@uni", "", "x.ipynb")),
        ("all/ZOË OMÜLLER/x.ipynb", Sent("zoe@uni", "", "x.ipynb")),
        ("all/Kim Lee/x.ipynb", None),  # two of that name
        ("zoe@uni_x.ipynb", None),  # whoever named that file may be anybody
    ],
)
def test_the_class_list_says_more(name: str, sent: Sent | None) -> None:
    assert sent_by(name, HW, people=PEOPLE) == sent


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("Ada L_7_assignsubmission_file/x.py", Sent("Ada L", "7", "x.py")),
        ("Ada L_7_assignsubmission_file_/sub/x.py", Sent("Ada L", "7", "x.py")),
        ("hw/Ada L_7_assignsubmission_file_x.py", Sent("Ada L", "7", "x.py")),
        ("C:\\hw\\Ada L_7_assignsubmission_file_\\x.py", Sent("Ada L", "7", "x.py")),
        ("/etc/../Ada L_7_assignsubmission_file/x.py", Sent("Ada L", "7", "x.py")),
        (
            "李 明_7_assignsubmission_onlinetext/onlinetext.html",
            Sent("李 明", "7", "onlinetext.html"),
        ),
        ("Ada L_7_assignsubmission_onlinetext_a.html", Sent("Ada L", "7", "a.html")),
        ("Ada L_7_assignsubmission_onenote/x.one", Sent("Ada L", "7", "x.one")),
        ("Participant_7_assignsubmission_file/x.py", Sent("Participant", "7", "x.py")),
        ("Default group_assignsubmission_file/x.py", Sent("Default group", "", "x.py")),
        ("A_1_assignsubmission_file/Zoe_2_assignsubmission_file/x.py", Sent("A", "1", "x.py")),
        ("A_1_assignsubmission_file_zoe_4712_9_x.py", Sent("A", "1", "zoe_4712_9_x.py")),
    ],
)
def test_moodle(name: str, sent: Sent) -> None:
    assert sent_by(name, HW) == sent


AT = "2027-03-08-20-15-00"
BRIGHTSPACE = "9001-77 - Ada Lovelace - Mar 8, 2027 815 PM"
SAKAI = "Lab 1/Lovelace, Ada(ada)"


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        (f"Lab 1_ada_attempt_{AT}_x_1.py", Sent("ada", "", "x_1.py", when=AT)),
        (f"g/gradebook_CS1_Lab 1_ada_attempt_{AT}_x.py", Sent("ada", "", "x.py", when=AT)),
        (f"Lab 1_ada_attempt_{AT}.txt", Sent("ada", "", "typed.txt", when=AT)),
        (
            f"Lab 1_ada_attempt_{AT}_x_zoe_attempt_{AT}_y.py",
            Sent("ada", "", f"x_zoe_attempt_{AT}_y.py", when=AT),
        ),
        (
            f"Lab_ada_attempt_{AT}_Zoe_3_assignsubmission_file_x.py",
            Sent("ada", "", "Zoe_3_assignsubmission_file_x.py", when=AT),
        ),
        (
            f"Lab_ada_attempt_{AT}_3_4_assignsubmission_x.py",
            Sent("ada", "", "3_4_assignsubmission_x.py", when=AT),
        ),
        (f"{BRIGHTSPACE}/x.py", Sent("Ada Lovelace", "9001", "x.py", when="2027-03-08 20:15:00")),
        (
            f"{BRIGHTSPACE.replace(' - Mar', '- March')} - x - y.py",
            Sent("Ada Lovelace", "9001", "x - y.py", when="2027-03-08 20:15:00"),
        ),
        (
            "9001-77 - N0123 - Ada Lovelace- 8 March, 2027 2015 - x.py",
            Sent("N0123", "", "x.py", when="2027-03-08 20:15:00"),
        ),
        (f"{SAKAI}/Submission attachment(s)/x.py", Sent("ada", "", "x.py")),
        (f"{SAKAI}/Lovelace, Ada(ada)_submissionText.html", Sent("ada", "", "submissionText.html")),
        (f"{SAKAI}/timestamp.txt", None),
        ("notes.txt", None),
        ("", None),
    ],
)
def test_blackboard_brightspace_and_sakai(name: str, sent: Sent | None) -> None:
    assert sent_by(name, HW) == sent
