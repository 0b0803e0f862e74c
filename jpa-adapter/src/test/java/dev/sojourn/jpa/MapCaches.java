package dev.sojourn.jpa;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.boot.spi.SessionFactoryOptions;
import org.hibernate.cache.cfg.spi.DomainDataRegionBuildingContext;
import org.hibernate.cache.cfg.spi.DomainDataRegionConfig;
import org.hibernate.cache.spi.support.DomainDataStorageAccess;
import org.hibernate.cache.spi.support.RegionFactoryTemplate;
import org.hibernate.cache.spi.support.StorageAccess;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/** A shared cache for Hibernate, of one map a region. */
public final class MapCaches extends RegionFactoryTemplate {

    private static final long serialVersionUID = 1L;

    private final transient Map<String, Region> regions = new ConcurrentHashMap<>();

    /** What is cached now, by region. */
    Map<String, Map<Object, Object>> entries() {
        Map<String, Map<Object, Object>> copy = new ConcurrentHashMap<>();
        regions.forEach((name, region) -> copy.put(name, Map.copyOf(region.entries)));
        return copy;
    }

    /** Puts back what was cached once. */
    void putBack(Map<String, Map<Object, Object>> entries) {
        entries.forEach((name, old) -> regions.get(name).entries.putAll(old));
    }

    @Override
    protected DomainDataStorageAccess createDomainDataStorageAccess(
            DomainDataRegionConfig region, DomainDataRegionBuildingContext context) {
        return regions.computeIfAbsent(region.getRegionName(), name -> new Region());
    }

    @Override
    protected StorageAccess createQueryResultsRegionStorageAccess(String region, SessionFactoryImplementor factory) {
        return new Region();
    }

    @Override
    protected StorageAccess createTimestampsRegionStorageAccess(String region, SessionFactoryImplementor factory) {
        return new Region();
    }

    @Override
    protected void prepareForUse(SessionFactoryOptions settings, Map<String, Object> properties) {
        regions.clear();
    }

    @Override
    protected void releaseFromUse() {
        regions.clear();
    }

    private static final class Region implements DomainDataStorageAccess {
        private final Map<Object, Object> entries = new ConcurrentHashMap<>();

        @Override
        public @Nullable Object getFromCache(Object key, SharedSessionContractImplementor session) {
            return entries.get(key);
        }

        @Override
        public void putIntoCache(Object key, Object value, SharedSessionContractImplementor session) {
            entries.put(key, value);
        }

        @Override
        public boolean contains(Object key) {
            return entries.containsKey(key);
        }

        @Override
        public void evictData() {
            entries.clear();
        }

        @Override
        public void evictData(Object key) {
            entries.remove(key);
        }

        @Override
        public void release() {
            entries.clear();
        }
    }
}
