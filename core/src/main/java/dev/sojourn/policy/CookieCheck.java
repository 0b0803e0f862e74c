package dev.sojourn.policy;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks cookies: their names, purposes, lifetimes and places. */
final class CookieCheck {

    /** A token of RFC 6265, with at most one star at its end. */
    private static final Pattern NAME = Pattern.compile("[!#$%&'+\\-.^_`|~0-9A-Za-z]+\\*?");

    /** What RFC 6265 calls a path value, from the root. */
    private static final Pattern PATH = Pattern.compile("/[\\x20-\\x3A\\x3C-\\x7E]*");

    private static final Pattern DOMAIN =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

    private static final String OF_ONE_HOST = "__Host-";

    private final Policy.Builder policy;
    private final Inspection inspection;

    CookieCheck(Policy.Builder policy, Inspection inspection) {
        this.policy = policy;
        this.inspection = inspection;
    }

    void run() {
        Set<String> seen = new HashSet<>();
        for (CookieDeclaration cookie : policy.cookies) {
            String label = "cookie '" + cookie.name() + "'";
            cookie.surfaces().stream()
                    .filter(surface -> !seen.add(surface + " " + cookie.name()))
                    .sorted()
                    .findFirst()
                    .ifPresent(surface -> inspection.fault(
                            label, "is declared twice on " + surface, "keep one declaration a surface"));
            if (!NAME.matcher(cookie.name()).matches()) {
                inspection.fault(
                        label,
                        "has a name no cookie can have",
                        "write the name as it is sent, with a * at its end where anything may follow");
            }
            cookie.longest().ifPresent(longest -> inspection.requirePositive(label, "its lifetime", longest));
            checkPurpose(label, cookie);
            checkPlace(label, cookie);
        }
    }

    private void checkPurpose(String label, CookieDeclaration cookie) {
        Optional<Purpose> served = policy.purposes.stream()
                .filter(purpose -> purpose.id().equals(cookie.purpose()))
                .findFirst();
        if (served.isEmpty()) {
            inspection.fault(
                    label,
                    "serves purpose '" + cookie.purpose() + "', which the policy does not name",
                    "declare the purpose: .purposes(...)");
            return;
        }
        boolean onConsent =
                served.get().basis().filter(LegalBasis.CONSENT::equals).isPresent();
        if (cookie.essential() && (onConsent || served.get().isBasisDeclaredByTenant())) {
            inspection.fault(
                    label,
                    "is essential, and serves " + served.get() + ", which "
                            + (onConsent ? "asks consent" : "may ask consent, as each tenant declares"),
                    "take strictlyNecessary() away, or name the purpose of the service that does not work without it");
        }
        if (!cookie.essential() && !onConsent) {
            inspection.fault(
                    label,
                    "is not essential, and serves " + served.get() + ", which does not ask consent",
                    "put the purpose on CONSENT, or, if a service the person asked for does not work without the"
                            + " cookie, declare it strictlyNecessary() (ePrivacy Directive 5(3))");
        }
    }

    private void checkPlace(String label, CookieDeclaration cookie) {
        if (!PATH.matcher(cookie.path()).matches()) {
            inspection.fault(
                    label,
                    "has path '" + cookie.path() + "', which no cookie can have",
                    "write one such as / or /shop");
        }
        cookie.domain()
                .filter(domain -> !DOMAIN.matcher(domain).matches())
                .ifPresent(domain -> inspection.fault(
                        label,
                        "has domain '" + domain + "', which no cookie can have",
                        "write it in lower case without a leading dot, such as example.com"));
        if (cookie.name().startsWith(OF_ONE_HOST)
                && (cookie.domain().isPresent() || !cookie.path().equals("/"))) {
            inspection.fault(
                    label,
                    "is of one host by its name, and names a domain or a path other than /",
                    "take the domain and the path away: browsers refuse such a cookie");
        }
    }
}
