package dev.sojourn.spring;

import dev.sojourn.policy.CookieDeclaration;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.Surface;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes cookies of what the configuration states. */
final class CookieReader {

    private final FaultList faults;
    private final Map<String, Purpose> purposes;

    CookieReader(FaultList faults, Map<String, Purpose> purposes) {
        this.faults = faults;
        this.purposes = purposes;
    }

    /** The cookie, unless it has no name or nobody knows what for. */
    Optional<CookieDeclaration> read(String at, PolicyProperties.Cookie written) {
        int before = faults.faults().size();
        String name = faults.required(at + ".name", written.name(), "write the cookie's name as it is sent");
        String id = faults.required(at + ".purpose", written.purpose(), "name the purpose the cookie serves");
        Purpose purpose = purposes.get(id);
        if (written.purpose() != null && purpose == null) {
            faults.add(
                    at + ".purpose",
                    "names purpose '" + id + "', which is not declared",
                    "declare it under " + PolicyReader.ROOT + ".purposes, or name one of " + purposes.keySet());
        }
        Set<Surface> surfaces = surfaces(at + ".surfaces", written);
        var longest = faults.period(at + ".at-most", written.atMost());
        if (faults.faults().size() > before || purpose == null) {
            return Optional.empty();
        }
        CookieDeclaration cookie = CookieDeclaration.named(name, purpose);
        if (written.strictlyNecessary()) {
            cookie = cookie.strictlyNecessary();
        }
        if (longest.isPresent()) {
            cookie = cookie.atMost(longest.get());
        }
        if (!surfaces.isEmpty()) {
            cookie = cookie.on(surfaces.iterator().next(), surfaces.toArray(Surface[]::new));
        }
        Optional<String> path = text(written.path());
        if (path.isPresent()) {
            cookie = cookie.underPath(path.get());
        }
        Optional<String> domain = text(written.domain());
        if (domain.isPresent()) {
            cookie = cookie.inDomain(domain.get());
        }
        CookieDeclaration whole = cookie;
        return Optional.of(
                text(written.setBy()).map(Party::named).map(whole::setBy).orElse(whole));
    }

    private Set<Surface> surfaces(String property, PolicyProperties.Cookie written) {
        Set<Surface> surfaces = EnumSet.noneOf(Surface.class);
        written.surfaces()
                .forEach(word -> faults.word(property, word, Surface.class).ifPresent(surfaces::add));
        return surfaces;
    }

    private static Optional<String> text(@Nullable String text) {
        return Optional.ofNullable(text).filter(given -> !given.isBlank());
    }
}
