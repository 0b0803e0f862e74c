package dev.sojourn.consent;

import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Notice;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.Scope;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;

/** What an act may name: the purposes, scopes and notices of the policy. */
final class KnownPurposes {

    private final Policy policy;

    KnownPurposes(Policy policy) {
        this.policy = policy;
    }

    /** The purpose as the policy declares it; a caller's own copy may be older. */
    Purpose known(Purpose purpose) {
        Purpose declared = policy.purposes().get(purpose.id());
        if (declared == null) {
            throw new IllegalArgumentException("the policy knows no purpose '" + purpose.id() + "'; it knows "
                    + new TreeSet<>(policy.purposes().keySet())
                    + ": declare it with purposes(…), or name one of these");
        }
        return declared;
    }

    Purpose permitted(Purpose purpose) {
        String reason = policy.prohibitions().get(purpose.id());
        if (reason != null) {
            throw new IllegalArgumentException("purpose '" + purpose.id() + "' is prohibited by the policy (" + reason
                    + "), and no consent lifts a prohibition; the policy knows "
                    + new TreeSet<>(policy.purposes().keySet()) + ": do not ask for this consent");
        }
        return known(purpose);
    }

    /** Somebody may say no to a purpose that was prohibited since. */
    String sayable(Purpose purpose) {
        return policy.prohibitions().containsKey(purpose.id())
                ? purpose.id()
                : known(purpose).id();
    }

    void checkScope(String purpose, DataSubject subject, Scope scope) {
        if (!scope.tenant().isEmpty() && !scope.tenant().equals(subject.tenant())) {
            throw new IllegalArgumentException("scope '" + scope.key() + "' of purpose '" + purpose
                    + "' belongs to another tenant than the data subject: name a scope of the subject's own tenant");
        }
        Purpose declared = policy.purposes().get(purpose);
        if (declared != null && !declared.runsIn(scope)) {
            throw new IllegalArgumentException("purpose '" + purpose + "' does not run in scope '" + scope.key()
                    + "'; it runs in "
                    + new TreeSet<>(declared.scopes().stream().map(Scope::key).toList())
                    + ": declare the scope with within(…), or name one of these");
        }
    }

    void checkNotice(Notice shown, LocalDate today) {
        List<Notice> versions = policy.notices().stream()
                .filter(notice -> notice.id().equals(shown.id())
                        && notice.version().equals(shown.version())
                        && notice.language().equals(shown.language()))
                .toList();
        String name = "version '" + shown.version() + "' of notice '" + shown.id() + "' in language '"
                + shown.language() + "'";
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("the policy does not know " + name + "; it knows "
                    + new TreeSet<>(policy.notices().stream()
                            .map(notice -> notice.id() + " " + notice.version() + " " + notice.language())
                            .toList())
                    + ": declare it with notice(…), so that the text shown can be proven");
        }
        if (!versions.get(0).text().equals(shown.text())) {
            throw new IllegalArgumentException("the text shown differs from the policy's text of " + name
                    + ": give a changed text a version of its own");
        }
        if (shown.effectiveFrom().isAfter(today)) {
            throw new IllegalArgumentException(name + " is in force from " + shown.effectiveFrom() + ", and today is "
                    + today + ": show the version in force");
        }
    }
}
