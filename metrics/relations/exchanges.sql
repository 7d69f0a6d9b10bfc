-- What a member and one other person said to each other in one conversation, in order (definitions 13, 17 and 39):
-- the other's messages to the member, and the member's replies to the other. A mark beats the label. What is known
-- only because the member answered, quoted or shared it is a turn and nobody's ask (91). Under a question of the
-- member's own a message is an ask only if it asks something too, whichever of the two came to us first.
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
    and heard.heard <> 'along'
    and case marked.kind
        when 'is-an-ask' then true
        when 'not-an-ask' then false
        else coalesce(labels.value = 'ask', false) and (questions.post is null or coalesce(too.value = 'yes', true))
    end as is_ask,
    heard.removed_us is not null as is_removed
from threaded as heard
left join labels on labels.post = heard.id and labels.rule = 'ask'
left join threaded as above on above.place = heard.parent and above.member = heard.spoken_to
left join labels as questions
    on questions.post = above.id and questions.rule = 'question' and questions.value = 'yes'
left join labels as too on too.post = heard.id and too.rule = 'asks-too'
left join marked on marked.post = heard.id and marked.kind in ('is-an-ask', 'not-an-ask')
where heard.spoken_to is not null
union all
select
    came.member,
    message.person,
    message.conversation,
    message.place,
    message.posted_us,
    false as by_member,
    false as is_answer,
    false as is_ask,
    message.removed_us is not null as is_removed
from (
    select
        accounts.member,
        along.place
    from threaded as along
    join accounts on accounts.account = along.account
    where along.heard = 'along'
    union
    select
        reply.member,
        reply.parent as place
    from threaded as reply
    join threaded as answered on answered.place = reply.parent
    where
        reply.who = 'member'
        and reply.kind = 'reply'
        and (
            answered.heard = 'along'
            or (answered.is_mention and coalesce(answered.said_from, '') <> answered.account)
        )
) as came
join threaded as message on message.place = came.place
where
    (message.spoken_to is null or message.spoken_to <> came.member)
    and (message.member is null or message.member <> came.member)
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
