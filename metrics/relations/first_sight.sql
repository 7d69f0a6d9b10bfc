-- The first seen moment of each account (definition 96): the earlier of where its first seen stretch begins and its earliest
-- act. An account without a seen stretch was never seen, even where an act of it is known from elsewhere.
select
    accounts.account,
    accounts.member,
    least(min(seen.from_us), coalesce(min(earliest.posted_us), min(seen.from_us))) as from_us
from accounts
join seen on seen.account = accounts.account
left join (
    select
        acts.account,
        min(acts.posted_us) as posted_us
    from acts
    group by acts.account
) as earliest on earliest.account = accounts.account
group by accounts.account, accounts.member
