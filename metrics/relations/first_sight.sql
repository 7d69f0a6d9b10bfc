-- The first moment each account was seen, where no act came before it.
select
    accounts.account,
    accounts.member,
    min(seen.from_us) as from_us
from accounts
join seen on seen.account = accounts.account
where seen.from_us <= (select as_of_us from moment)
    and not exists (
        select 1
        from acts
        where acts.account = accounts.account
            and acts.posted_us < (select min(early.from_us) from seen as early where early.account = accounts.account)
    )
group by accounts.account, accounts.member
