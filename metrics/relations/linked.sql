-- Each message beside the one it answers, where we have that.
select
    message.place,
    message.id,
    message.account,
    message.person,
    message.who,
    message.member,
    message.answers,
    message.conversation,
    parent.place as parent,
    parent.who as parent_who,
    parent.person as parent_person,
    parent.member as parent_member,
    parent.belongs_to as parent_belongs_to
from ordered as message
left join ordered as parent on parent.id = message.answers
