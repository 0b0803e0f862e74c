package dev.sojourn.jpa;

import dev.sojourn.policy.Fault;
import dev.sojourn.policy.Policy;
import dev.sojourn.retention.DataModel;
import dev.sojourn.retention.PersonalDataStore;
import java.util.ArrayList;
import java.util.List;

/** Finds the host's personal data: the way from a persistence unit to stores and faults. */
final class HostData {

    private HostData() {}

    static DataModel find(JpaUnitOfWork work, HostSettings settings, Policy policy) {
        Provider provider = Provider.of(work.factory());
        EntityModel model = EntityModel.compile(work.factory(), settings, policy, provider);
        List<PersonalDataStore> stores = new ArrayList<>();
        for (RetainedEntity entity : model.entities().values()) {
            if (!entity.bindings().isEmpty()
                    || !entity.owners().isEmpty()
                    || entity.redacted().stream().anyMatch(attribute -> !attribute.implied())) {
                EntityData rows = new EntityData(work, model, entity, provider);
                stores.add(rows);
                entity.redacted().stream()
                        .filter(attribute -> !attribute.subject() && !attribute.implied())
                        .forEach(attribute -> stores.add(new PartData(rows, attribute)));
            }
        }
        model.entities()
                .values()
                .forEach(entity -> entity.subjects().stream()
                        .filter(subject -> subject.mention().isPresent())
                        .forEach(mention -> stores.add(new MentionData(work, model, entity, mention, provider))));
        TenantSchemas tenants = new TenantSchemas(work, settings);
        TableModel tables = TableModel.compile(work, settings, model.policy(), provider);
        tables.tables().forEach(table -> stores.add(new TableData(work, table)));
        TableModel past = PastCompiler.compile(work, settings, model);
        past.tables().forEach(table -> stores.add(new TableData(work, table)));
        List<Fault> faults = new ArrayList<>(model.faults());
        faults.addAll(tables.faults());
        faults.addAll(past.faults());
        faults.addAll(tenants.faults(stores));
        return new DataModel(model.policy(), tenants.around(stores), faults);
    }
}
