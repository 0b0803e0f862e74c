package dev.sojourn.policy;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks cookies: their names, purposes and lifetimes. */
final class CookieCheck {

    /** A token of RFC 6265, with at most one star at its end. */
    private static final Pattern NAME = Pattern.compile("[!#$%&'+\\-.^_`|~0-9A-Za-z]*\\*?");

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
                    .findFirst()
                    .ifPresent(surface -> inspection.fault(
                            label, "is declared twice on " + surface, "keep one declaration a surface"));
            if (!NAME.matcher(cookie.name()).matches() || cookie.name().equals("*")) {
                inspection.fault(
                        label,
                        "has a name no cookie can have",
                        "write the name as it is sent, with a * at its end where anything may follow");
            }
            if (policy.purposes.stream().noneMatch(purpose -> purpose.id().equals(cookie.purpose()))) {
                inspection.fault(
                        label,
                        "serves purpose '" + cookie.purpose() + "', which the policy does not name",
                        "declare the purpose: .purposes(...)");
            }
            cookie.longest().ifPresent(longest -> inspection.requirePositive(label, "its lifetime", longest));
        }
    }
}
