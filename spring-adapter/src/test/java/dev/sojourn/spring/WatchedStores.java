package dev.sojourn.spring;

import dev.sojourn.Stores;
import dev.sojourn.consent.ConsentStore;
import dev.sojourn.ledger.ChangeFeed;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.memory.InMemoryStores;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Stores in memory of which a test counts the readings of acts, and which it can take away. */
final class WatchedStores {

    private final InMemoryStores real = new InMemoryStores();
    private final AtomicInteger readings = new AtomicInteger();
    private final AtomicBoolean away = new AtomicBoolean();
    private final boolean cutOff;

    /**
     * The stores.
     *
     * @param cutOff whether nothing is ever heard of other nodes, so that every check that shares no standing reads
     */
    WatchedStores(boolean cutOff) {
        this.cutOff = cutOff;
    }

    Stores stores() {
        ConsentStore consents = proxy(ConsentStore.class, real.consents(), away);
        ChangeFeed feed = proxy(ChangeFeed.class, real.feed(), new AtomicBoolean(cutOff));
        return (Stores) Proxy.newProxyInstance(
                Stores.class.getClassLoader(),
                new Class<?>[] {Stores.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "consents" -> consents;
                    case "feed" -> feed;
                    default -> call(real, method, arguments);
                });
    }

    /** The stores themselves, for another node over them. */
    InMemoryStores real() {
        return real;
    }

    int readings() {
        return readings.get();
    }

    void away(boolean now) {
        away.set(now);
    }

    private <T> T proxy(Class<T> type, T behind, AtomicBoolean gone) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (gone.get()) {
                        throw new StoreException("no database", new IllegalStateException("a test took it"), false);
                    }
                    if (method.getName().equals("read")) {
                        readings.incrementAndGet();
                    }
                    return call(behind, method, arguments);
                }));
    }

    private static Object call(Object behind, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(behind, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
