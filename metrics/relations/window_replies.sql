-- Replies to others by window, and which of them a cap leaves out (definitions 38 to 40): beyond the sixth of an episode, or in
-- the words of an earlier one that counts in the window. begun_by: whose the conversation's first message is, of members.
select
    numbered.member,
    numbered.label,
    numbered.id,
    numbered.posted_us,
    numbered.begun_by,
    numbered.is_beyond_sixth,
    not numbered.is_beyond_sixth and numbered.form <> '' and numbered.nth_of_form > 1 as is_repeated
from (
    select
        said.member,
        windows.label,
        said.id,
        said.posted_us,
        said.form,
        conversations.begun_by,
        coalesce(said.reply_in_episode, 0) > 6 as is_beyond_sixth,
        row_number() over (
            partition by windows.label, said.member, said.form, coalesce(said.reply_in_episode, 0) > 6
            order by said.place nulls last
        ) as nth_of_form
    from said
    join conversations on conversations.conversation = said.conversation
    join windows
        on windows.member = said.member and said.posted_us >= windows.from_us and said.posted_us < windows.to_us
    where said.is_to_others
) as numbered
