-- Every ask to a member, with its answer and the moment at which it is judged: as_of, or the end of the
-- unbroken sight of the member's posts on that platform, if that is earlier (definition 65); its own time if there was none.
-- is_open: nobody answered it, removed it or corrected it (36). state: what people are told of an open one
-- (89): new under a day old at that moment, waiting up to 14 days, then closed without an answer we saw.
select
    judged.member,
    judged.post,
    judged.account,
    judged.platform,
    judged.person,
    judged.place,
    judged.asked_us,
    judged.removed_us,
    judged.answer,
    judged.answered_us,
    judged.is_backdated,
    judged.is_answered_elsewhere,
    judged.is_set_aside,
    judged.judged_us,
    judged.answered_us is null and judged.removed_us is null and not judged.is_set_aside
    and not judged.is_answered_elsewhere as is_open,
    case
        when judged.judged_us - judged.asked_us < 86400000000 then 'new'
        when judged.judged_us - judged.asked_us <= 1209600000000 then 'waiting'
        else 'closed'
    end as state
from (
    select
        found.member,
        asked.id as post,
        asked.account,
        asked.platform,
        asked.person,
        asked.place,
        asked.posted_us as asked_us,
        asked.removed_us,
        answer.id as answer,
        answer.posted_us as answered_us,
        asked.is_backdated or coalesce(answer.is_backdated, false) as is_backdated,
        coalesce(corrected.is_answered_elsewhere, false) as is_answered_elsewhere,
        coalesce(corrected.is_set_aside, false) as is_set_aside,
        least((select as_of_us from moment), coalesce(followed.to_us, asked.posted_us)) as judged_us
    from found_asks as found
    join threaded as asked on asked.place = found.place
    left join threaded as answer on answer.place = found.answer
    left join followed on followed.member = found.member and followed.place = found.place
    left join (
        select
            turns.member,
            turns.episode,
            max(case when marked.kind = 'answered-elsewhere' then 1 else 0 end) = 1 as is_answered_elsewhere,
            max(case when marked.kind = 'set-aside' then 1 else 0 end) = 1 as is_set_aside
        from marked
        join threaded on threaded.id = marked.post
        join turns on turns.place = threaded.place
        where marked.kind in ('answered-elsewhere', 'set-aside')
        group by turns.member, turns.episode
    ) as corrected on corrected.member = found.member and corrected.episode = found.episode
) as judged
