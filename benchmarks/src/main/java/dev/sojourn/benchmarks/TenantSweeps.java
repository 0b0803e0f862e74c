package dev.sojourn.benchmarks;

import dev.sojourn.Sojourn;
import dev.sojourn.annotation.NotPersonal;
import dev.sojourn.annotation.PersonalData;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.jpa.JpaStores;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.function.Consumer;

/**
 * S6: rows of 10,000 tenants, who chose 300 different periods, beside the same rows where nobody chose any. Three rows in
 * ten are due in both, the same ones, as long before their own tenant's line; preview and sweep are timed, and the rows
 * left are looked at.
 */
final class TenantSweeps {

    private static final int TENANTS = 10_000;
    private static final int PERIODS = 300;
    private static final int FIRST_PERIOD = 30;
    private static final int ONE_PERIOD = 330;
    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");
    private static final String IS_DUE = "abs(hashint8(id)) % 10 < 3";

    private TenantSweeps() {}

    /** A row of a tenant. */
    @Entity(name = "Entry")
    @Table(name = "entry")
    @Retained(rule = "entry", from = "madeAt")
    static class Entry {
        @Id
        long id;

        @NotPersonal
        @Column(nullable = false, length = 20)
        String tenant = "";

        @SubjectRef
        @Column(name = "subject_id", nullable = false)
        String subject = "";

        @PersonalData
        @Column(columnDefinition = "text", nullable = false)
        String payload = "";

        @NotPersonal
        @Column(name = "made_at", nullable = false)
        Instant madeAt = NOW;
    }

    static void measure(Postgres server, Scale scale, Consumer<Score> scores) throws SQLException {
        int rows = scale.pick(100_000, 1_000_000);
        int turns = scale.pick(2, 3);
        create(server, "chosen", rows, FIRST_PERIOD + " + (g % " + TENANTS + ") % " + PERIODS);
        choose(server);
        create(server, "unchosen", rows, Integer.toString(ONE_PERIOD));
        double[] chosen = new double[turns];
        double[] unchosen = new double[turns];
        for (int turn = 0; turn < turns; turn++) {
            unchosen[turn] = sweep(server, "unchosen", rows);
            chosen[turn] = sweep(server, "chosen", rows);
        }
        server.drop("chosen");
        server.drop("unchosen");
        scores.accept(Score.ratio("S6", new Samples(chosen), new Samples(unchosen), Target.atMost(1.5), "s"));
    }

    private static void create(Postgres server, String database, int rows, String days) throws SQLException {
        server.create(database);
        try (Connection connection = server.connect(database)) {
            Postgres.execute(
                    connection,
                    "create table entry (id bigint primary key, tenant varchar(20) not null,"
                            + " subject_id varchar(255) not null, payload text not null,"
                            + " made_at timestamp(6) with time zone not null)",
                    "insert into entry select g, 't' || g % " + TENANTS
                            + ", 'u' || g % 100003, repeat(md5(g::text), 6),"
                            + " timestamptz '2026-01-01 00:00:00Z' - (" + days + ") * interval '1 day'"
                            + " + case when abs(hashint8(g)) % 10 < 3 then - (2 + g % 50) * interval '1 day'"
                            + " else (2 + g % 20) * interval '1 day' end"
                            + " from generate_series(1::bigint, " + rows + ") g",
                    "create index entry_tenant_made on entry (tenant, made_at)");
            Host.tables(connection);
            Postgres.execute(connection, "vacuum analyze");
        }
    }

    /** As the tenants' own choices stand in the table. */
    private static void choose(Postgres server) throws SQLException {
        try (Connection connection = server.connect("chosen")) {
            Postgres.execute(
                    connection,
                    "insert into sojourn_setting (tenant, setting, content, set_at, entry_number)"
                            + " select 't' || g, 'period:entry', 'P' || " + FIRST_PERIOD + " + g % " + PERIODS
                            + " || 'D', timestamp '2025-01-01 00:00:00', g + 1 from generate_series(0, " + (TENANTS - 1)
                            + ") g",
                    "vacuum analyze");
            Records.expect(
                    "periods",
                    PERIODS,
                    Postgres.number(connection, "select count(distinct content) from sojourn_setting"));
        }
    }

    private static Sojourn open(Host host) {
        Purpose service = Purpose.of("service").titled("Serve customers").on(LegalBasis.CONTRACT);
        return Sojourn.builder(Policy.builder("entries")
                        .version("1")
                        .zone("UTC")
                        .controller(Party.named("AllAI"))
                        .purposes(service)
                        .retain(RetentionRule.atMost("entry")
                                .chosenByTenant(Period.ofDays(FIRST_PERIOD), Period.ofDays(ONE_PERIOD))
                                .serving(service)
                                .because("the benchmark"))
                        .build())
                .stores(JpaStores.of(host.work).tenantAttribute("tenant"))
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .build();
    }

    private static double sweep(Postgres server, String original, int rows) throws SQLException {
        String database = server.copy(original);
        try (Host host = Host.open(server.url(database), 4, Entry.class);
                Sojourn sojourn = open(host);
                Connection looking = server.connect(database)) {
            long due = Postgres.number(looking, "select count(*) from entry where length(payload) > 0 and " + IS_DUE);
            long begun = System.nanoTime();
            SweepPlan plan = sojourn.retention().preview();
            SweepReport report = sojourn.retention().sweep(plan);
            double seconds = (System.nanoTime() - begun) / 1e9;
            Records.expect("rows planned", due, plan.due());
            Records.expect("rows gone by the report", due, report.gone());
            Records.expect("due rows left", 0, Postgres.number(looking, "select count(*) from entry where " + IS_DUE));
            Records.expect("rows left", rows - due, Postgres.number(looking, "select count(*) from entry"));
            return seconds;
        } finally {
            server.drop(database);
        }
    }
}
