-- Twice as far up. Repeated until nothing moves.
select
    hops.place,
    further_talk.talk,
    further_speech.speech
from hops
join hops as further_talk on further_talk.place = hops.talk
join hops as further_speech on further_speech.place = hops.speech
