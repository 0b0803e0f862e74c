package dev.sojourn.jpa;

import dev.sojourn.policy.Fault;
import dev.sojourn.policy.FaultyDeclaration;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Whether the persistence unit and its database are as this version of the adapter needs them. */
final class Schema {

    static final int VERSION = 1;

    private static final String MAPPING_FILE = "META-INF/sojourn-orm.xml";
    private static final List<String> TABLES = List.of(
            "sojourn_subject",
            "sojourn_chain",
            "sojourn_ledger",
            "sojourn_checkpoint",
            "sojourn_evidence",
            "sojourn_state",
            "sojourn_suppression",
            "sojourn_policy",
            "sojourn_notice",
            "sojourn_setting",
            "sojourn_hold",
            "sojourn_event",
            "sojourn_run",
            "sojourn_run_cutoff",
            "sojourn_disposal",
            "sojourn_sweep");

    private final JpaUnitOfWork work;

    private Schema(JpaUnitOfWork work) {
        this.work = work;
    }

    /**
     * Checks everything, and tells the dialect of the database.
     *
     * @throws FaultyDeclaration with every fault found, each naming the file that mends it
     */
    static Dialect check(JpaUnitOfWork work) {
        Schema schema = new Schema(work);
        List<Fault> faults = new ArrayList<>(schema.mappingFaults());
        String product = work.runNew(() -> Connections.call(
                work.entityManager(), connection -> connection.getMetaData().getDatabaseProductName()));
        Dialect dialect = Dialect.of(product).orElse(null);
        if (dialect == null) {
            faults.add(new Fault(
                    "database '" + product + "'",
                    "is none that the adapter speaks to",
                    "use H2, PostgreSQL or MariaDB"));
            throw new FaultyDeclaration("Sojourn's schema", faults);
        }
        faults.addAll(schema.tableFaults(dialect));
        if (!faults.isEmpty()) {
            throw new FaultyDeclaration("Sojourn's schema", faults);
        }
        return dialect;
    }

    private List<Fault> mappingFaults() {
        boolean listed = work.factory().getMetamodel().getEntities().stream()
                .anyMatch(entity -> RunCutoff.class.equals(entity.getJavaType()));
        return listed
                ? List.of()
                : List.of(new Fault(
                        "the persistence unit",
                        "does not list Sojourn's mapping file",
                        "add <mapping-file>" + MAPPING_FILE + "</mapping-file> to it in persistence.xml"));
    }

    private List<Fault> tableFaults(Dialect dialect) {
        String mend = "run " + dialect.script() + " of the sojourn-jpa jar in this database";
        List<Fault> faults = new ArrayList<>();
        if (answers(() -> work.entityManager().createNativeQuery("select count(*) from sojourn_schema"))) {
            List<?> versions = work.runNew(() -> work.entityManager()
                    .createNativeQuery("select version from sojourn_schema order by version")
                    .getResultList());
            if (versions.size() != 1 || ((Number) versions.get(0)).intValue() != VERSION) {
                faults.add(new Fault(
                        "table sojourn_schema",
                        "names " + (versions.isEmpty() ? "no version" : "version " + versions) + ", where " + VERSION
                                + " is needed",
                        mend));
            }
        } else {
            faults.add(new Fault("table sojourn_schema", "is not there or cannot be read", mend));
        }
        for (String table : TABLES) {
            if (!answers(
                    () -> work.entityManager().createNativeQuery("select count(*) from " + table + " where 1 = 0"))) {
                faults.add(new Fault("table " + table, "is not there or cannot be read", mend));
            }
        }
        dialect.feedColumn()
                .filter(column -> !answers(() -> work.entityManager()
                        .createNativeQuery("select " + column + " from sojourn_ledger where 1 = 0")))
                .ifPresent(column -> faults.add(new Fault(
                        "table sojourn_ledger", "has no column " + column + ", by which nodes hear each other", mend)));
        return faults;
    }

    /** Each question has a unit of its own, since a failed one is of no use afterwards. */
    private boolean answers(Supplier<Query> question) {
        try {
            work.runNew(() -> question.get().getResultList());
            return true;
        } catch (PersistenceException e) {
            return false;
        }
    }
}
