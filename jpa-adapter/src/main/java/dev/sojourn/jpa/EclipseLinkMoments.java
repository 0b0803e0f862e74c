package dev.sojourn.jpa;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.converters.Converter;
import org.eclipse.persistence.mappings.converters.SerializedObjectConverter;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;
import org.eclipse.persistence.sessions.Session;
import org.jspecify.annotations.Nullable;

/**
 * Has EclipseLink compare the moments of Sojourn's own tables with what they are: generation 4 takes an {@code Instant}
 * for an object to be serialised, and where a column knows no zone every generation would shift it into the machine's. The
 * host's entities are left as the host maps them.
 */
final class EclipseLinkMoments implements Converter {

    private static final long serialVersionUID = 1L;

    /** Whether moments cross as text in UTC, else as timestamps. */
    private final boolean texts;

    private EclipseLinkMoments(boolean texts) {
        this.texts = texts;
    }

    static void mend(Session session) {
        ClassDescriptor cutoff = session.getDescriptor(RunCutoff.class);
        boolean texts = session.getPlatform().isMySQL() || session.getPlatform().isMariaDB();
        if (cutoff != null
                && cutoff.getMappingForAttributeName("beforeAt") instanceof AbstractDirectMapping mapping
                && (texts || mapping.getConverter() instanceof SerializedObjectConverter)) {
            mapping.getField().setType(texts ? String.class : Timestamp.class);
            mapping.setConverter(new EclipseLinkMoments(texts));
        }
    }

    @Override
    public @Nullable Object convertObjectValueToDataValue(@Nullable Object value, @Nullable Session session) {
        if (value instanceof Instant moment) {
            return texts ? Utc.text(moment) : Timestamp.from(moment);
        }
        return value;
    }

    @Override
    public @Nullable Object convertDataValueToObjectValue(@Nullable Object value, @Nullable Session session) {
        if (value instanceof Timestamp kept) {
            return texts ? kept.toLocalDateTime().toInstant(ZoneOffset.UTC) : kept.toInstant();
        }
        return value;
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
