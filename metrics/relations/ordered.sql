-- Messages in order: by time, a message before the one that answers it, then by id (3b, 8).
select
    messages.id,
    messages.platform,
    messages.account,
    messages.who,
    messages.member,
    messages.belongs_to,
    messages.said_from,
    messages.person,
    messages.kind,
    messages.posted_us,
    messages.answers,
    messages.conversation,
    messages.source,
    messages.removed_us,
    messages.is_backdated,
    messages.form,
    messages.says,
    row_number() over (order by messages.posted_us, coalesce(ties.rank, 0), messages.id) as place
from messages
left join ties on ties.id = messages.id
