package dev.sojourn.jpa;

import dev.sojourn.policy.Fault;
import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.policy.Policy;
import dev.sojourn.register.AtStart;
import dev.sojourn.register.CoverageFinding;
import dev.sojourn.register.PersonalDataModel;
import dev.sojourn.retention.DataModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the whole of what a host holds: its mapping, its declarations and its live schema. */
final class Coverage {

    private static final Logger LOG = LoggerFactory.getLogger(Coverage.class);

    private Coverage() {}

    /** Has each finding warn, or stand in the way of the start. */
    static DataModel atStart(AtStart told, PersonalDataModel model, DataModel found) {
        if (told == AtStart.WARN) {
            model.findings().forEach(finding -> LOG.warn("coverage: {}", finding));
            return found;
        }
        List<Fault> faults = model.findings().stream()
                .map(finding -> new Fault(finding.key(), finding.problem(), finding.mend()))
                .toList();
        return new DataModel(found.policy(), found.stores(), faults);
    }

    static PersonalDataModel of(JpaUnitOfWork work, HostSettings settings, Policy policy) {
        Provider provider = Provider.of(work.factory());
        EntityModel model = EntityModel.compile(work.factory(), settings, policy, provider);
        TenantSchemas tenants = new TenantSchemas(work, settings);
        List<Fault> faults = new ArrayList<>(model.faults());
        TableModel tables = TableModel.compile(work, settings, model.policy(), provider)
                .and(PastCompiler.compile(work, settings, model));
        faults.addAll(tables.faults());
        faults.addAll(tenants.faults(List.of()));
        if (!faults.isEmpty()) {
            throw new FaultyDeclaration("Personal data under " + policy, faults);
        }
        Map<String, EntityDeclaration> declared = EntityModel.declared(work.factory(), settings.declarations());
        declared.values().removeIf(Coverage::isOwn);
        CoverageWalk walk = new CoverageWalk(declared, model, settings.tenantAttribute());
        LiveSchema live =
                tenants.somewhere(() -> work.runNew(() -> Connections.call(work.entityManager(), LiveSchema::read)));
        SchemaWalk schema = new SchemaWalk(live, Places.of(work.factory()), tables.names());
        List<CoverageFinding> ofSchema = new ArrayList<>(schema.unmapped());
        ofSchema.addAll(schema.opaque(declared, walk.cover()));
        ofSchema.addAll(schema.unindexed(walk.triggers().toList()));
        ofSchema.addAll(tables.unindexed());
        return walk.model(tables.fields(model.policy()), ofSchema);
    }

    /** Whether an entity is one of Sojourn's own. */
    static boolean isOwn(EntityDeclaration entity) {
        return entity.name().startsWith("Sojourn")
                && entity.type().getJavaType().getPackage().equals(Coverage.class.getPackage());
    }
}
