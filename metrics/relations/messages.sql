-- Every message that exists at the moment, and who wrote it, judged by the register as it is at the run.
-- A post that answers something is a reply; a quote without own words is a share (3b, 41 and 42).
select
    posts.id,
    posts.platform,
    posts.account,
    posts.author,
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
    posts.posted_us,
    posts.answers,
    posts.conversation,
    posts.source,
    posts.removed_us,
    posts.written_us is not null and abs(posts.posted_us - posts.written_us) > 600000000 as is_backdated,
    coalesce(form.value, '') as form,
    case marked.kind when 'is-an-ask' then 'ask' when 'not-an-ask' then 'nothing' else asks.value end as says
from posts
left join handles on handles.author = posts.author
left join labels as words on words.post = posts.id and words.rule = 'own-words'
left join labels as form on form.post = posts.id and form.rule = 'form'
left join labels as asks on asks.post = posts.id and asks.rule = 'ask'
left join marked on marked.post = posts.id and marked.kind in ('is-an-ask', 'not-an-ask')
where posts.posted_us <= (select as_of_us from moment)
