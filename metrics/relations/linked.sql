-- Each message beside the one it answers, where we have that. speaks_to: the member it speaks to, if it is for
-- this message to decide (definitions 11 and 91): one that answers nothing we have speaks to the member it was kept for, but
-- not if it only came along with a word of theirs or was to somebody who is gone, nor if it names them where such
-- messages weren't seen.
-- names: its conversation, if it is for this message to name, by the place of the first that names the same one.
select
    message.place,
    message.parent,
    parent.person as parent_person,
    parent.belongs_to as parent_belongs_to,
    coalesce(parent.person = message.person, false) as goes_on,
    case
        when parent.who = 'member' then parent.member
        when message.parent is not null or message.heard in ('along', 'aside') then null
        when not message.is_mention or mentions_seen.account is not null then accounts.member
    end as speaks_to,
    named.names
from messages as message
left join messages as parent on parent.place = message.parent
left join accounts on accounts.account = message.account
left join mentions_seen
    on message.is_mention
    and mentions_seen.account = message.account
    and message.posted_us >= mentions_seen.from_us
    and message.posted_us <= mentions_seen.to_us
left join (
    select
        place,
        min(place) over (partition by conversation) as names
    from messages
    where conversation is not null
) as named on named.place = message.place
