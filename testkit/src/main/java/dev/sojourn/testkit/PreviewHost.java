package dev.sojourn.testkit;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.Restriction;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.SuspendingCondition;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A host with a model's rules and a random history, and what must become of each row by the calendar on the wall. */
final class PreviewHost {

    static final Instant NOW = Instant.parse("2028-03-01T00:30:00Z");
    static final LocalDate TODAY = LocalDate.of(2028, 3, 1);
    private static final String BUCHAREST = "Europe/Bucharest";
    private static final Period OF_PAPERS = Period.ofDays(60);
    private static final List<String> TENANTS = List.of("", "alpha", "beta");
    private static final List<String> ZONES = List.of(BUCHAREST, "America/New_York", "Pacific/Auckland");
    private static final int OWNERS = 5;

    /** A row of the host's. */
    private record Item(
            long number,
            String tenant,
            String owner,
            @Nullable Instant at,
            @Nullable LocalDate day) {}

    /** What an item owns. */
    private record Paper(long item, @Nullable LocalDate issued) {}

    final Sojourn sojourn;
    private final PreviewFixture fixture;
    private final List<PreviewModel.Ruled> rules;
    private final List<Item> items = new ArrayList<>();
    private final List<Paper> papers = new ArrayList<>();
    private final Map<String, ZoneId> zones = new HashMap<>();
    private final Map<String, Period> chosen = new HashMap<>();
    private final Map<DataSubject, Instant> closed = new HashMap<>();
    private final Map<DataSubject, SuspendingCondition.Span> live = new HashMap<>();
    private final Set<DataSubject> kept = new HashSet<>();
    private final Set<DataSubject> withdrawn = new HashSet<>();

    PreviewHost(PreviewModel model, Random random, PreviewFixture fixture) {
        this.fixture = fixture;
        rules = model.rules(random);
        Policy.Builder draft = draft(BUCHAREST);
        if (model == PreviewModel.OWNING) {
            draft.retain(RetentionRule.exactly("paper", OF_PAPERS)
                    .serving(PreviewModel.LAW)
                    .citing("a law"));
        }
        Map<String, String> bindings = new LinkedHashMap<>();
        rules.forEach(ruled -> {
            draft.retain(ruled.rule());
            bindings.put(ruled.rule().id(), ruled.attribute());
        });
        fixture.begin(model.name(), bindings);
        Sojourn.Builder builder = fixture.over(Sojourn.builder(draft.build()))
                .clock(HandMovedClock.at(NOW))
                .batchSize(1 + random.nextInt(4));
        if (model == PreviewModel.SUSPENDED) {
            builder.condition("live", subjects -> {
                Map<DataSubject, SuspendingCondition.Span> found = new HashMap<>(live);
                found.keySet().retainAll(Set.copyOf(subjects));
                return found;
            });
        }
        sojourn = builder.build();
        people(model, random);
        rows(model, random);
    }

    /** A policy without rules. */
    static Policy.Builder draft(String zone) {
        return Policy.builder("A policy")
                .version("1")
                .zone(zone)
                .controller(
                        Party.named("A controller").contact("desk@example.org").country("RO"))
                .purposes(PreviewModel.SERVICE, PreviewModel.LAW, PreviewModel.VOICE)
                .retainProof(Period.ofYears(3));
    }

    private void people(PreviewModel model, Random random) {
        for (String tenant : TENANTS.subList(1, TENANTS.size())) {
            if (random.nextBoolean()) {
                zones.put(tenant, ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))));
                sojourn.settings().zone(tenant, zones.get(tenant), Actor.tenant(tenant));
            }
            if (model == PreviewModel.CHOSEN && random.nextBoolean()) {
                chosen.put(tenant, Period.ofDays(10 + random.nextInt(191)));
                sojourn.settings().choose(tenant, "item", chosen.get(tenant), Actor.tenant(tenant));
            }
        }
        for (String tenant : TENANTS) {
            for (int i = 0; i < OWNERS; i++) {
                person(model, new DataSubject("u" + i, "", tenant), random);
            }
        }
    }

    private void person(PreviewModel model, DataSubject subject, Random random) {
        if (random.nextInt(8) == 0) {
            kept.add(subject);
            sojourn.holds().place(Hold.on(subject).because("a case").reviewOn(TODAY.plusYears(1)));
        } else if (random.nextInt(8) == 0) {
            kept.add(subject);
            sojourn.restrictions()
                    .restrict(
                            subject,
                            Restriction.everything(Restriction.Ground.ACCURACY_CONTESTED)
                                    .reviewOn(TODAY.plusYears(1)));
        }
        if (model == PreviewModel.EVENT && random.nextInt(2) == 0) {
            closed.put(subject, NOW.minus(Duration.ofHours(random.nextInt(450 * 24))));
            sojourn.events().happened(subject, "closed", closed.get(subject));
        }
        if (model == PreviewModel.CONSENT && random.nextInt(3) == 0) {
            withdrawn.add(subject);
            sojourn.consents().give(subject, PreviewModel.VOICE);
            sojourn.consents().withdraw(subject, PreviewModel.VOICE);
        }
        if (model == PreviewModel.SUSPENDED && random.nextInt(2) == 0) {
            LocalDate from = TODAY.minusDays(random.nextInt(400));
            live.put(subject, new SuspendingCondition.Span(from, Optional.of(from.plusDays(random.nextInt(400)))));
        }
    }

    private void rows(PreviewModel model, Random random) {
        int number = random.nextInt(16);
        for (long id = 1; id <= number; id++) {
            Item item = new Item(
                    id,
                    TENANTS.get(random.nextInt(TENANTS.size())),
                    "u" + random.nextInt(OWNERS),
                    random.nextInt(10) == 0 ? null : NOW.minus(Duration.ofHours(random.nextInt(450 * 24) - 48L)),
                    random.nextInt(6) == 0 ? null : TODAY.minusDays(random.nextInt(900) - 5L));
            items.add(item);
            fixture.item(id, new DataSubject(item.owner(), "", item.tenant()), item.at(), item.day());
            if (model == PreviewModel.OWNING && random.nextBoolean()) {
                Paper paper = new Paper(id, random.nextInt(5) == 0 ? null : TODAY.minusDays(random.nextInt(150)));
                papers.add(paper);
                fixture.paper(1_000 + id, id, paper.issued());
            }
        }
    }

    /** The numbers of all rows put in. */
    Set<Long> all() {
        return items.stream().map(Item::number).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The numbers of the rows that are there. */
    Set<Long> there() {
        return fixture.items();
    }

    /** The keys of the rows that must go. */
    Set<Long> mustGo() {
        Set<Long> going = new TreeSet<>();
        for (Item item : items) {
            DataSubject subject = new DataSubject(item.owner(), "", item.tenant());
            ZoneId zone = zones.getOrDefault(item.tenant(), ZoneId.of(BUCHAREST));
            boolean owns = papers.stream()
                    .anyMatch(paper -> paper.item() == item.number()
                            && (paper.issued() == null
                                    || !paper.issued().plus(OF_PAPERS).isBefore(TODAY)));
            LocalDate today = LocalDate.ofInstant(NOW, zone);
            if (!kept.contains(subject) && !owns && PreviewModel.isDue(rules, row(item, subject, zone), today)) {
                going.add(item.number());
            }
        }
        return going;
    }

    private PreviewModel.Row row(Item item, DataSubject subject, ZoneId zone) {
        Optional<SuspendingCondition.Span> span = Optional.ofNullable(live.get(subject));
        return new PreviewModel.Row(
                Optional.ofNullable(item.at()).map(at -> LocalDate.ofInstant(at, zone)),
                Optional.ofNullable(item.day()),
                Optional.ofNullable(closed.get(subject)).map(at -> LocalDate.ofInstant(at, zone)),
                Optional.ofNullable(chosen.get(item.tenant())),
                withdrawn.contains(subject),
                span.map(SuspendingCondition.Span::from).orElse(LocalDate.MAX),
                span.flatMap(SuspendingCondition.Span::through));
    }
}
