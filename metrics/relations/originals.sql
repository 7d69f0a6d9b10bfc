-- What members began, removed ones left out, and in which format (definition 79): one that its author continues within an hour,
-- by a reply to themself in the conversation it begins, is a thread whatever its format.
select
    said.member,
    said.id,
    said.place,
    said.posted_us,
    case when continued.first_place is null then said.format else 'thread' end as format
from said
left join (
    select distinct conversations.first_place
    from threaded as reply
    join conversations on conversations.conversation = reply.conversation
    join threaded as first_of on first_of.place = conversations.first_place
    where
        reply.who = 'member'
        and reply.kind = 'reply'
        and reply.parent_belongs_to = reply.member
        and reply.member = first_of.member
        and reply.posted_us >= first_of.posted_us
        and reply.posted_us - first_of.posted_us <= 3600000000
) as continued on continued.first_place = said.place
where said.kind = 'post'
