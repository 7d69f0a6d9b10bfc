-- What members said, removed messages left out: they can't be opened, so they are no evidence.
-- is_invitation: an original or quote that invites residents to respond (84).
-- is_to_others: a reply to a message that isn't the member's own, from any account, or that we don't have (definitions 23, 37).
-- local_day_us: where the day begins by the council's clock. mod() is taken twice: before 1970 it gives less than 0.
select
    threaded.member,
    threaded.id,
    threaded.platform,
    threaded.place,
    threaded.conversation,
    threaded.kind,
    threaded.format,
    threaded.posted_us,
    coalesce(labels.value, '') as form,
    threaded.kind = 'reply'
    and (threaded.parent_belongs_to is null or threaded.parent_belongs_to <> threaded.member) as is_to_others,
    threaded.kind in ('post', 'quote') and own_labels.invites as is_invitation,
    threaded.kind in ('post', 'quote') and own_labels.seeks_views as seeks_views,
    own_labels.reports_back,
    own_labels.credits,
    own_labels.corrects,
    own_labels.is_confirmed_correction,
    turns.reply as reply_in_episode,
    coalesce(source_account.belongs_to = threaded.member, false) as is_own_source,
    outside.site as outside_site,
    coalesce(threaded.source, outside.site) as passed_on_from,
    threaded.posted_us + clock.offset_us
    - mod(mod(threaded.posted_us + clock.offset_us, 86400000000) + 86400000000, 86400000000) as local_day_us
from threaded
left join labels on labels.post = threaded.id and labels.rule = 'form'
join own_labels on own_labels.place = threaded.place
left join turns on turns.place = threaded.place and turns.member = threaded.member
left join (
    select
        handles.source,
        handles.platform,
        min(handles.belongs_to) as belongs_to
    from handles
    group by handles.source, handles.platform
) as source_account
    on source_account.source = threaded.source and source_account.platform = threaded.platform
left join (
    select
        links.id,
        links.site,
        row_number() over (partition by links.id order by links.nth nulls last) as nth_outside
    from links
    where not exists (
        select 1
        from own_sites
        where links.site = own_sites.site or links.site like '%.' || own_sites.site
    )
) as outside on outside.id = threaded.id and outside.nth_outside = 1
join clock on threaded.posted_us >= clock.from_us and threaded.posted_us < clock.to_us
where threaded.who = 'member' and threaded.removed_us is null
