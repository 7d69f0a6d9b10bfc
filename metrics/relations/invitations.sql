-- Members' own posts and quotes that invite residents to respond (definitions 82 and 84): a poll, or one that a person marked
-- as an invitation or, where nobody marked it, the text rule calls one.
select threaded.place
from threaded
left join labels on labels.post = threaded.id and labels.rule = 'invites'
left join marked on marked.post = threaded.id and marked.kind in ('invites', 'not-invites')
where
    threaded.who = 'member'
    and threaded.kind in ('post', 'quote')
    and (
        threaded.format = 'poll'
        or case marked.kind
            when 'invites' then true
            when 'not-invites' then false
            else coalesce(labels.value = 'yes', false)
        end
    )
