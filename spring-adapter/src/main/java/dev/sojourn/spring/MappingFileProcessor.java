package dev.sojourn.spring;

import jakarta.persistence.spi.PersistenceProvider;
import jakarta.persistence.spi.PersistenceUnitInfo;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.orm.jpa.JpaVendorAdapter;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.persistenceunit.MutablePersistenceUnitInfo;

/**
 * Lists Sojourn's mapping file in the persistence unit, after everything the application lists itself: its own
 * post-processors, its mapping files and the {@code META-INF/orm.xml} that counts where it names none all stay as they are,
 * because the file is added to what Spring has made of them, on its way to the provider.
 */
final class MappingFileProcessor implements BeanPostProcessor {

    static final String FILE = "META-INF/sojourn-orm.xml";

    private final Optional<String> persistenceUnit;

    /**
     * The processor.
     *
     * @param persistenceUnit the unit that gets the file; empty for every one
     */
    MappingFileProcessor(Optional<String> persistenceUnit) {
        this.persistenceUnit = persistenceUnit;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof LocalContainerEntityManagerFactoryBean factory) {
            PersistenceProvider own = factory.getPersistenceProvider();
            JpaVendorAdapter vendor = factory.getJpaVendorAdapter();
            if (own != null) {
                factory.setPersistenceProvider(listing(own));
            } else if (vendor != null) {
                factory.setPersistenceProvider(listing(vendor.getPersistenceProvider()));
            }
        }
        return bean;
    }

    private PersistenceProvider listing(PersistenceProvider provider) {
        return proxy(PersistenceProvider.class, provider, (proxy, method, arguments) -> {
            if (arguments != null && arguments.length > 0 && arguments[0] instanceof PersistenceUnitInfo info) {
                arguments[0] = listed(info);
            }
            return call(provider, method, arguments);
        });
    }

    private PersistenceUnitInfo listed(PersistenceUnitInfo info) {
        if (persistenceUnit
                        .filter(unit -> !unit.equals(info.getPersistenceUnitName()))
                        .isPresent()
                || info.getMappingFileNames().contains(FILE)) {
            return info;
        }
        if (info instanceof MutablePersistenceUnitInfo mutable) {
            mutable.addMappingFileName(FILE);
            return mutable;
        }
        List<String> files = new ArrayList<>(info.getMappingFileNames());
        files.add(FILE);
        return proxy(
                PersistenceUnitInfo.class,
                info,
                (proxy, method, arguments) ->
                        method.getName().equals("getMappingFileNames") ? files : call(info, method, arguments));
    }

    private static <T> T proxy(Class<T> type, T behind, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(behind.getClass().getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Object behind, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(behind, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
