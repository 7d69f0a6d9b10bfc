-- Each message beside the one it answers, where we have that. speaks_to: the member it speaks to, if it is for
-- this message to decide (3b, 11). names: its conversation, if it is for this message to name, by the place of
-- the first message that names the same one.
select
    message.place,
    message.parent,
    parent.person as parent_person,
    parent.belongs_to as parent_belongs_to,
    coalesce(parent.person = message.person, false) as goes_on,
    case
        when message.parent is null then accounts.member
        when parent.who = 'member' then parent.member
    end as speaks_to,
    named.names
from messages as message
left join messages as parent on parent.place = message.parent
left join accounts on accounts.account = message.account
left join (
    select
        place,
        min(place) over (partition by conversation) as names
    from messages
    where conversation is not null
) as named on named.place = message.place
