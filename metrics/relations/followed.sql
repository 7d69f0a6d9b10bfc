-- Until when each ask was followed (definitions 65 and 86): by sight of the member's own posts on all of their accounts on its
-- platform, each from its first seen moment on. An account never seen, or not yet, takes no part. An ask put before any
-- of them was seen isn't here: nobody followed it.
select
    found.member,
    found.place,
    min(coalesce(holding.to_us, greatest(first_sight.from_us, asked.posted_us))) as to_us
from found_asks as found
join threaded as asked on asked.place = found.place
join accounts on accounts.member = found.member and accounts.platform = asked.platform
join first_sight on first_sight.account = accounts.account
left join seen as holding
    on holding.account = accounts.account
    and holding.from_us <= greatest(first_sight.from_us, asked.posted_us)
    and holding.to_us >= greatest(first_sight.from_us, asked.posted_us)
group by found.member, found.place
having min(first_sight.from_us) <= min(asked.posted_us)
