-- The published file: results of one finished run, never changed afterwards. Times are microseconds UTC.
-- Notebooks and BI tools may read it. `<version>.duckdb` is for the comms team and leadership,
-- `<version>-own.duckdb` has the same tables for measures that are for the member's eyes only.

-- One row a fact about the run: version, as_of_us, published_us, cut_off_us (newest message kept), council, country,
-- time_zone, pack, invented ('yes' where the council is invented), definitions (measure@version, comma separated), messages, shape (a mark of
-- the shape of these tables), folder (a mark of the data folder it was made in), marks (the number of the newest
-- correction that the figures rest on, 0 if there was none).
create table meta (name varchar primary key, value varchar not null);

create table members (
    member varchar primary key,      -- the register's id
    name varchar not null,
    ward varchar not null,
    area varchar not null            -- of several wards, as the register groups them; empty if it doesn't
);

-- By which definition each measure was worked out, in every window alike: a past month is always worked out anew.
create table definitions (
    measure varchar primary key,
    version integer not null,        -- raised whenever the same posts may give another figure
    since varchar not null           -- the day since which this version is in force, as 2026-11-22
);

-- What we know of each account at the run's moment.
create table accounts (
    account varchar primary key,     -- platform:handle
    member varchar not null,
    platform varchar not null,
    handle varchar not null,
    state varchar not null,          -- active, quiet, unattended, declared away, unknown (definition 51)
    last_act_us bigint,              -- the newest public act, null if none was seen
    first_seen_us bigint,            -- the first moment we saw the account, or its earliest act if that is earlier;
                                     -- null if it was never seen (definition 96)
    last_seen_us bigint,             -- the last moment we saw it without a gap up to it, null if never
    quiet_bar_days double            -- silences longer than this are unusual for this account
);

-- What each platform is called on pages, those that we collect from.
create table platforms (platform varchar primary key, name varchar not null);

-- The last visit to each account that is collected.
create table visits (
    account varchar primary key,
    tried_us bigint not null,
    done_us bigint,                  -- the last that ended well, null if none did
    reason varchar not null,         -- of the last: fault, limit, budget, set up, token, permission, protected,
                                     -- suspended, gone, moved, cap, gap, drift; empty if it ended well
    reason_parameters varchar not null,  -- JSON
    token_ends_us bigint             -- when its token will no longer be taken; 0: never; null: nobody says
);

-- Stretches within the windows that weren't seen, and why, as far as anything is known of it.
create table unseen (
    member varchar not null,
    account varchar not null,
    sight varchar not null,          -- posts, replies
    from_us bigint not null,
    to_us bigint not null,
    reason varchar not null,         -- as in visits; empty: nothing is known of it
    reason_parameters varchar not null   -- JSON
);

-- Every window there are results for: months ('2026-10'), weeks ('2026-W43') and '90 days'.
create table windows (
    label varchar primary key,
    kind varchar not null,           -- month, week, days
    from_us bigint not null,
    to_us bigint not null            -- first moment after it, also while it still runs
);

-- One row a member, measure and window (months and 90 days).
create table results (
    member varchar not null,
    measure varchar not null,
    version integer not null,        -- of the measure's definition
    label varchar not null,
    outcome varchar not null,        -- measured, too few, not visible, unknown
    value double,                    -- null unless measured
    low double,                      -- 95 % range, where the figure has one
    high double,
    n bigint,                        -- occasions; null where unknown
    met bigint,                      -- numerator, where the figure is a share
    unit varchar not null,           -- share, hours, days, count
    reason varchar,                  -- a code, where there is something to say: too-few, under-half-answered,
                                     -- left-out, partly-seen, nothing-seen, not-read, not-shown, whom-not-shown
    reason_parameters varchar not null,  -- JSON: what the words of it name
    counts varchar not null          -- JSON: what stands beside the figure
);

-- The rows each result was summed up from, in order of time, and what was left out of it and why.
create table occasions (
    member varchar not null,
    measure varchar not null,
    label varchar not null,
    happened_us bigint not null,
    post varchar,                    -- id of the message it is about (null: a silence since the account was first seen, or
                                     -- what a profile said)
    answer varchar,                  -- id of the answer, or of the act that ended a silence
    met boolean,
    value double,                    -- hours or days, where the measure has one
    reason varchar not null,         -- what was seen: a code of the measure's (metrics/, `reasons`)
    reason_parameters varchar not null,  -- JSON: what the words of it name
    left_out boolean not null        -- listed beside the figure, not in it
);

-- The messages the occasions and the waiting list point to. Hidden and removed ones have no words and no link.
create table messages (
    post varchar primary key,
    who varchar not null,            -- member, resident, council, former
    account varchar not null,
    platform varchar not null,
    kind varchar not null,
    posted_us bigint not null,
    text varchar not null,
    url varchar not null,
    is_hidden boolean not null,      -- hidden from logged-out readers by its author: counted, not shown
    is_removed boolean not null,
    is_link_only boolean not null    -- its platform's terms let us show the link to it, not its words
);

-- The last 13 months and 26 weeks of each measure, for trends.
create table series (
    member varchar not null,
    measure varchar not null,
    label varchar not null,
    kind varchar not null,           -- month, week
    from_us bigint not null,
    outcome varchar not null,
    value double,
    n bigint,
    met bigint
);

-- Every ask still open, of any date, oldest first.
create table waiting (
    member varchar not null,
    account varchar not null,
    post varchar not null,
    asked_us bigint not null,
    waited_us bigint not null,       -- as far as we saw (definition 65)
    seen_until_us bigint not null,   -- the moment up to which we saw it wait: as_of, or when sight of the member ended
    state varchar not null           -- by waited_us: new under 24 h, waiting up to exactly 14 days, then closed: without
                                     -- an answer we saw (definition 89)
);

-- How much of each window was seen of each account (elapsed part of a running window).
create table coverage (
    member varchar not null,
    account varchar not null,
    sight varchar not null,          -- posts, replies
    label varchar not null,
    seen double not null             -- 0 to 1
);

-- What came too late for a month's frozen summary (its latest edition at the run): a revision would count it.
create table late (
    month varchar primary key,       -- YYYY-MM
    messages bigint not null,        -- posted before the month closed, collected after the edition was made
    marks bigint not null            -- corrections made or undone since then, of messages of the month
);

-- The whole council, months and 90 days: members' occasions taken together, their range clustered by member.
create table council (
    measure varchar not null,
    label varchar not null,
    outcome varchar not null,
    value double,
    low double,                      -- 95 %, clustered by member
    high double,
    n bigint not null,               -- occasions of the members measured
    met bigint,
    members bigint not null,         -- members with an occasion in it, seen well enough
    members_unknown bigint not null, -- members not seen well enough
    unit varchar not null
);
