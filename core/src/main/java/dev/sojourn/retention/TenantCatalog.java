package dev.sojourn.retention;

import java.util.List;
import java.util.function.Supplier;

/**
 * The host's port to tenants whose data lies apart, a schema each: it lists them, and runs work where one of them is seen.
 * With it no tenant is forgotten, and none is seen by chance.
 *
 * <p>Implementations are thread-safe. What they throw is met tenant by tenant: the rows of that tenant stay, are reported as
 * failed, and stop no other's.
 */
public interface TenantCatalog {

    /**
     * The tenants whose data is to be kept in order, be they active or not.
     *
     * @return each once, in the order in which they are to be taken; none is empty
     */
    List<String> tenants();

    /**
     * Runs work where the provider sees one tenant's data: every unit of work that begins meanwhile on the calling thread is
     * in that tenant. Afterwards the thread is where it was before, whatever the work threw.
     *
     * @param <T> what the work returns
     * @param tenant one of {@link #tenants()}
     * @param work what to do; to be called once, on the calling thread
     * @return what the work returned
     */
    <T> T within(String tenant, Supplier<T> work);
}
