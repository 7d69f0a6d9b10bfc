-- Public acts of each account: anything its member posted from it, removed since or not (definition 48).
select
    said_from as account,
    member,
    id,
    place,
    posted_us
from threaded
where who = 'member'
