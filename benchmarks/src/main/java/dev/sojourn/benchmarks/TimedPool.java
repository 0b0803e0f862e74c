package dev.sojourn.benchmarks;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** Notes the longest transaction that went over a pool, from its beginning to its commit. */
final class TimedPool {

    private final AtomicLong longest = new AtomicLong();

    DataSource watch(DataSource real) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, given) -> {
                    Object result = call(real, method, given);
                    return result instanceof Connection connection ? watch(connection) : result;
                });
    }

    /** Forgets what went before. */
    void begin() {
        longest.set(0);
    }

    /** In milliseconds. */
    double longest() {
        return longest.get() / 1e6;
    }

    private Connection watch(Connection real) {
        long[] begun = {System.nanoTime()};
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, given) -> {
                    boolean begins = method.getName().equals("setAutoCommit") && Boolean.FALSE.equals(given[0]);
                    if (begins) {
                        begun[0] = System.nanoTime();
                    }
                    Object result = call(real, method, given);
                    if (method.getName().equals("commit") || method.getName().equals("rollback")) {
                        long took = System.nanoTime() - begun[0];
                        longest.accumulateAndGet(took, Math::max);
                        begun[0] = System.nanoTime();
                    }
                    return result;
                });
    }

    private static Object call(Object real, java.lang.reflect.Method method, Object[] given) throws Throwable {
        try {
            return method.invoke(real, given);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
