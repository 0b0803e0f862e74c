package dev.sojourn.consent;

import dev.sojourn.ledger.Ledger;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Notice;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.time.RetentionCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Records one batch of an import, within one unit. */
final class ImportBatch {

    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_ID = 255;

    private final Policy policy;
    private final ActRecorder recorder;
    private final Suppressions suppressions;
    private final Ledger ledger;
    private final KnownPurposes known;

    ImportBatch(Policy policy, ActRecorder recorder, Suppressions suppressions, Ledger ledger) {
        this.policy = policy;
        this.recorder = recorder;
        this.suppressions = suppressions;
        this.ledger = ledger;
        this.known = new KnownPurposes(policy);
    }

    /** Subjects in one order, so that two imports at once wait for each other rather than for each other's locks. */
    ImportTally record(List<PastAct> batch, ImportTally tally) {
        List<PastAct> sound = new ArrayList<>();
        Instant now = ledger.now();
        for (PastAct act : batch) {
            Optional<String> problem = problem(act, tally.earliest(), now);
            problem.ifPresentOrElse(text -> tally.rejected(act.key(), text), () -> sound.add(act));
        }
        sound.sort(Comparator.comparing((PastAct act) -> act.subject().tenant())
                .thenComparing(act -> act.subject().kind())
                .thenComparing(act -> act.subject().id())
                .thenComparing(PastAct::at));
        Map<DataSubject, List<Suppression>> outlived = suppressions.among(
                sound.stream().map(PastAct::subject).distinct().toList());
        Map<DataSubject, List<SubjectAct>> acts = new LinkedHashMap<>();
        for (PastAct act : sound) {
            if (isTaken(act, outlived.getOrDefault(act.subject(), List.of()), tally)) {
                acts.computeIfAbsent(act.subject(), subject -> new ArrayList<>())
                        .add(acted(act, particulars(act, tally.source())));
            }
        }
        record(acts, tally);
        return tally;
    }

    /** Whether an act is to be recorded, of a person who was not erased or came back since. */
    private boolean isTaken(PastAct act, List<Suppression> outlived, ImportTally tally) {
        boolean refused = act.kind() == ActKind.GIVEN && outlived.stream().anyMatch(no -> bars(no, act));
        boolean erased =
                outlived.stream().anyMatch(one -> one.isErasure() && !act.at().isAfter(one.since()));
        if (refused) {
            tally.suppressed();
        } else if (erased) {
            if (act.kind() != ActKind.GIVEN) {
                suppressions.keepNo(acted(act, particulars(act, tally.source())));
            }
            tally.erased();
        }
        return !refused && !erased;
    }

    /** Of those not known yet all acts at once; what was known before is asked whether it has the act already. */
    private void record(Map<DataSubject, List<SubjectAct>> acts, ImportTally tally) {
        Map<DataSubject, List<SubjectAct>> once = new LinkedHashMap<>();
        acts.forEach((subject, all) -> once.put(subject, withoutRepeated(all, tally)));
        Set<DataSubject> fresh = recorder.onNew(once);
        once.forEach((subject, all) -> all.forEach(act -> {
            if (fresh.contains(subject) || recordOnce(act)) {
                tally.recorded();
            } else {
                tally.repeated();
            }
        }));
    }

    private static List<SubjectAct> withoutRepeated(List<SubjectAct> acts, ImportTally tally) {
        Map<String, SubjectAct> byRequest = new LinkedHashMap<>();
        for (SubjectAct act : acts) {
            if (byRequest.putIfAbsent(requestOf(act), act) != null) {
                tally.repeated();
            }
        }
        return List.copyOf(byRequest.values());
    }

    private static String requestOf(SubjectAct act) {
        return act.particulars().getOrDefault(Particular.REQUEST, "");
    }

    private boolean bars(Suppression no, PastAct act) {
        Purpose declared = policy.purposes().get(no.purpose());
        boolean toMarketing = no.directMarketing() && (declared == null || declared.isDirectMarketing());
        boolean reaches = toMarketing && known.known(act.purpose()).isDirectMarketing()
                || no.purpose().equals(act.purpose().id())
                        && (no.scope().isEmpty()
                                || no.scope().equals(act.scope().key()));
        return !no.isErasure() && reaches && !act.at().isAfter(no.since());
    }

    private boolean recordOnce(SubjectAct act) {
        return recorder.on(act.subject(), sheet -> {
            if (RequestKeys.find(sheet.all(), requestOf(act)).isPresent()) {
                return false;
            }
            sheet.record(act, "");
            return true;
        });
    }

    private SubjectAct acted(PastAct act, SortedMap<String, String> particulars) {
        boolean toMarketing = particulars.containsKey(Particular.MARKETING);
        Instant at = act.at().truncatedTo(ChronoUnit.MICROS);
        return new SubjectAct(
                UUID.randomUUID().toString(),
                act.subject(),
                toMarketing ? ActKind.UPHELD : act.kind(),
                act.purpose().id(),
                act.scope().key(),
                Actor.subject(),
                at,
                at,
                particulars);
    }

    private SortedMap<String, String> particulars(PastAct act, String source) {
        boolean yes = act.kind() == ActKind.GIVEN;
        SortedMap<String, String> particulars = yes ? act.evidence().particulars() : new TreeMap<>();
        if (yes) {
            particulars.put(Particular.PROOF, act.proof().name());
        }
        if (act.kind() == ActKind.OBJECTED && known.known(act.purpose()).isDirectMarketing()) {
            particulars.put(Particular.MARKETING, "all");
        }
        particulars.put(Particular.REQUEST, RequestKeys.digest("import", source, act.key()));
        return particulars;
    }

    private Optional<String> problem(PastAct act, Instant earliest, Instant now) {
        try {
            if (act.kind() == ActKind.GIVEN) {
                known.permitted(act.purpose());
                act.evidence().particulars();
            } else {
                known.sayable(act.purpose());
            }
            known.checkScope(act.purpose().id(), act.subject(), act.scope());
            act.evidence().notice().ifPresent(notice -> checkNotice(notice, act.at()));
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
        return unlikely(act, earliest, now);
    }

    private static Optional<String> unlikely(PastAct act, Instant earliest, Instant now) {
        if (act.key().isBlank() || act.key().length() > LONGEST_KEY) {
            return Optional.of("the key has " + act.key().length() + " characters: give 1 to " + LONGEST_KEY);
        }
        if (act.subject().id().length() > LONGEST_ID) {
            return Optional.of("the subject's id has " + act.subject().id().length() + " characters: at most "
                    + LONGEST_ID + " are kept");
        }
        if (act.at().isAfter(now)) {
            return Optional.of("the act is dated " + act.at() + ", in the future: give the time the person acted");
        }
        if (act.at().isBefore(earliest)) {
            return Optional.of("the act is dated " + act.at() + ", before " + earliest
                    + ": correct the date, or state an earlier bound");
        }
        return switch (act.kind()) {
            case GIVEN ->
                act.proof() == ConsentProof.TEXT_AND_TIME
                                && act.evidence().notice().isEmpty()
                        ? Optional.of(
                                "TEXT_AND_TIME is stated without the text: add evidence(Evidence.shown(notice)), or"
                                        + " state TIME_ONLY")
                        : Optional.empty();
            case REFUSED, WITHDRAWN, OPTED_OUT, OBJECTED -> Optional.empty();
            default ->
                Optional.of("an act of kind " + act.kind() + " is not imported: it is the controller's to record");
        };
    }

    private void checkNotice(Notice notice, Instant at) {
        known.checkNotice(notice, LocalDate.MAX);
        LocalDate day = RetentionCalendar.dayOf(at, policy.zone());
        if (notice.effectiveFrom().isAfter(day)) {
            throw new IllegalArgumentException("version '" + notice.version() + "' of notice '" + notice.id()
                    + "' is in force from " + notice.effectiveFrom() + ", and the act is of " + day
                    + ": name the version that was shown");
        }
    }
}
