-- Sojourn's tables for MariaDB 10.6 or later, schema version 1. Running it again changes nothing. Times are UTC.
-- Identifiers are compared byte by byte: neither case nor trailing blanks are the same.

create table if not exists sojourn_schema (
  version integer not null,
  primary key (version)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_nopad_bin;

-- Kept in the order of subjects, since a second unique index over them would lock what stands beside a subject as it is
-- enrolled. The index by key has the name that a provider which updates tables would otherwise give to such a second one.
create table if not exists sojourn_subject (
  subject_key varchar(36)  not null,
  tenant      varchar(255) not null,
  kind        varchar(100) not null,
  subject_id  varchar(255) not null,
  numeric_id  bigint,
  digest      varchar(64),
  parted_at   datetime(6),
  primary key (tenant, kind, subject_id),
  constraint sojourn_subject_known unique (subject_key)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_nopad_bin;

-- Whose identifier gave way to a keyed digest at erasure is found by the digest alone.
create index if not exists sojourn_subject_parted on sojourn_subject (digest, parted_at);
create index if not exists sojourn_subject_numeric on sojourn_subject (numeric_id, tenant, kind);
create index if not exists sojourn_subject_by_parting on sojourn_subject (parted_at, subject_key);

-- What the ledger's own retention left of the beginning of a chain stands in its row; empty where it dropped nothing.
create table if not exists sojourn_chain (
  chain                varchar(80) not null,
  head_number          bigint      not null,
  head_hash            varchar(64) not null,
  tombstone_number     bigint,
  tombstone_hash       varchar(64),
  tombstone_checkpoint bigint,
  tombstone_state      mediumtext,
  tombstone_seal       varchar(64),
  primary key (chain)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_nopad_bin;

create table if not exists sojourn_ledger (
  position      bigint not null auto_increment,
  chain         varchar(80)      not null,
  entry_number  bigint           not null,
  entry_kind    varchar(40)      not null,
  recorded_at   datetime(6)      not null,
  body          mediumtext       not null,
  previous_hash varchar(64)      not null,
  hash          varchar(64)      not null,
  primary key (position),
  constraint sojourn_ledger_in_order unique (chain, entry_number)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_nopad_bin;

create table if not exists sojourn_checkpoint (
  checkpoint_number bigint       not null,
  made_at           datetime(6) not null,
  ledger_position   bigint       not null,
  chains            bigint       not null,
  heads_root        varchar(64)  not null,
  tombstones_root   varchar(64)  not null,
  previous_hash     varchar(64)  not null,
  hash              varchar(64)  not null,
  signature         varchar(128) not null,
  primary key (checkpoint_number)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_nopad_bin;

create table if not exists sojourn_evidence (
  chain        varchar(80)      not null,
  entry_number bigint           not null,
  evidence     varchar(40)      not null,
  salt         varchar(32)      not null,
  content      mediumtext       not null,
  primary key (chain, entry_number, evidence)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_nopad_bin;

-- From effective_micros on: what queries over rows of the host ask of an act, told from it whenever it is read.
create table if not exists sojourn_state (
  subject_key  varchar(36)      not null,
  facet        varchar(20)      not null,
  purpose      varchar(200)     not null,
  scope        varchar(400)     not null,
  act_id       varchar(36)      not null,
  act_kind     varchar(20)      not null,
  actor_kind   varchar(20)      not null,
  actor_name   varchar(255)     not null,
  effective_at datetime(6)      not null,
  recorded_at  datetime(6)      not null,
  particulars  mediumtext       not null,
  effective_micros bigint       not null,
  stands_micros    bigint       not null,
  linked           integer      not null,
  consent_level    varchar(20)  not null,
  notice           varchar(200) not null,
  notice_version   varchar(200) not null,
  accepted_through varchar(10)  not null,
  terms            mediumtext not null,
  primary key (subject_key, facet, purpose, scope)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_nopad_bin;
create index if not exists sojourn_state_by_purpose on sojourn_state (facet, purpose, scope, subject_key, act_kind);

create table if not exists sojourn_setting (
  position      bigint not null auto_increment,
  tenant        varchar(255)  not null,
  setting       varchar(255)  not null,
  content       varchar(1000) not null,
  set_at        datetime(6)   not null,
  entry_number  bigint        not null,
  primary key (position)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_nopad_bin;
create index if not exists sojourn_setting_by_tenant on sojourn_setting (tenant, setting, position);
create index if not exists sojourn_setting_by_name on sojourn_setting (setting, tenant, position);

create table if not exists sojourn_suppression (
  digest           varchar(64)  not null,
  purpose          varchar(200) not null,
  scope            varchar(400) not null,
  direct_marketing integer      not null,
  since            datetime(6) not null,
  since_micros     bigint       not null,
  primary key (digest, purpose, scope)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_nopad_bin;

create table if not exists sojourn_policy (
  digest  varchar(64)  not null,
  policy  varchar(255) not null,
  version varchar(200) not null,
  content mediumtext not null,
  primary key (digest)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_nopad_bin;

create table if not exists sojourn_notice (
  digest         varchar(64)  not null,
  notice         varchar(200) not null,
  version        varchar(200) not null,
  language       varchar(35)  not null,
  effective_from varchar(10)  not null,
  content        mediumtext not null,
  primary key (digest, notice, version, language)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_nopad_bin;

create table if not exists sojourn_hold (
  hold_id     varchar(36)   not null,
  subject_key varchar(36)   not null,
  category    varchar(200)  not null,
  reason      varchar(4000) not null,
  review_on   varchar(10)   not null,
  placed_at   datetime(6)   not null,
  released_at datetime(6) ,
  primary key (hold_id)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_nopad_bin;
create index if not exists sojourn_hold_by_subject on sojourn_hold (subject_key, released_at);
create index if not exists sojourn_hold_active on sojourn_hold (released_at, placed_at);

create table if not exists sojourn_event (
  event       varchar(200) not null,
  subject_key varchar(36)  not null,
  happened_at datetime(6)  not null,
  primary key (event, subject_key)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_nopad_bin;

create table if not exists sojourn_run (
  run            varchar(36)  not null,
  digest         varchar(64)  not null,
  policy_version varchar(200) not null,
  policy_digest  varchar(64)  not null,
  judged_at      datetime(6)  not null,
  expires_at     datetime(6)  not null,
  run_state      varchar(20)  not null,
  primary key (run)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_nopad_bin;
create index if not exists sojourn_run_by_state on sojourn_run (run_state, run);

-- Joined to the host's own tables: before_day meets date columns, before_at, in UTC, columns that the provider keeps in UTC.
create table if not exists sojourn_run_cutoff (
  run        varchar(36)  not null,
  cutoff     varchar(200) not null,
  tenant     varchar(255) not null,
  before_day date,
  before_at  datetime(6),
  primary key (run, cutoff, tenant)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_nopad_bin;

-- Rows that are gone and that a copy has not acknowledged yet: one line a row and copy.
create table if not exists sojourn_disposal (
  position    bigint not null auto_increment,
  copy        varchar(100) not null,
  entity      varchar(255) not null,
  row_key     varchar(400) not null,
  disposition varchar(40)  not null,
  disposed_at datetime(6) not null,
  primary key (position)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_nopad_bin;
create index if not exists sojourn_disposal_by_copy on sojourn_disposal (copy, position);

-- How many rows of each tenant a run took under each rule; confirmed lines say that somebody handed over a plan with the rule.
create table if not exists sojourn_sweep (
  position  bigint not null auto_increment,
  run       varchar(36)  not null,
  entity    varchar(255) not null,
  rule      varchar(200) not null,
  tenant    varchar(255) not null,
  gone      bigint       not null,
  confirmed integer      not null,
  swept_at  datetime(6) not null,
  primary key (position)
) engine = innodb default charset = utf8mb4 collate = utf8mb4_nopad_bin;
create index if not exists sojourn_sweep_by_rule on sojourn_sweep (rule, confirmed, position);

insert into sojourn_schema (version) select 1 from dual where not exists (select 1 from sojourn_schema);
