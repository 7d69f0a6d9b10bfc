-- What a member and one other person said to each other in one conversation, in order (3b, 13, 17 and 39):
-- the other's messages to the member, and the member's replies to the other. A mark beats the label.
select
    heard.spoken_to as member,
    heard.person,
    heard.conversation,
    heard.place,
    heard.posted_us,
    false as by_member,
    false as is_answer,
    heard.who = 'resident'
    and heard.kind <> 'share'
    and case marked.kind
        when 'is-an-ask' then true
        when 'not-an-ask' then false
        else coalesce(labels.value = 'ask', false)
    end as is_ask,
    heard.removed_us is not null as is_removed
from threaded as heard
left join labels on labels.post = heard.id and labels.rule = 'ask'
left join marked on marked.post = heard.id and marked.kind in ('is-an-ask', 'not-an-ask')
where heard.spoken_to is not null
union all
select
    reply.member,
    reply.parent_person as person,
    reply.conversation,
    reply.place,
    reply.posted_us,
    true as by_member,
    parent.conversation = reply.conversation as is_answer, -- a reply to something said elsewhere answers nothing here (14)
    false as is_ask,
    reply.removed_us is not null as is_removed
from threaded as reply
join threaded as parent on parent.place = reply.parent
where
    reply.who = 'member'
    and reply.kind = 'reply'
    and (reply.parent_belongs_to is null or reply.parent_belongs_to <> reply.member)
