package dev.sojourn.jpa;

import java.sql.Timestamp;
import java.time.Instant;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.converters.Converter;
import org.eclipse.persistence.mappings.converters.SerializedObjectConverter;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;
import org.eclipse.persistence.sessions.Session;
import org.jspecify.annotations.Nullable;

/**
 * Has EclipseLink 4, which takes an {@code Instant} for an object to be serialised, compare the moments of Sojourn's own
 * tables with the timestamps they are. The host's entities are left as the host maps them.
 */
final class EclipseLinkMoments implements Converter {

    private static final long serialVersionUID = 1L;

    static void mend(Session session) {
        ClassDescriptor cutoff = session.getDescriptor(RunCutoff.class);
        if (cutoff != null
                && cutoff.getMappingForAttributeName("beforeAt") instanceof AbstractDirectMapping mapping
                && mapping.getConverter() instanceof SerializedObjectConverter) {
            mapping.getField().setType(Timestamp.class);
            mapping.setConverter(new EclipseLinkMoments());
        }
    }

    @Override
    public @Nullable Object convertObjectValueToDataValue(@Nullable Object value, @Nullable Session session) {
        return value instanceof Instant moment ? Timestamp.from(moment) : value;
    }

    @Override
    public @Nullable Object convertDataValueToObjectValue(@Nullable Object value, @Nullable Session session) {
        return value instanceof Timestamp kept ? kept.toInstant() : value;
    }

    @Override
    public boolean isMutable() {
        return false;
    }

    @Override
    public void initialize(@Nullable DatabaseMapping mapping, @Nullable Session session) {
        // there is nothing to prepare
    }
}
