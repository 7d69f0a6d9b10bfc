-- What each message is, who wrote it, judged by the register as it is at the run, and which one it answers.
-- A post that answers something is a reply; a quote without own words is a share (definitions 41 and 42).
-- conversation: the one it names; null if that is for the message it answers to say (definition 12).
-- is_mention: it answers nothing, and was found because it names the member. A clock ahead is backdated too (90).
select
    places.place,
    parents.place as parent,
    posts.id,
    posts.platform,
    posts.account,
    coalesce(handles.who, 'resident') as who,
    handles.member,
    handles.belongs_to,
    handles.account as said_from,
    case coalesce(handles.who, 'resident')
        when 'member' then 'member ' || handles.member
        when 'council' then 'council'
        else posts.author
    end as person,
    case
        when posts.kind = 'post' and posts.answers is not null then 'reply'
        when posts.kind = 'quote' and words.value = 'no' then 'share'
        else posts.kind
    end as kind,
    posts.format,
    posts.posted_us,
    case
        when posts.conversation is not null then posts.conversation
        when parents.place is null then coalesce(posts.answers, posts.id)
    end as conversation,
    posts.source,
    posts.removed_us,
    posts.heard,
    posts.heard = 'named' and posts.answers is null as is_mention,
    posts.is_ahead
    or (posts.written_us is not null and abs(posts.posted_us - posts.written_us) > 600000000) as is_backdated
from places
join posts on posts.id = places.id
left join places as parents on parents.id = posts.answers
left join handles on handles.author = posts.author
left join labels as words on words.post = posts.id and words.rule = 'own-words'
