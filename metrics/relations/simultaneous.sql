-- Messages that share their microsecond with the message they answer: the only ones whose order needs care.
select
    message.id,
    message.posted_us,
    message.answers
from posts as message
where
    message.posted_us <= (select as_of_us from moment)
    and message.posted_us in (
        select child.posted_us
        from posts as child
        join posts as parent on parent.id = child.answers
        where parent.posted_us = child.posted_us
    )
order by message.posted_us nulls last, message.id nulls last
