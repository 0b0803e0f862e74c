package dev.sojourn.jpa;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's cutoff in a run, to be joined in a query over the host's entities as {@code SojournRunCutoff}. Tenants
 * without a row share the cutoff of all others; a row whose cutoff is null is of a tenant that is never due.
 *
 * <p>A day is compared with {@link #beforeDay}. A moment is compared with {@link #beforeAt} only where the provider
 * keeps it as it keeps this attribute; other mappings (local date-times, {@code java.util.Date}, numbers) would be
 * shifted by some session's zone and need their cutoff as a parameter of their own type.
 */
class RunCutoff {

    String run = "";
    String name = "";
    String tenant = "";

    @Nullable
    LocalDate beforeDay;

    @Nullable
    Instant beforeAt;

    /** Tells the rows apart. */
    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        String run = "";
        String name = "";
        String tenant = "";

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && run.equals(key.run)
                    && name.equals(key.name)
                    && tenant.equals(key.tenant);
        }

        @Override
        public int hashCode() {
            return Objects.hash(run, name, tenant);
        }
    }
}
