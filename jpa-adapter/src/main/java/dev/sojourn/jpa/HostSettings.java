package dev.sojourn.jpa;

import dev.sojourn.policy.HostRedaction;
import dev.sojourn.retention.TenantCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a host says once about all its entities.
 *
 * @param tenantAttribute the path to the tenant
 * @param codecs for identifiers of the host's own types
 * @param redactions the host's own ways to redact
 * @param declarations what stands for annotations on classes it cannot annotate
 * @param tenants lists and enters tenants whose rows lie apart
 * @param tables what stands for entities where none is mapped
 * @param past past states under rules of their own
 */
record HostSettings(
        Optional<String> tenantAttribute,
        List<IdCodec<?>> codecs,
        Redactions redactions,
        List<DeclaredEntity> declarations,
        Optional<TenantCatalog> tenants,
        List<TableStore> tables,
        List<PastStates> past) {

    static final HostSettings NONE = new HostSettings(
            Optional.empty(),
            List.of(),
            new Redactions(Map.of(), false),
            List.of(),
            Optional.empty(),
            List.of(),
            List.of());

    HostSettings {
        codecs = List.copyOf(codecs);
        declarations = List.copyOf(declarations);
        tables = List.copyOf(tables);
        past = List.copyOf(past);
    }

    HostSettings tenantAttribute(String path) {
        return new HostSettings(Optional.of(path), codecs, redactions, declarations, tenants, tables, past);
    }

    HostSettings and(IdCodec<?> codec) {
        List<IdCodec<?>> all = new ArrayList<>(codecs);
        all.add(codec);
        return new HostSettings(tenantAttribute, all, redactions, declarations, tenants, tables, past);
    }

    HostSettings redacting(String name, HostRedaction redaction) {
        Map<String, HostRedaction> known = new HashMap<>(redactions.byHost());
        if (known.put(name, redaction) != null) {
            throw new IllegalArgumentException("redaction '" + name + "' was given twice: give it once");
        }
        return new HostSettings(
                tenantAttribute,
                codecs,
                new Redactions(known, redactions.byBytes()),
                declarations,
                tenants,
                tables,
                past);
    }

    HostSettings on(Dialect dialect) {
        return new HostSettings(
                tenantAttribute,
                codecs,
                new Redactions(redactions.byHost(), dialect.takesTextsForEqual()),
                declarations,
                tenants,
                tables,
                past);
    }

    HostSettings declaring(List<DeclaredEntity> more) {
        List<DeclaredEntity> all = new ArrayList<>(declarations);
        all.addAll(more);
        return new HostSettings(tenantAttribute, codecs, redactions, all, tenants, tables, past);
    }

    HostSettings tenants(TenantCatalog catalog) {
        return new HostSettings(tenantAttribute, codecs, redactions, declarations, Optional.of(catalog), tables, past);
    }

    HostSettings tables(List<TableStore> more) {
        List<TableStore> all = new ArrayList<>(tables);
        all.addAll(more);
        return new HostSettings(tenantAttribute, codecs, redactions, declarations, tenants, all, past);
    }

    HostSettings past(List<PastStates> more) {
        List<PastStates> all = new ArrayList<>(past);
        all.addAll(more);
        return new HostSettings(tenantAttribute, codecs, redactions, declarations, tenants, tables, all);
    }

    /** The codec for a type: the host's own before those Sojourn knows. */
    Optional<IdCodec<?>> codec(Class<?> type) {
        return own(type).or(() -> IdType.of(type).map(IdCodec::of));
    }

    Optional<IdCodec<?>> own(Class<?> type) {
        return codecs.stream().filter(codec -> codec.type() == type).findFirst().map(codec -> codec);
    }
}
