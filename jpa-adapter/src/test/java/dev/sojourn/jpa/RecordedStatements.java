package dev.sojourn.jpa;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** Writes down every statement that reaches the driver. */
final class RecordedStatements {

    private final List<String> executed = new CopyOnWriteArrayList<>();

    /** The same data source, watched. */
    DataSource watch(DataSource real) {
        return proxy(DataSource.class, real, "");
    }

    /** What was executed since the last time this was asked. */
    List<String> taken() {
        List<String> taken = new ArrayList<>(executed);
        executed.clear();
        return taken;
    }

    private <T> T proxy(Class<T> type, T real, String sql) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            if (method.getName().startsWith("execute")) {
                executed.add(sql);
            }
            Object result;
            try {
                result = method.invoke(real, given);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            if (result instanceof Connection connection && method.getName().equals("getConnection")) {
                return proxy(Connection.class, connection, "");
            }
            if (result instanceof PreparedStatement statement
                    && method.getName().equals("prepareStatement")) {
                return proxy(PreparedStatement.class, statement, given[0].toString());
            }
            return result;
        }));
    }
}
