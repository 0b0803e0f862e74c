package dev.sojourn.jpa;

import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import jakarta.persistence.spi.ClassTransformer;
import jakarta.persistence.spi.PersistenceUnitInfo;
import jakarta.persistence.spi.PersistenceUnitTransactionType;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A unit of persistence.xml as a container would describe it, which may add entities of its own. */
final class HostUnit implements PersistenceUnitInfo {

    private final String name;
    private final List<String> mappingFiles;
    private final List<String> classes;

    private HostUnit(String name, List<String> mappingFiles, List<String> classes) {
        this.name = name;
        this.mappingFiles = mappingFiles;
        this.classes = classes;
    }

    static HostUnit of(String name, List<Class<?>> classes) {
        return new HostUnit(
                name,
                name.equals("forgetful") ? List.of() : List.of("META-INF/sojourn-orm.xml"),
                classes.stream().map(Class::getName).toList());
    }

    @Override
    public String getPersistenceUnitName() {
        return name;
    }

    @Override
    public @Nullable String getPersistenceProviderClassName() {
        return null;
    }

    /** Asked for by persistence API 3.2. */
    public @Nullable String getScopeAnnotationName() {
        return null;
    }

    /** Asked for by persistence API 3.2. */
    public List<String> getQualifierAnnotationNames() {
        return List.of();
    }

    @Override
    public PersistenceUnitTransactionType getTransactionType() {
        return PersistenceUnitTransactionType.RESOURCE_LOCAL;
    }

    @Override
    public @Nullable DataSource getJtaDataSource() {
        return null;
    }

    @Override
    public @Nullable DataSource getNonJtaDataSource() {
        return null;
    }

    @Override
    public List<String> getMappingFileNames() {
        return mappingFiles;
    }

    @Override
    public List<URL> getJarFileUrls() {
        return List.of();
    }

    @Override
    public URL getPersistenceUnitRootUrl() {
        return HostUnit.class.getProtectionDomain().getCodeSource().getLocation();
    }

    @Override
    public List<String> getManagedClassNames() {
        return classes;
    }

    @Override
    public boolean excludeUnlistedClasses() {
        return true;
    }

    @Override
    public SharedCacheMode getSharedCacheMode() {
        return SharedCacheMode.UNSPECIFIED;
    }

    @Override
    public ValidationMode getValidationMode() {
        return ValidationMode.NONE;
    }

    @Override
    public Properties getProperties() {
        return new Properties();
    }

    @Override
    public String getPersistenceXMLSchemaVersion() {
        return "3.0";
    }

    @Override
    public ClassLoader getClassLoader() {
        return HostUnit.class.getClassLoader();
    }

    @Override
    public void addTransformer(ClassTransformer transformer) {
        // classes are left as they are
    }

    @Override
    public ClassLoader getNewTempClassLoader() {
        return new URLClassLoader(new URL[0], getClassLoader());
    }
}
