-- For each invitation for views of a member's, the messages that could close it (definition 78): later, within 90 days, and
-- reporting back on something that ties the two; or a pair that a person confirmed. Pairs that a person refused are out.
select
    ties.member,
    ties.invitation,
    ties.invited_us,
    ties.report,
    ties.is_confirmed,
    row_number() over (
        partition by ties.invitation order by ties.is_confirmed desc nulls last, ties.report_place nulls last
    ) as nth
from (
    select
        invited.member,
        invited.id as invitation,
        invited.posted_us as invited_us,
        report.id as report,
        report.place as report_place,
        max(case when pairs.kind = 'pair' then 1 else 0 end) as is_confirmed
    from said as invited
    join posts as invitation_post on invitation_post.id = invited.id
    join said as report
        on report.member = invited.member
        and report.kind <> 'share'
        and report.posted_us > invited.posted_us
        and report.posted_us - invited.posted_us <= 7776000000000
    left join marked_pairs as pairs on pairs.invitation = invited.id and pairs.report = report.id
    left join posts as report_post on report_post.id = report.id
    left join (
        select distinct
            asked.id as invitation,
            later.id as report
        from said as asked
        join whole_links as one on one.id = asked.id
        join whole_links as other on other.link = one.link
        join said as later
            on later.id = other.id and later.member = asked.member and later.posted_us > asked.posted_us
        where asked.seeks_views and one.link <> ''
    ) as same_links on same_links.invitation = invited.id and same_links.report = report.id
    left join (
        select distinct
            whole_links.id,
            whole_links.link
        from whole_links
        where whole_links.link <> ''
    ) as leads on leads.id = report.id and leads.link = invitation_post.address
    left join (
        select distinct
            rare.invitation,
            hashtags.id as report
        from (
            select
                tagged.invitation,
                tagged.tag
            from (
                select
                    own.id as invitation,
                    own_tags.tag,
                    count(*) as posts,
                    sum(case when other_tags.id is null then 0 else 1 end) as with_tag
                from said as own
                join hashtags as own_tags on own_tags.id = own.id
                join said as other
                    on other.member = own.member
                    and other.kind in ('post', 'quote')
                    and other.posted_us >= own.posted_us
                    and other.posted_us - own.posted_us <= 7776000000000
                left join hashtags as other_tags on other_tags.id = other.id and other_tags.tag = own_tags.tag
                where own.seeks_views
                group by own.id, own_tags.tag
            ) as tagged
            where tagged.with_tag * 5 <= tagged.posts
        ) as rare
        join hashtags on hashtags.tag = rare.tag
    ) as same_tags on same_tags.invitation = invited.id and same_tags.report = report.id
    where
        invited.seeks_views
        and case
            when pairs.kind = 'pair' then true
            when pairs.kind = 'not-a-pair' then false
            else
                report.reports_back
                and (
                    report.conversation = invited.conversation
                    or (report.kind = 'quote' and coalesce(report_post.answers = invited.id, false))
                    or same_links.invitation is not null
                    or leads.id is not null
                    or same_tags.invitation is not null
                )
        end
    group by invited.member, invited.id, invited.posted_us, report.id, report.place
) as ties
