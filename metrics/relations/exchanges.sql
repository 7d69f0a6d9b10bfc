-- What a member and one other person said to each other in one conversation, in order (3b, 13, 17 and 39):
-- the other's messages to the member, and the member's replies to the other.
select
    spoken_to as member,
    person,
    conversation,
    place,
    posted_us,
    false as by_member,
    who = 'resident' and says = 'ask' and kind <> 'share' as is_ask,
    removed_us is not null as is_removed
from threaded
where spoken_to is not null
union all
select
    reply.member,
    reply.parent_person as person,
    reply.conversation,
    reply.place,
    reply.posted_us,
    true as by_member,
    false as is_ask,
    reply.removed_us is not null as is_removed
from threaded as reply
join threaded as parent on parent.place = reply.parent
where
    reply.who = 'member'
    and reply.kind = 'reply'
    and parent.conversation = reply.conversation
    and (reply.parent_belongs_to is null or reply.parent_belongs_to <> reply.member)
