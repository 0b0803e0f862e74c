package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.Evidence;
import dev.sojourn.ledger.Breach;
import dev.sojourn.ledger.Breach.Kind;
import dev.sojourn.ledger.BrokenChain;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.Checkpoint;
import dev.sojourn.ledger.ExportedLedger;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.ledger.VerificationReport;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whoever changes the ledger's tables by plain SQL is found, whichever column of whichever row. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TamperingTest {

    private static final Purpose NEWSLETTER =
            Purpose.of("newsletter").on(LegalBasis.CONSENT).titled("Send news");
    private static final Policy POLICY = Policy.builder("policy")
            .version("1")
            .zone("Europe/Bucharest")
            .controller(Party.named("AllAI").contact("contact@allai.example").country("RO"))
            .purposes(NEWSLETTER)
            .retainProof(Period.ofYears(3))
            .build();
    private static final Actor CLERK = Actor.employee("E. Noether");
    private static final List<String> TABLES = List.of(
            "sojourn_subject",
            "sojourn_chain",
            "sojourn_ledger",
            "sojourn_evidence",
            "sojourn_checkpoint",
            "sojourn_state");
    private static final DataSubject ADA = DataSubject.of("ada").as("customer");
    private static final DataSubject BOB = DataSubject.of("bob").as("customer");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T10:15:30.123456Z"));
    private TestDatabase database;
    private EntityManagerFactory unit;
    private Sojourn sojourn;
    private Checkpoint kept;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    /** Of how many entries every column is changed. */
    int entries() {
        return 7;
    }

    @BeforeAll
    void open() {
        database = database();
        unit = database.open();
    }

    @AfterAll
    void close() {
        unit.close();
        database.close();
    }

    @BeforeEach
    void begin() {
        database.empty();
        sojourn = Sojourn.builder(POLICY)
                .stores(JpaStores.of(JpaUnitOfWork.of(unit)))
                .clock(moved())
                .build();
        sojourn.consents().give(ADA, NEWSLETTER, Evidence.none().via("sign-up form"));
        sojourn.consents().revoke(ADA, NEWSLETTER, CLERK, "asked by phone");
        sojourn.consents().give(ADA, NEWSLETTER);
        sojourn.consents().refuse(BOB, NEWSLETTER);
        now.updateAndGet(time -> time.plusSeconds(86_400));
        kept = sojourn.proof().checkpoint();
        sojourn.consents().give(BOB, NEWSLETTER);
    }

    @Test
    void anUntouchedLedgerIsIntact() throws IOException {
        VerificationReport report = sojourn.proof().verifier().verify(kept);
        assertThat(report.breaches()).isEmpty();
        assertThat(report.entries()).isEqualTo(7);
        assertThat(report.compared()).containsExactly(1L);

        StringWriter out = new StringWriter();
        sojourn.proof().export(out);
        assertThat(new ExportedLedger()
                        .expecting(kept)
                        .verify(new StringReader(out.toString()))
                        .breaches())
                .isEmpty();
    }

    @Test
    void everyColumnOfEveryEntryIsHashedButItsPosition() {
        for (String position : database.texts("select position from sojourn_ledger order by position")
                .subList(0, entries())) {
            String row = " where position = " + position;
            for (String text : List.of("chain", "entry_kind", "body", "previous_hash", "hash")) {
                for (String changed : changesOf("sojourn_ledger", text, row)) {
                    finds("sojourn_ledger", text, row, "'" + changed.replace("'", "''") + "'");
                }
            }
            for (String change : List.of("entry_number + 100", "- entry_number", "entry_number - 100")) {
                finds("sojourn_ledger", "entry_number", row, change);
            }
            for (String interval : List.of("'1' day", "'1' second", "'0.000001' second")) {
                finds("sojourn_ledger", "recorded_at", row, "recorded_at + interval " + interval);
            }
        }
    }

    @Test
    void everyColumnOfEveryHeadIsCompared() {
        for (String chain : database.texts("select chain from sojourn_chain")) {
            String row = " where chain = '" + chain + "'";
            for (String change : List.of("'SUBJECT:x'", "''", "'x'", "'INSTALLATION:x'", "'RUN:'")) {
                finds("sojourn_chain", "chain", row, change);
            }
            for (String change :
                    List.of("head_number + 1", "head_number - 1", "0", "- head_number", "9223372036854775807")) {
                finds("sojourn_chain", "head_number", row, change);
            }
            for (String changed : changesOf("sojourn_chain", "head_hash", row)) {
                finds("sojourn_chain", "head_hash", row, "'" + changed + "'");
            }
            finds("sojourn_chain", "tombstone_number", row, "1");
            finds("sojourn_chain", "tombstone_hash", row, "'x'");
            finds("sojourn_chain", "tombstone_state", row, "'a=b'");
        }
    }

    @Test
    void everyColumnOfEveryTextIsCompared() {
        for (String name : database.texts("select evidence from sojourn_evidence")) {
            String row = " where evidence = '" + name + "'";
            finds("sojourn_evidence", "chain", row, "'RUN:x'");
            finds("sojourn_evidence", "entry_number", row, "entry_number + 1");
            finds("sojourn_evidence", "evidence", row, "'other'");
            finds("sojourn_evidence", "salt", row, "'" + "0".repeat(32) + "'");
            finds("sojourn_evidence", "content", row, "concat(content, 'x')");
        }
    }

    @Test
    void everyColumnOfACheckpointIsHashed() {
        for (String number : List.of("checkpoint_number", "ledger_position", "chains")) {
            finds("sojourn_checkpoint", number, "", number + " + 1");
        }
        for (String text : List.of("heads_root", "tombstones_root", "previous_hash", "hash")) {
            for (String changed : changesOf("sojourn_checkpoint", text, "")) {
                finds("sojourn_checkpoint", text, "", "'" + changed + "'");
            }
        }
        finds("sojourn_checkpoint", "made_at", "", "made_at + interval '0.000001' second");
        finds("sojourn_checkpoint", "signature", "", "'no signature'");
    }

    @Test
    void everyColumnOfCurrentStateIsFoldedAgain() {
        for (String subject : database.texts("select subject_key from sojourn_state")) {
            String row = " where subject_key = '" + subject + "'";
            finds("sojourn_state", "purpose", row, "'other'");
            finds("sojourn_state", "scope", row, "'channel=mail'");
            finds("sojourn_state", "act_id", row, "'other'");
            finds("sojourn_state", "act_kind", row, "case act_kind when 'GIVEN' then 'REFUSED' else 'GIVEN' end");
            finds("sojourn_state", "actor_kind", row, "case actor_kind when 'JOB' then 'AGENT' else 'JOB' end");
            finds("sojourn_state", "effective_at", row, "effective_at + interval '0.000001' second");
            finds("sojourn_state", "recorded_at", row, "recorded_at + interval '0.000001' second");
            for (String column : List.of("effective_micros", "stands_micros", "linked")) {
                finds("sojourn_state", column, row, column + " + 1");
            }
            finds("sojourn_state", "consent_level", row, "'EXPLICIT'");
            finds("sojourn_state", "accepted_through", row, "'2099-01-01'");
            for (String column : List.of("notice", "notice_version", "terms", "act_kind", "facet")) {
                finds("sojourn_state", column, row, "'x'");
            }
            finds("sojourn_state", "particulars", row, "concat('level=EXPLICIT', chr(10), 'x=y', chr(10))");
        }
    }

    @Test
    void everyRowThatIsGoneIsMissed() {
        for (String position : database.texts("select position from sojourn_ledger")) {
            findsAfter("delete from sojourn_ledger where position = " + position, Kind.MISSING);
        }
        findsAfter("delete from sojourn_checkpoint", Kind.CHECKPOINT_MISMATCH);
        findsAfter("delete from sojourn_evidence where evidence = 'reason'", Kind.TEXT_MISMATCH);
        findsAfter("delete from sojourn_state", Kind.STATE_MISMATCH);
        findsAfter("delete from sojourn_subject", Kind.STATE_MISMATCH);
        findsAfter("delete from sojourn_chain where chain like 'SUBJECT:%'", Kind.HEAD_MISMATCH);
        findsAfter(
                "delete from sojourn_ledger where chain = 'INSTALLATION:installation'"
                        + "; delete from sojourn_chain where chain = 'INSTALLATION:installation'",
                Kind.CHAIN_MISSING);
    }

    @Test
    void aWholeChainThatIsGoneIsMissedByTheCheckpoint() {
        String chain = database.texts("select chain from sojourn_ledger where entry_kind = 'CONSENT_REVOKED'")
                .get(0);
        String of = " where chain = '" + chain + "'";
        findsAfter(
                "delete from sojourn_ledger" + of + "; delete from sojourn_chain" + of
                        + "; delete from sojourn_evidence" + of,
                Kind.CHAIN_MISSING);
    }

    @Test
    void twoEntriesSwappedAreNamedByTheFirst() {
        String chain = database.texts("select chain from sojourn_ledger where entry_kind = 'CONSENT_REVOKED'")
                .get(0);
        database.execute(
                "update sojourn_ledger set entry_number = -1 where entry_number = 1 and chain = '" + chain + "'");
        database.execute(
                "update sojourn_ledger set entry_number = 1 where entry_number = 3 and chain = '" + chain + "'");
        database.execute(
                "update sojourn_ledger set entry_number = 3 where entry_number = -1 and chain = '" + chain + "'");

        assertThat(sojourn.proof().verify(ADA).breaches())
                .extracting(Breach::kind, Breach::number)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Kind.REORDERED, 1L));
    }

    @Test
    void refusesToAppendToAChainWhoseLastEntryIsNotTheOneItsHeadNames() {
        for (String tampering : List.of(
                "delete from sojourn_ledger where entry_number = 3",
                "update sojourn_ledger set hash = 'x' where entry_number = 3",
                "update sojourn_chain set head_hash = 'x' where head_number = 3",
                "update sojourn_chain set head_number = 7 where head_number = 3")) {
            begin();
            database.execute(tampering);
            assertThatThrownBy(() -> sojourn.consents().withdraw(ADA, NEWSLETTER))
                    .isInstanceOfSatisfying(
                            BrokenChain.class,
                            broken -> assertThat(broken.chain().kind()).isEqualTo(ChainId.Kind.SUBJECT));
            assertThat(sojourn.may(ADA, NEWSLETTER)).isTrue();
        }
    }

    @Test
    void refusesToAppendToAChainWhoseHeadWasSetBack() {
        database.execute("update sojourn_chain set head_number = 2 where head_number = 3");
        assertThatThrownBy(() -> sojourn.consents().withdraw(ADA, NEWSLETTER))
                .isInstanceOfAny(BrokenChain.class, StoreException.class);
    }

    @Test
    void trimsAndVerifiesOnRealTables() {
        now.updateAndGet(time -> time.plusSeconds(1_000L * 86_400));
        sojourn.consents().withdraw(BOB, NEWSLETTER);

        assertThat(sojourn.proof().trim(Period.ofMonths(24)))
                .hasValueSatisfying(report -> assertThat(report.dropped()).isEqualTo(6));

        assertThat(sojourn.proof().verify().breaches()).isEmpty();
        assertThat(sojourn.proof().verifier().verify(kept).outOfReach()).containsExactly(1L);
        sojourn.consents().withdraw(ADA, NEWSLETTER);
        assertThat(sojourn.proof().verify().breaches()).isEmpty();
        for (String column : List.of("tombstone_number", "tombstone_checkpoint")) {
            finds("sojourn_chain", column, " where tombstone_number = 2", column + " + 1");
        }
        for (String column : List.of("tombstone_hash", "tombstone_state", "tombstone_seal")) {
            finds("sojourn_chain", column, " where tombstone_number = 2", "'x'");
        }
    }

    @Test
    void aUnitThatKeepsTheLedgerWaitingForTooLongIsRolledBack() {
        AtomicReference<Long> nanos = new AtomicReference<>(0L);
        JpaUnitOfWork work = JpaUnitOfWork.of(unit, nanos::get);
        Sojourn slow = Sojourn.builder(POLICY)
                .stores(JpaStores.of(work))
                .clock(moved())
                .build();
        assertThatThrownBy(() -> work.run(() -> {
                    slow.consents().withdraw(ADA, NEWSLETTER);
                    nanos.set(Duration.ofMinutes(5).toNanos() + 1);
                    return slow;
                }))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("more than PT5M");
        assertThat(sojourn.may(ADA, NEWSLETTER)).isTrue();
        assertThat(sojourn.proof().verify().breaches()).isEmpty();
    }

    /** Each with one character of the text changed, at its beginning, middle and end, and one with a character less. */
    private List<String> changesOf(String table, String column, String row) {
        String text =
                database.texts("select " + column + " from " + table + row).get(0);
        List<String> changes = new ArrayList<>();
        if (!text.isEmpty()) {
            changes.add(text.substring(1));
            for (int place : new int[] {0, text.length() / 2, text.length() - 1}) {
                char one = text.charAt(place);
                changes.add(text.substring(0, place) + (one == '0' ? '1' : '0') + text.substring(place + 1));
            }
        }
        return changes;
    }

    private void finds(String table, String column, String row, String change) {
        String update = "update " + table + " set " + column + " = " + change + row;
        keepAside();
        database.execute(update);
        VerificationReport report = sojourn.proof().verify();
        putBack();
        assertThat(report.isIntact()).as(update).isFalse();
    }

    private void findsAfter(String changes, Kind kind) {
        keepAside();
        for (String change : changes.split("; ")) {
            database.execute(change);
        }
        VerificationReport report = sojourn.proof().verify();
        putBack();
        assertThat(report.breaches()).as(changes).extracting(Breach::kind).contains(kind);
    }

    private void keepAside() {
        for (String table : TABLES) {
            database.execute("drop table if exists aside_" + table);
            database.execute("create table aside_" + table + " as select * from " + table);
        }
    }

    private void putBack() {
        for (String table : TABLES) {
            database.execute("delete from " + table);
            database.execute("insert into " + table + " select * from aside_" + table);
        }
    }

    private Clock moved() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
    }
}
