-- What members' messages say by the text rules or, where a person marked it, by the mark (definition 82). A poll invites and
-- seeks views, whatever its words; one marked as an invitation seeks views unless the rule knows it as a quiz or the like.
select
    threaded.place,
    threaded.format = 'poll' or (coalesce(told.invites, 0) = 1 and coalesce(marks.not_invites, 0) = 0)
    or coalesce(marks.invites, 0) = 1 as invites,
    threaded.format = 'poll' or (
        coalesce(told.invites, 0) = 1 and coalesce(told.seeks_views, 0) = 1 and coalesce(marks.not_invites, 0) = 0
    )
    or (coalesce(marks.invites, 0) = 1 and coalesce(told.wants_no_views, 0) = 0) as seeks_views,
    coalesce(told.reports_back, 0) = 1 as reports_back,
    (coalesce(told.credits, 0) = 1 and coalesce(marks.not_credits, 0) = 0) or coalesce(marks.credits, 0) = 1 as credits,
    (coalesce(told.corrects, 0) = 1 and coalesce(marks.not_corrects, 0) = 0)
    or coalesce(marks.corrects, 0) = 1 as corrects,
    coalesce(marks.corrects, 0) = 1 as is_confirmed_correction
from threaded
left join (
    select
        labels.post,
        max(case when labels.rule = 'invites' and labels.value = 'yes' then 1 else 0 end) as invites,
        max(case when labels.rule = 'seeks-views' and labels.value = 'yes' then 1 else 0 end) as seeks_views,
        max(
            case when labels.rule = 'seeks-views' and labels.value in ('quiz', 'contest', 'reports') then 1 else 0 end
        ) as wants_no_views,
        max(case when labels.rule = 'reports-back' and labels.value = 'yes' then 1 else 0 end) as reports_back,
        max(case when labels.rule = 'credits' and labels.value = 'yes' then 1 else 0 end) as credits,
        max(case when labels.rule = 'corrects' and labels.value = 'yes' then 1 else 0 end) as corrects
    from labels
    where labels.rule in ('invites', 'seeks-views', 'reports-back', 'credits', 'corrects')
    group by labels.post
) as told on told.post = threaded.id
left join (
    select
        marked.post,
        max(case when marked.kind = 'invites' then 1 else 0 end) as invites,
        max(case when marked.kind = 'not-invites' then 1 else 0 end) as not_invites,
        max(case when marked.kind = 'credits' then 1 else 0 end) as credits,
        max(case when marked.kind = 'not-credits' then 1 else 0 end) as not_credits,
        max(case when marked.kind = 'corrects' then 1 else 0 end) as corrects,
        max(case when marked.kind = 'not-corrects' then 1 else 0 end) as not_corrects
    from marked
    group by marked.post
) as marks on marks.post = threaded.id
where threaded.who = 'member'
