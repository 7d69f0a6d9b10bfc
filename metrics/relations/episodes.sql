-- Episodes between a member and a resident (definitions 13 to 17): when each began, and how many messages each of the two wrote.
select
    turns.member,
    turns.episode,
    began.id as first_message,
    began.posted_us as began_us,
    sum(case when turns.reply is null then 1 else 0 end) as theirs,
    sum(case when turns.reply is null then 0 else 1 end) as mine
from turns
join threaded as began on began.place = turns.episode
left join threaded as begun_on on begun_on.place = began.parent
where case when began.member = turns.member then begun_on.who = 'resident' else began.who = 'resident' end
group by turns.member, turns.episode, began.id, began.posted_us
