package dev.sojourn.benchmarks;

import dev.sojourn.annotation.NotPersonal;
import dev.sojourn.annotation.PersonalData;
import dev.sojourn.annotation.Redact;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Three tables of a host: a row of about 300 bytes, a note to each, a file to every other; three in ten are due. */
final class Records {

    /** What was made before it is due under {@link #policy}. */
    static final Instant CUT = Instant.parse("2025-01-01T00:00:00Z");

    /** When everything is judged. */
    static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");

    private static final Purpose SERVICE =
            Purpose.of("service").titled("Serve customers").on(LegalBasis.CONTRACT);

    private Records() {}

    /** A row. */
    @Entity(name = "Rec")
    @Table(name = "rec")
    @Retained(rule = "record", from = "madeAt")
    static class Rec {
        @Id
        long id;

        @SubjectRef
        @Column(name = "subject_id", nullable = false)
        String subject = "";

        @PersonalData
        @Nullable
        @Column(length = 80)
        String name;

        @PersonalData
        @Nullable
        @Column(length = 120)
        String email;

        @PersonalData
        @Column(columnDefinition = "text", nullable = false)
        String payload = "";

        @NotPersonal
        @Column(name = "made_at", nullable = false)
        Instant madeAt = CUT;

        @OneToMany(mappedBy = "rec", cascade = CascadeType.REMOVE)
        List<RecNote> notes = new ArrayList<>();

        @OneToMany(mappedBy = "rec", cascade = CascadeType.REMOVE)
        List<RecFile> files = new ArrayList<>();
    }

    /** A note to a row. */
    @Entity(name = "RecNote")
    @Table(name = "rec_note")
    static class RecNote {
        @Id
        long id;

        @ManyToOne(optional = false)
        @JoinColumn(name = "rec_id")
        @Nullable
        Rec rec;

        @Column(columnDefinition = "text")
        @Nullable
        String body;
    }

    /** A file to a row. */
    @Entity(name = "RecFile")
    @Table(name = "rec_file")
    static class RecFile {
        @Id
        long id;

        @ManyToOne(optional = false)
        @JoinColumn(name = "rec_id")
        @Nullable
        Rec rec;

        @Column(columnDefinition = "text")
        @Nullable
        String path;
    }

    /** The same row where it stays and loses what is personal. */
    @Entity(name = "Lead")
    @Table(name = "rec")
    @Retained(rule = "record", from = "madeAt")
    static class Lead {
        @Id
        long id;

        @SubjectRef
        @Column(name = "subject_id", nullable = false)
        String subject = "";

        @PersonalData
        @Redact(Redact.To.NULL)
        @Nullable
        @Column(length = 80)
        String name;

        @PersonalData
        @Redact(value = Redact.To.CONSTANT, constant = "gone")
        @Nullable
        @Column(length = 120)
        String email;

        @NotPersonal
        @Column(columnDefinition = "text", nullable = false)
        String payload = "";

        @NotPersonal
        @Column(name = "made_at", nullable = false)
        Instant madeAt = CUT;
    }

    static Policy policy(Disposition then) {
        return Policy.builder("records")
                .version("1")
                .zone("UTC")
                .controller(Party.named("AllAI"))
                .purposes(SERVICE)
                .retain(RetentionRule.atMost("record", Period.ofYears(1))
                        .serving(SERVICE)
                        .then(then)
                        .because("the benchmark"))
                .build();
    }

    /** The tables with their rows; three in ten were made long enough ago, scattered over the table. */
    static void fill(Connection connection, int rows) throws SQLException {
        Postgres.execute(
                connection,
                "create table rec (id bigint primary key, subject_id varchar(255) not null, name varchar(80),"
                        + " email varchar(120), payload text not null, made_at timestamp(6) with time zone not null)",
                "insert into rec select g, 'u' || g % 100000, 'Name ' || g, 'user' || g || '@example.org',"
                        + " repeat(md5(g::text), 6), case when abs(hashint8(g)) % 10 < 3"
                        + " then timestamptz '2025-01-01 00:00:00Z' - (1 + g % 500) * interval '1 hour'"
                        + " else timestamptz '2025-01-02 00:00:00Z' + (1 + g % 5000) * interval '1 hour' end"
                        + " from generate_series(1::bigint, " + rows + ") g",
                "create index rec_made on rec (made_at)",
                "create table rec_note (id bigint primary key, rec_id bigint not null, body text)",
                "insert into rec_note select g, g, 'note ' || md5(g::text) from generate_series(1::bigint, " + rows
                        + ") g",
                "create index rec_note_rec on rec_note (rec_id)",
                "alter table rec_note add constraint rec_note_fk foreign key (rec_id) references rec (id)",
                "create table rec_file (id bigint primary key, rec_id bigint not null, path text)",
                "insert into rec_file select g, g * 2, '/files/' || md5(g::text)" + " from generate_series(1::bigint, "
                        + rows / 2 + ") g",
                "create index rec_file_rec on rec_file (rec_id)",
                "alter table rec_file add constraint rec_file_fk foreign key (rec_id) references rec (id)");
        Host.tables(connection);
        Postgres.execute(connection, "vacuum analyze");
    }

    /** Reads every page once, so that each side finds the same warm cache. */
    static long due(Connection connection) throws SQLException {
        Postgres.number(connection, "select count(*) from rec where length(payload) > 0");
        Postgres.number(connection, "select count(*) from rec_note where length(body) > 0");
        Postgres.number(connection, "select count(*) from rec_file where length(path) > 0");
        return Postgres.number(
                connection, "select count(*) from rec where made_at < timestamptz '2025-01-01 00:00:00Z'");
    }

    /** Each side's own result, looked at by plain SQL. */
    static void checkDeleted(Connection connection, int rows, long due) throws SQLException {
        expect("rows left", rows - due, Postgres.number(connection, "select count(*) from rec"));
        expect("due rows left", 0, due(connection));
        for (String child : new String[] {"rec_note", "rec_file"}) {
            expect(
                    "orphans in " + child,
                    0,
                    Postgres.number(
                            connection,
                            "select count(*) from " + child
                                    + " c where not exists (select 1 from rec r where r.id = c.rec_id)"));
        }
    }

    static void expect(String what, long expected, long found) {
        if (expected != found) {
            throw new IllegalStateException(what + ": expected " + expected + " and found " + found);
        }
    }
}
