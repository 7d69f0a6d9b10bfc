-- How long each open ask had been followed without an answer: member, state (definition 89), waited_us.
select
    asks.member,
    asks.state,
    asks.judged_us - asks.asked_us as waited_us
from asks
where asks.is_open
