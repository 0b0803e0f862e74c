package dev.sojourn.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a host says once about all its entities.
 *
 * @param tenantAttribute the path to the tenant
 * @param codecs for identifiers of the host's own types
 */
record HostSettings(Optional<String> tenantAttribute, List<IdCodec<?>> codecs) {

    static final HostSettings NONE = new HostSettings(Optional.empty(), List.of());

    HostSettings {
        codecs = List.copyOf(codecs);
    }

    HostSettings tenantAttribute(String path) {
        return new HostSettings(Optional.of(path), codecs);
    }

    HostSettings and(IdCodec<?> codec) {
        List<IdCodec<?>> all = new ArrayList<>(codecs);
        all.add(codec);
        return new HostSettings(tenantAttribute, all);
    }

    /** The codec for a type: the host's own before those Sojourn knows. */
    Optional<IdCodec<?>> codec(Class<?> type) {
        return own(type).or(() -> IdType.of(type).map(IdCodec::of));
    }

    Optional<IdCodec<?>> own(Class<?> type) {
        return codecs.stream().filter(codec -> codec.type() == type).findFirst().map(codec -> codec);
    }
}
