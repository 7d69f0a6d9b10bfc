"""Short forms of words, as hurried people and notices write them, and what each stands for."""

SHORT = {
    short: tuple(written.split())
    for short, written in {
        "&": "and", "@": "at", "%": "per cent", "percent": "per cent", "pc": "per cent", "w/c": "week commencing",
        "rd": "road", "rds": "roads", "st": "street", "ave": "avenue", "av": "avenue", "ln": "lane", "sq": "square",
        "cl": "close", "cres": "crescent", "pk": "park", "est": "estate", "bldg": "building", "bldgs": "buildings",
        "ctr": "centre", "hosp": "hospital", "uni": "university", "nr": "near", "govt": "government",
        "gov": "government", "cllr": "councillor", "cllrs": "councillors", "cyng": "cynghorydd",
        "dept": "department", "cttee": "committee", "cncl": "council", "assoc": "association", "mgr": "manager",
        "exec": "executive",
        "ltd": "limited", "approx": "approximately", "info": "information", "mtg": "meeting", "mtgs": "meetings",
        "incl": "including", "inc": "including", "max": "maximum", "avg": "average", "temp": "temperature",
        "temps": "temperatures", "mon": "monday", "tue": "tuesday", "tues": "tuesday", "wed": "wednesday",
        "weds": "wednesday", "thu": "thursday", "thur": "thursday", "thurs": "thursday", "fri": "friday",
        "sat": "saturday", "sun": "sunday", "jan": "january", "feb": "february", "mar": "march", "apr": "april",
        "jun": "june", "jul": "july", "aug": "august", "sep": "september", "sept": "september", "oct": "october",
        "nov": "november", "dec": "december", "pls": "please", "plz": "please", "tmrw": "tomorrow",
        "tomoz": "tomorrow", "2moro": "tomorrow", "2nite": "tonight", "thx": "thanks", "ppl": "people",
        "yrs": "years", "hr": "hour", "hrs": "hours", "min": "minutes", "mins": "minutes", "wk": "week",
        "wks": "weeks", "mth": "month", "mths": "months", "pa": "a year", "xmas": "christmas", "vs": "versus",
        "asap": "as soon as possible", "u": "you", "ur": "your", "r": "are", "n": "and", "bn": "billion",
        "eve": "evening", "mph": "miles an hour", "km": "kilometres", "w": "with", "w/o": "without", "b4": "before",
        "bc": "because", "cos": "because", "btwn": "between", "thru": "through", "tho": "though", "2day": "today",
        "tdy": "today", "yday": "yesterday", "tomo": "tomorrow", "tmw": "tomorrow", "tonite": "tonight",
        "wkend": "weekend", "wkends": "weekends", "hol": "holiday", "hols": "holidays", "appt": "appointment",
        "appts": "appointments", "ctte": "committee", "cmte": "committee", "sch": "school", "schs": "schools",
        "mkt": "market", "stn": "station", "lib": "library", "dist": "district", "auth": "authority",
        "org": "organisation", "orgs": "organisations", "vol": "volunteer", "vols": "volunteers", "tel": "telephone",
        "ft": "feet", "hse": "house", "hses": "houses", "gdn": "garden", "gdns": "gardens",
        "dev": "development", "veh": "vehicle", "vehs": "vehicles", "peds": "pedestrians", "msg": "message",
        "msgs": "messages", "txt": "text", "grp": "group", "grps": "groups", "cd": "could", "wd": "would",
        "shd": "should", "hv": "have", "frm": "from", "abt": "about", "terr": "terrace", "pl": "place", "ct": "court",
        "dr": "drive", "poss": "possible", "prob": "probably", "esp": "especially", "gd": "good", "wld": "would",
        "cld": "could", "tix": "tickets", "reg": "registration", "reqd": "required", "ref": "reference",
    }.items()
}  # fmt: skip
