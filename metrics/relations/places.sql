-- Every message that exists at the moment, in order: by time, a message before the one that answers it, then by
-- id (definition 8). From here on a message is known by its place, because joining numbers is cheap and joining ids isn't.
select
    posts.id,
    row_number() over (
        order by posts.posted_us nulls last, coalesce(tie_breaks.rank, 0) nulls last, posts.id nulls last
    ) as place
from posts
left join tie_breaks on tie_breaks.id = posts.id
where posts.posted_us <= (select as_of_us from moment)
