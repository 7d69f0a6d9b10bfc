-- Each message with its conversation and the member it speaks to. Nobody speaks to themself.
select
    message.place,
    message.id,
    message.platform,
    message.account,
    message.who,
    message.member,
    message.said_from,
    message.person,
    message.kind,
    message.format,
    message.posted_us,
    message.source,
    message.removed_us,
    message.heard,
    message.is_mention,
    message.is_backdated,
    linked.parent,
    linked.parent_person,
    linked.parent_belongs_to,
    names_it.names as conversation,
    nullif(decides.speaks_to, coalesce(message.belongs_to, '')) as spoken_to
from messages as message
join linked on linked.place = message.place
join ancestors on ancestors.place = message.place
join linked as names_it on names_it.place = ancestors.talk
join linked as decides on decides.place = ancestors.speech
