-- The archive: what was collected, and what the last finished run said. Owned by one run at a time.
create table if not exists posts (
    id varchar primary key,
    platform varchar not null,
    account varchar not null,
    author varchar not null,       -- keyed pseudonym
    kind varchar not null,
    posted_us bigint not null,
    text varchar not null,
    url varchar not null,
    answers varchar,
    conversation varchar,
    source varchar,                -- keyed pseudonym
    sites varchar not null,        -- hosts it links to, in order, parted by spaces
    format varchar not null,
    language varchar not null,
    written_us bigint,
    is_hidden boolean not null,
    item varchar not null,
    first_seen_us bigint not null,
    removed_us bigint,
    is_link_only boolean not null default false,
    is_ahead boolean not null default false,        -- its author's clock ran ahead: posted_us isn't the claim (definition 90)
    heard varchar not null default 'addressed',     -- aside, along, named or addressed: how it reached the account (definition 91)
    links varchar not null default '',              -- each whole link as site/key, parted by spaces
    mentions varchar not null default '',           -- handles it names, keyed, parted by spaces
    address varchar not null default ''             -- its own link, keyed as those are
);
-- Of an archive made before: what X's API gave says what it refers to, what came from files doesn't.
alter table posts add column if not exists is_link_only boolean;
update posts set is_link_only = (platform = 'x' and contains(item, '"refers_to"')) where is_link_only is null;
-- What a platform gave has its item until that is taken; rows of files never had one, and keep their time.
alter table posts add column if not exists is_ahead boolean;
update posts set
    is_ahead = (item <> '' or is_hidden or removed_us is not null)
        and posted_us > coalesce(written_us, first_seen_us) + 600000000,
    posted_us = case
        when item <> '' or is_hidden or removed_us is not null
            then least(posted_us, coalesce(written_us, first_seen_us))
        else posted_us
    end
where is_ahead is null;
-- A post that names the member was found on a list of those (Facebook knows such ones by a number of their own).
alter table posts add column if not exists heard varchar;
update posts set heard = case
    when kind = 'post' and answers is null and (item <> '' or is_hidden or removed_us is not null)
        and (platform in ('mastodon', 'x') or (platform = 'facebook' and not contains(id, '_')))
        then 'named'
    else 'addressed'
end where heard is null;
-- Whom an older message names isn't known any more, only that it is somebody who isn't on the register.
alter table posts add column if not exists links varchar default '';
alter table posts add column if not exists address varchar default '';
alter table posts add column if not exists mentions varchar;
update posts set mentions = case when contains(text, '@someone') then 'somebody' else '' end where mentions is null;
create table if not exists labels (
    post varchar not null,
    rule varchar not null,
    version integer not null,
    value varchar not null,
    reason varchar not null
);
create table if not exists coverage (
    account varchar not null,
    sight varchar not null,
    from_us bigint not null,
    to_us bigint not null
);
create table if not exists cursors (
    account varchar not null,
    stream varchar not null,
    value varchar not null,
    primary key (account, stream)
);
-- Once each item that was set aside was kept here, and nobody read it: collecting says it, and the log keeps it.
drop table if exists troubles;
-- What accounts say of themselves (definition 80): a row for each text, and one more where an earlier text comes back.
create table if not exists profiles (
    account varchar not null,
    read_us bigint not null,       -- when it was first read so
    last_read_us bigint not null,  -- and last, with nothing else read in between
    text varchar not null,         -- empty: it was read, and says nothing
    is_link_only boolean not null  -- its words are the platform's to show, not ours
);
create table if not exists visits (
    account varchar primary key,
    tried_us bigint not null,      -- the last visit
    done_us bigint,                -- the last that ended well
    why varchar not null,          -- of the last; empty if it ended well
    what varchar not null,
    todo varchar not null,
    token_ends_us bigint           -- 0: never; null: nobody says
);
create table if not exists reasons (
    account varchar not null,
    sight varchar not null,        -- what wasn't seen; empty: anything
    why varchar not null,
    first_us bigint not null,      -- of the visits in a row that noticed it
    last_us bigint not null
);
-- The days (of UTC, counted from 1970) on which words went. Their bytes may lie in unused blocks of this file until it
-- is written anew; while in_files, in published files too.
create table if not exists gone_words (
    noticed_on bigint primary key,
    in_files boolean not null
);
-- Messages of residents who asked to be erased (store/erased_messages.py): never again with words.
create table if not exists erased_messages (
    post varchar primary key,
    author varchar not null        -- drawn by lot, one for all that a person wrote
);
-- The council's press releases (store/releases.py): nobody's account.
create table if not exists releases (
    id varchar primary key,
    source varchar not null,       -- feed:HOST, folder or file
    published_us bigint not null,
    title varchar not null,
    text varchar not null,
    url varchar not null
);
create schema if not exists finished;
create table if not exists identity (  -- which data folder this archive belongs to: `folder`
    name varchar primary key,
    value varchar not null
);
