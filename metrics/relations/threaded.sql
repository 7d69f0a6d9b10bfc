-- Each message with its conversation and the member it speaks to. Nobody speaks to themself.
select
    ordered.place,
    ordered.id,
    ordered.platform,
    ordered.account,
    ordered.who,
    ordered.member,
    ordered.said_from,
    ordered.person,
    ordered.kind,
    ordered.posted_us,
    ordered.answers,
    ordered.source,
    ordered.removed_us,
    ordered.is_backdated,
    ordered.form,
    ordered.says,
    linked.parent,
    linked.parent_who,
    linked.parent_person,
    linked.parent_belongs_to,
    coalesce(names_it.conversation, names_it.answers, names_it.id) as conversation,
    nullif(
        case
            when decides.parent is null then accounts.member
            when decides.parent_who = 'member' then decides.parent_member
        end,
        coalesce(ordered.belongs_to, '')
    ) as spoken_to
from ordered
join linked on linked.place = ordered.place
join hops on hops.place = ordered.place
join linked as names_it on names_it.place = hops.talk
join linked as decides on decides.place = hops.speech
left join accounts on accounts.account = decides.account
