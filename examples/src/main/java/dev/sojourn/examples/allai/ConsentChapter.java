package dev.sojourn.examples.allai;

import static dev.sojourn.examples.allai.AllAiPolicy.CUSTOMER_MARKETING;
import static dev.sojourn.examples.allai.AllAiPolicy.MODEL_TRAINING;
import static dev.sojourn.examples.allai.AllAiPolicy.NEWSLETTER;
import static dev.sojourn.examples.allai.AllAiPolicy.VOICE;
import static dev.sojourn.examples.allai.AllAiPolicy.VOICE_NOTICE;
import static dev.sojourn.examples.terminal.Style.BAD;
import static dev.sojourn.examples.terminal.Style.FAINT;
import static dev.sojourn.examples.terminal.Style.GOOD;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.Evidence;
import dev.sojourn.consent.Restriction;
import dev.sojourn.examples.terminal.Cell;
import dev.sojourn.examples.terminal.Table;
import dev.sojourn.examples.terminal.Terminal;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.ConsentLevel;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.processing.Decision;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** A new customer signs up, says yes, says no, and is asked about; then callers who said yes to recordings take it back. */
final class ConsentChapter {

    private static final int CALLERS = 300;
    private static final int EVERY_WHICH_WITHDRAWS = 10;

    private final Stage stage;
    private final Terminal terminal;
    private final Sojourn sojourn;

    ConsentChapter(Stage stage) {
        this.stage = stage;
        this.terminal = stage.terminal();
        this.sojourn = stage.sojourn();
    }

    /** Tells the chapter, and returns the customer it was about. */
    DataSubject tell() throws SQLException {
        terminal.chapter("2  Consent: asked, given, taken back, and every answer explained");
        DataSubject ada = oneCustomer();
        callers();
        return ada;
    }

    private DataSubject oneCustomer() throws SQLException {
        ClientTenant tenant = ClientTenant.ALL.get(0);
        long number = 1 + stage.database().count("select max(id) from account");
        DataSubject ada = DataSubject.of(Long.toString(number)).as("customer").in(tenant.id());
        Table table = Table.of("at", "what happens", "may I?", "answer", "why");

        ask(table, "before anything was said", ada, NEWSLETTER.id());
        stage.work().run(entities -> {
            entities.persist(new Account(
                    number,
                    tenant.id(),
                    "Ada Albu",
                    "ada@example.org",
                    stage.clock().instant()));
            sojourn.consents().give(ada, NEWSLETTER, Evidence.none().via("sign-up form"));
        });
        ask(table, "signs up and ticks the newsletter: one commit", ada, NEWSLETTER.id());
        ask(table, "", ada, CUSTOMER_MARKETING.id());
        sojourn.objections().object(ada, CUSTOMER_MARKETING);
        ask(table, "objects to direct marketing", ada, CUSTOMER_MARKETING.id());
        ask(table, "", ada, NEWSLETTER.id());
        sojourn.consents().give(ada, NEWSLETTER, Evidence.none().via("preference page"));
        ask(table, "asks for the newsletter again", ada, NEWSLETTER.id());
        ask(table, "", ada, CUSTOMER_MARKETING.id());
        sojourn.consents().give(ada, VOICE, Evidence.shown(VOICE_NOTICE).via("voice menu"));
        ask(table, "agrees to be recorded", ada, VOICE.id());
        sojourn.consents().withdraw(ada, VOICE);
        ask(table, "takes it back", ada, VOICE.id());
        sojourn.consents().give(ada, MODEL_TRAINING);
        ask(table, "ticks a box on training models", ada, MODEL_TRAINING.id());
        sojourn.consents().give(ada, MODEL_TRAINING, Evidence.none().level(ConsentLevel.EXPLICIT));
        ask(table, "says so explicitly", ada, MODEL_TRAINING.id());
        String restriction = sojourn.restrictions()
                .restrict(
                        ada,
                        Restriction.everything(Restriction.Ground.ACCURACY_CONTESTED)
                                .reviewOn(today().plusDays(14)));
        ask(table, "contests that her data is right", ada, NEWSLETTER.id());
        sojourn.restrictions().lift(ada, restriction, Actor.employee("privacy desk"));
        ask(table, "it was checked, and is", ada, NEWSLETTER.id());
        ask(table, "", ada, "sale");
        ask(table, "", ada, "profiling");
        ask(
                table,
                "a lead is no customer",
                DataSubject.of("lead@example.org").as("lead").in(tenant.id()),
                CUSTOMER_MARKETING.id());
        terminal.table(table);
        return ada;
    }

    private void ask(Table table, String event, DataSubject subject, String purpose) {
        Decision decision = sojourn.gate().decide(subject, purpose);
        table.row(
                event.isEmpty()
                        ? ""
                        : Cell.of(stage.local(stage.clock().instant()).substring(11), FAINT),
                event,
                purpose,
                decision.isAllowed() ? Cell.of("yes", GOOD) : Cell.of("no", BAD),
                why(decision));
        stage.clock().after(Duration.ofMinutes(2));
    }

    private String why(Decision decision) {
        if (decision instanceof Decision.Denied denied) {
            return denied.reason()
                    + denied.since()
                            .map(at -> " since " + stage.local(at).substring(11))
                            .orElse("");
        }
        Decision.Allowed allowed = (Decision.Allowed) decision;
        return allowed.basis()
                + allowed.since()
                        .map(at -> " since " + stage.local(at).substring(11))
                        .orElse("")
                + allowed.notice()
                        .map(notice -> ", notice " + notice.id() + " " + notice.version())
                        .orElse("");
    }

    /** Some who are on a recording that is not due by its age; every tenth changes their mind. */
    private void callers() throws SQLException {
        List<DataSubject> callers = stage.database()
                .customers(
                        "select distinct customer_id, tenant from voice_recording where recorded_at > ?"
                                + " order by customer_id fetch first " + CALLERS + " rows only",
                        today().minusDays(6)
                                .atStartOfDay(stage.zone())
                                .toInstant()
                                .atOffset(ZoneOffset.UTC));
        stage.work()
                .run(entities -> callers.forEach(caller -> sojourn.consents()
                        .give(caller, VOICE, Evidence.shown(VOICE_NOTICE).via("voice menu"))));
        stage.clock().after(Duration.ofMinutes(10));
        for (int i = 0; i < callers.size(); i += EVERY_WHICH_WITHDRAWS) {
            sojourn.consents().withdraw(callers.get(i), VOICE);
        }
        long allowed =
                callers.stream().filter(caller -> sojourn.may(caller, VOICE)).count();
        terminal.line(String.format(
                "  %,d callers of the last days agreed to be recorded; asked again, %,d may still be: the others took it back.",
                callers.size(), allowed));
        stage.clock().after(Duration.ofMinutes(10));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(stage.clock().instant(), stage.zone());
    }
}
