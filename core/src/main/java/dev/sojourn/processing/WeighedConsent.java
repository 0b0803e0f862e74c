package dev.sojourn.processing;

import dev.sojourn.consent.SubjectAct;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What a subject's standing act on consent is worth at an instant.
 *
 * @param act the act; empty when the subject never acted
 * @param flaw why it is not a consent that holds; empty when it is
 * @param since from when the flaw, or else the consent
 * @param until when a consent that holds ends by time alone
 */
record WeighedConsent(
        Optional<SubjectAct> act, Optional<DenialReason> flaw, Optional<Instant> since, Optional<Instant> until) {

    private static final WeighedConsent NEVER_ASKED = new WeighedConsent(
            Optional.empty(), Optional.of(DenialReason.NEVER_ASKED), Optional.empty(), Optional.empty());

    static WeighedConsent of(Optional<SubjectAct> act, Purpose purpose, Policy policy, Instant now) {
        return act.map(one -> weigh(one, purpose, policy, now)).orElse(NEVER_ASKED);
    }

    boolean holds() {
        return flaw.isEmpty();
    }

    /** Whether somebody said no, as against a consent that ran out or never was. */
    boolean isNo() {
        return act.filter(one -> !one.kind().isYes()).isPresent();
    }

    private static WeighedConsent weigh(SubjectAct act, Purpose purpose, Policy policy, Instant now) {
        Optional<DenialReason> no = switch (act.kind()) {
            case REFUSED -> Optional.of(DenialReason.REFUSED);
            case WITHDRAWN -> Optional.of(DenialReason.WITHDRAWN);
            case REVOKED -> Optional.of(DenialReason.REVOKED);
            case OPTED_OUT -> Optional.of(DenialReason.OPTED_OUT);
            default -> Optional.empty();
        };
        if (no.isPresent()) {
            return flawed(act, no.get(), act.effectiveAt());
        }
        Optional<Instant> expiry = purpose.validity()
                .map(validity ->
                        act.effectiveAt().atZone(policy.zone()).plus(validity).toInstant());
        if (expiry.filter(end -> !now.isBefore(end)).isPresent()) {
            return flawed(act, DenialReason.EXPIRED, expiry.get());
        }
        if (!act.level().satisfies(purpose.level())) {
            return flawed(act, DenialReason.LEVEL_TOO_LOW, act.effectiveAt());
        }
        Optional<Instant> change = materialChange(act, purpose, policy);
        if (change.filter(from -> !now.isBefore(from)).isPresent()) {
            return flawed(act, DenialReason.NOTICE_CHANGED, change.get());
        }
        Optional<Instant> acceptance = act.isUnproven()
                ? Optional.of(act.acceptedThrough()
                        .map(last ->
                                last.plusDays(1).atStartOfDay(policy.zone()).toInstant())
                        .orElse(act.effectiveAt()))
                : Optional.empty();
        if (acceptance.filter(end -> !now.isBefore(end)).isPresent()) {
            return flawed(act, DenialReason.UNPROVEN, acceptance.get());
        }
        return new WeighedConsent(
                Optional.of(act),
                Optional.empty(),
                Optional.of(act.effectiveAt()),
                earlier(expiry, earlier(change, acceptance)));
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return one.isEmpty() || other.filter(one.get()::isAfter).isPresent() ? other : one;
    }

    /**
     * The first material change after the version shown. Where the policy no longer knows that version, after the day of
     * the consent.
     */
    private static Optional<Instant> materialChange(SubjectAct act, Purpose purpose, Policy policy) {
        return act.notice().flatMap(shown -> {
            LocalDate after = act.noticeVersion()
                    .flatMap(version -> policy.notice(shown, version))
                    .map(version -> version.effectiveFrom())
                    .orElseGet(() -> LocalDate.ofInstant(act.effectiveAt(), policy.zone()));
            return policy.notices().stream()
                    .filter(notice -> notice.id().equals(shown)
                            && notice.ends(purpose.id())
                            && notice.effectiveFrom().isAfter(after))
                    .map(notice ->
                            notice.consentsEndOn().atStartOfDay(policy.zone()).toInstant())
                    .min(Instant::compareTo);
        });
    }

    private static WeighedConsent flawed(SubjectAct act, DenialReason flaw, Instant since) {
        return new WeighedConsent(Optional.of(act), Optional.of(flaw), Optional.of(since), Optional.empty());
    }
}
