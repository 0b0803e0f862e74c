package dev.sojourn.testkit;

import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Period;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/**
 * Twelve sets of rules with random periods. Each rule is said twice: as the library reads it, and as somebody with a calendar
 * on the wall would say on which day it ends for a row.
 */
enum PreviewModel {
    /** At most so long after creation. */
    CREATED {
        @Override
        List<Ruled> rules(Random random) {
            Period period = period(random);
            return List.of(ceiling(RetentionRule.atMost("item", period), "at", row -> after(row.createdOn(), period)));
        }
    },
    /** At most so long after the last activity, but at least so long after creation. */
    ACTIVE_WITH_FLOOR {
        @Override
        List<Ruled> rules(Random random) {
            Period most = period(random);
            Period least = period(random);
            return List.of(
                    ceiling(
                            RetentionRule.atMost("item", most).fromLastActivity(),
                            "day",
                            row -> after(row.day(), most)),
                    floor(RetentionRule.atLeast("law", least), "at", row -> after(row.createdOn(), least)));
        }
    },
    /** Two ceilings: the earlier counts. */
    TWO_CEILINGS {
        @Override
        List<Ruled> rules(Random random) {
            Period one = period(random);
            Period other = period(random);
            return List.of(
                    ceiling(RetentionRule.atMost("item", one), "at", row -> after(row.createdOn(), one)),
                    ceiling(
                            RetentionRule.atMost("idle", other)
                                    .fromLastActivity()
                                    .governing("item"),
                            "day",
                            row -> after(row.day(), other)));
        }
    },
    /** Exactly so many years after the end of the financial year. */
    BOOKS {
        @Override
        List<Ruled> rules(Random random) {
            Period years = Period.ofYears(1 + random.nextInt(2));
            Function<Row, Optional<LocalDate>> end = row ->
                    row.day().map(day -> LocalDate.of(day.getYear(), 12, 31).plus(years));
            RetentionRule rule = RetentionRule.exactly("item", years).fromEndOfFinancialYear();
            return List.of(new Ruled(rule.serving(LAW).citing("a law"), "day", true, true, end));
        }
    },
    /** From the first of July after the year, for records from a day on; before that, from the end of the month. */
    VERSIONS {
        @Override
        List<Ruled> rules(Random random) {
            LocalDate change = PreviewHost.TODAY.minusDays(100 + random.nextInt(300));
            Period months = Period.ofMonths(1 + random.nextInt(12));
            return List.of(
                    ceiling(
                            RetentionRule.atMost("item", months).fromEndOfMonth(),
                            "day",
                            row -> row.day()
                                    .filter(day -> day.isBefore(change))
                                    .map(day ->
                                            YearMonth.from(day).atEndOfMonth().plus(months))),
                    ceiling(
                            RetentionRule.atMost("item", Period.ofMonths(2))
                                    .fromFirst(MonthDay.of(7, 1))
                                    .forRecordsFrom(change),
                            "day",
                            row -> row.day()
                                    .filter(day -> !day.isBefore(change))
                                    .map(day -> LocalDate.of(day.getYear() + 1, 6, 30)
                                            .plusMonths(2))));
        }
    },
    /** So long after an event the host reports of the person. */
    EVENT {
        @Override
        List<Ruled> rules(Random random) {
            Period period = period(random);
            return List.of(ceiling(
                    RetentionRule.atMost("item", period).fromEvent("closed").reviewEvery(Period.ofYears(1)),
                    "",
                    row -> after(row.closedOn(), period)));
        }
    },
    /** So long after an event, or at latest so long after creation. */
    EVENT_OR_AT_LATEST {
        @Override
        List<Ruled> rules(Random random) {
            Period period = period(random);
            Period latest = period(random);
            return List.of(ceiling(
                    RetentionRule.atMost("item", period).fromEvent("closed").orAtLatest(latest, "at"),
                    "day",
                    row -> row.day().isPresent() ? after(row.day(), period) : after(row.createdOn(), latest)));
        }
    },
    /** Through a day stored with each row. */
    STORED {
        @Override
        List<Ruled> rules(Random random) {
            return List.of(ceiling(RetentionRule.atMost("item").untilStoredDay(), "day", Row::day));
        }
    },
    /** As the tenant chose, within bounds. */
    CHOSEN {
        @Override
        List<Ruled> rules(Random random) {
            return List.of(ceiling(
                    RetentionRule.atMost("item").chosenByTenant(Period.ofDays(10), Period.ofDays(200)),
                    "at",
                    row -> after(row.createdOn(), row.chosen().orElse(Period.ofDays(200)))));
        }
    },
    /** Until the consent ends, at most so long. */
    CONSENT {
        @Override
        List<Ruled> rules(Random random) {
            Period period = period(random);
            return List.of(new Ruled(
                    RetentionRule.atMost("item", period).serving(VOICE).because("a test"),
                    "at",
                    false,
                    true,
                    row -> row.withdrawn() ? Optional.of(LocalDate.MIN) : after(row.createdOn(), period)));
        }
    },
    /** At most so long, unless a relationship is live on the day after. */
    SUSPENDED {
        @Override
        List<Ruled> rules(Random random) {
            Period period = period(random);
            return List.of(ceiling(
                    RetentionRule.atMost("item", period).unless("live"),
                    "at",
                    row -> after(row.createdOn(), period)
                            .map(end -> row.liveThrough()
                                    .filter(last ->
                                            last.isAfter(end) && !row.liveFrom().isAfter(end.plusDays(1)))
                                    .orElse(end))));
        }
    },
    /** At most so long; what it owns is under a floor of its own. */
    OWNING {
        @Override
        List<Ruled> rules(Random random) {
            return CREATED.rules(random);
        }
    };

    static final Purpose SERVICE = Purpose.of("service").on(LegalBasis.CONTRACT);
    static final Purpose LAW = Purpose.of("law").on(LegalBasis.LEGAL_OBLIGATION).citing("a law");
    static final Purpose VOICE = Purpose.of("voice").on(LegalBasis.CONSENT);

    /** A row as the calendar on the wall needs it; local days of its tenant. */
    record Row(
            Optional<LocalDate> createdOn,
            Optional<LocalDate> day,
            Optional<LocalDate> closedOn,
            Optional<Period> chosen,
            boolean withdrawn,
            LocalDate liveFrom,
            Optional<LocalDate> liveThrough) {}

    /** A rule, the attribute it starts from, and the last day on which it keeps, or lets keep, a row. */
    record Ruled(
            RetentionRule rule,
            String attribute,
            boolean isFloor,
            boolean isCeiling,
            Function<Row, Optional<LocalDate>> lastDay) {}

    abstract List<Ruled> rules(Random random);

    /** What the rules say of a row on a day: floors that have not ended keep, then any ceiling that has disposes. */
    static boolean isDue(List<Ruled> rules, Row row, LocalDate today) {
        List<Ruled> binding = new ArrayList<>(rules);
        if (binding.stream()
                .anyMatch(rule -> rule.isFloor()
                        && rule.lastDay()
                                .apply(row)
                                .map(end -> !end.isBefore(today))
                                .orElse(true))) {
            return false;
        }
        return binding.stream()
                .anyMatch(rule -> rule.isCeiling()
                        && rule.lastDay()
                                .apply(row)
                                .filter(end -> end.isBefore(today))
                                .isPresent());
    }

    private static Period period(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> Period.ofDays(1 + random.nextInt(400));
            case 1 -> Period.ofMonths(1 + random.nextInt(13));
            default -> Period.ofYears(1);
        };
    }

    private static Ruled ceiling(RetentionRule rule, String attribute, Function<Row, Optional<LocalDate>> lastDay) {
        return new Ruled(rule.serving(SERVICE).because("a test"), attribute, false, true, lastDay);
    }

    private static Ruled floor(RetentionRule rule, String attribute, Function<Row, Optional<LocalDate>> lastDay) {
        return new Ruled(rule.governing("item").serving(LAW).citing("a law"), attribute, true, false, lastDay);
    }

    private static Optional<LocalDate> after(Optional<LocalDate> day, Period period) {
        return day.map(from -> from.plus(period));
    }
}
