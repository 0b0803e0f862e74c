create table account (
    id bigint primary key,
    tenant varchar(40) not null,
    name varchar(120) not null,
    email varchar(160) not null,
    created_at timestamp(6) with time zone not null,
    deleted_at timestamp(6) with time zone
);
create index account_deleted on account (deleted_at);

create table conversation_log (
    id bigint primary key,
    tenant varchar(40) not null,
    customer_id bigint not null,
    started_at timestamp(6) with time zone not null,
    transcript varchar(2000) not null
);
create index conversation_log_started on conversation_log (started_at);
create index conversation_log_customer on conversation_log (customer_id);

create table voice_recording (
    id bigint primary key,
    tenant varchar(40) not null,
    customer_id bigint not null,
    recorded_at timestamp(6) with time zone not null,
    seconds int not null,
    summary varchar(500) not null,
    codec varchar(20) not null
);
create index voice_recording_recorded on voice_recording (recorded_at);
create index voice_recording_customer on voice_recording (customer_id);

create table lead (
    id bigint primary key,
    tenant varchar(40) not null,
    email varchar(160) not null,
    captured_at timestamp(6) with time zone not null,
    phone varchar(40) not null,
    question varchar(500) not null
);
create index lead_captured on lead (captured_at);

create table invoice (
    id bigint primary key,
    tenant varchar(40) not null,
    account_id bigint not null,
    issued_on date not null,
    amount decimal(12, 2) not null,
    billed_to varchar(240) not null
);
create index invoice_issued on invoice (issued_on);
create index invoice_account on invoice (account_id);

create table payment_dispute (
    id bigint primary key,
    tenant varchar(40) not null,
    account_id bigint not null references account (id),
    raised_by bigint not null,
    opened_on date not null,
    claim varchar(500) not null
);
create index payment_dispute_account on payment_dispute (account_id);
create index payment_dispute_opened on payment_dispute (opened_on);
