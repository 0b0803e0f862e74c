package dev.sojourn.jpa;

import dev.sojourn.retention.TenantCatalog;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** In which tenant the calling thread's units begin, where each tenant's data lies apart. */
final class Whereabouts {

    private record Home(TenantCatalog tenants, String tenant) {}

    private final ThreadLocal<@Nullable String> entered = new ThreadLocal<>();
    private final Optional<Home> home;

    private Whereabouts(Optional<Home> home) {
        this.home = home;
    }

    static Whereabouts anywhere() {
        return new Whereabouts(Optional.empty());
    }

    static Whereabouts in(TenantCatalog tenants, String tenant) {
        if (tenant.isEmpty()) {
            throw new IllegalArgumentException("the tenant is empty: name one of the catalogue's");
        }
        return new Whereabouts(Optional.of(new Home(Objects.requireNonNull(tenants, "tenants"), tenant)));
    }

    /** Whether all units begin in one tenant. */
    boolean hasHome() {
        return home.isPresent();
    }

    /** The tenant that units begin in now; empty outside any. */
    Optional<String> tenant() {
        return home.map(Home::tenant).or(() -> Optional.ofNullable(entered.get()));
    }

    /** Runs work in the one tenant of all units, where there is one. */
    <T> T home(Supplier<T> work) {
        return home.isPresent() ? home.get().tenants().within(home.get().tenant(), work) : work.get();
    }

    /** The host's catalogue, which notes here whom it enters. */
    TenantCatalog noting(TenantCatalog tenants) {
        return new TenantCatalog() {
            @Override
            public List<String> tenants() {
                return tenants.tenants();
            }

            @Override
            public <T> T within(String tenant, Supplier<T> work) {
                return tenants.within(tenant, () -> noted(tenant, work));
            }
        };
    }

    private <T> T noted(String tenant, Supplier<T> work) {
        String before = entered.get();
        entered.set(tenant);
        try {
            return work.get();
        } finally {
            if (before == null) {
                entered.remove();
            } else {
                entered.set(before);
            }
        }
    }
}
