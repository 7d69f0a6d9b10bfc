"""Six members whom residents ask ten questions each in September and in October 2026."""

from datetime import datetime, timedelta

from tests.small_council import Council, write_posts

MEMBERS = [f"m{number}" for number in range(6)]
COLUMNS = "member,name,ward,email,platform,handle,consented_on,consented_by,scope"
SEPTEMBER, OCTOBER = "2026-09", "2026-10"


def rows(answered):
    """Return ten questions a member a month, of which in each month so many are answered within an hour."""
    found = []
    for member in MEMBERS:
        for month, met in answered.items():
            for day in range(10):
                asked = datetime.fromisoformat(f"{month}-{day + 5:02}T09:00:00+00:00")
                row = {"account": f"x:{member}", "posted_at": asked.isoformat(), "kind": "post"}
                id_ = f"{member}-{month}-{day}"
                text = f"When will the bins be collected in street {day} of {member}?"
                found.append({**row, "id": id_, "author": f"resident {day}", "text": text})
                if day < met:
                    answer = {"id": f"{id_}a", "author": "member", "kind": "reply", "answers": id_}
                    when = (asked + timedelta(hours=1)).isoformat()
                    found.append({**row, **answer, "posted_at": when, "text": f"On day {day}."})
    return found


def six_members(folder):
    """Return a council of them, of whom October's answers are many more than September's."""
    council = Council(folder / "data")
    register = [f"{one},{one.upper()},Mill Lane,,x,{one},2026-01-01,paper,public" for one in MEMBERS]
    (folder / "register.csv").write_text("\n".join([COLUMNS, *register]), encoding="utf-8")
    council.must("register", str(folder / "register.csv"))
    posts = write_posts(folder / "posts.jsonl", rows({SEPTEMBER: 2, OCTOBER: 8}))
    council.must("import", str(posts), "--covers", "2026-08-01..2026-11-20")
    return council
