package dev.sojourn.examples.allai;

import static dev.sojourn.examples.terminal.Style.FAINT;
import static dev.sojourn.examples.terminal.Style.NOTE;
import static dev.sojourn.examples.terminal.Style.PLAIN;

import dev.sojourn.examples.terminal.Cell;
import dev.sojourn.examples.terminal.Table;
import dev.sojourn.examples.terminal.Terminal;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.SettingChange;
import java.time.Period;
import java.util.Locale;
import java.util.Optional;

/** What the company promised, and what each client chose within it. */
final class PolicyChapter {

    private final Stage stage;
    private final Terminal terminal;

    PolicyChapter(Stage stage) {
        this.stage = stage;
        this.terminal = stage.terminal();
    }

    void tell() {
        terminal.chapter("1  The policy, as code");
        Policy policy = stage.sojourn().policy();
        terminal.line("  " + policy.name() + ", version " + policy.version() + ", controller "
                + policy.controller().name() + ", days in " + policy.zone());
        terminal.line("  sha-256 " + policy.digest(), FAINT);
        terminal.line("");
        purposes(policy);
        rules(policy);
        policy.findings()
                .forEach(finding ->
                        terminal.line("  worth knowing: " + finding.element() + ": " + finding.text(), NOTE));
        terminal.line("");
        settings();
    }

    private void purposes(Policy policy) {
        Table table = Table.of("purpose", "on", "article", "what for");
        for (Purpose purpose : policy.purposes().values()) {
            LegalBasis basis = purpose.basis().orElseThrow();
            table.row(purpose.id(), words(basis), basis.article(), purpose.title());
        }
        policy.prohibitions().forEach((id, reason) -> table.row(id, Cell.of("prohibited", NOTE), "", reason));
        terminal.table(table);
    }

    private void rules(Policy policy) {
        Table table = Table.of("rule", "is", "period", "tenants choose", "because");
        for (RetentionRule rule : policy.rules()) {
            table.row(
                    rule.id(),
                    words(rule.bound()) + (rule.recordsFrom().isPresent() ? "*" : ""),
                    rule.period().map(Period::toString).orElse("-"),
                    rule.tenantChoice()
                            .map(choice -> bounds(choice.least(), choice.most()))
                            .orElse("-"),
                    rule.reason().orElse(""));
        }
        terminal.table(table);
        policy.rules().stream()
                .flatMap(rule -> rule.recordsFrom().stream())
                .forEach(from -> terminal.line("  * for records from " + from, FAINT));
        terminal.line("");
    }

    private void settings() {
        for (ClientTenant tenant : ClientTenant.ALL) {
            Actor actor = Actor.tenant("administrator of " + tenant.id());
            choose(tenant, "conversation-log", tenant.conversations(), actor);
            choose(tenant, "voice-recording", tenant.recordings(), actor);
            choose(tenant, "lead", tenant.leads(), actor);
            tenant.zone().ifPresent(zone -> stage.sojourn().settings().zone(tenant.id(), zone, actor));
        }
        Table table = Table.of("client", "conversation-log", "voice-recording", "lead", "zone");
        for (ClientTenant tenant : ClientTenant.ALL) {
            table.row(
                    tenant.id(),
                    chosen(tenant, "period:conversation-log"),
                    chosen(tenant, "period:voice-recording"),
                    chosen(tenant, "period:lead"),
                    chosen(tenant, "zone"));
        }
        terminal.table(table);
        outOfBounds();
    }

    private void choose(ClientTenant tenant, String rule, Optional<Period> period, Actor actor) {
        period.ifPresent(chosen -> stage.sojourn().settings().choose(tenant.id(), rule, chosen, actor));
    }

    private Cell chosen(ClientTenant tenant, String setting) {
        return stage.sojourn().settings().history(tenant.id()).stream()
                .filter(change -> change.name().equals(setting))
                .map(SettingChange::value)
                .reduce((earlier, later) -> later)
                .map(value -> Cell.of(value, PLAIN))
                .orElse(Cell.of("-", FAINT));
    }

    private void outOfBounds() {
        ClientTenant tenant = ClientTenant.ALL.get(0);
        try {
            stage.sojourn()
                    .settings()
                    .choose(tenant.id(), "conversation-log", Period.ofDays(29), Actor.tenant("administrator"));
            throw new IllegalStateException("a period out of bounds was accepted");
        } catch (IllegalArgumentException refused) {
            terminal.line("  " + tenant.id() + " asks for 29 days and is refused:");
            terminal.line("  " + refused.getMessage(), NOTE);
        }
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String bounds(Optional<Period> least, Optional<Period> most) {
        if (least.isEmpty() && most.isEmpty()) {
            return "any";
        }
        return least.map(Period::toString).orElse("") + " to "
                + most.map(Period::toString).orElse("");
    }
}
