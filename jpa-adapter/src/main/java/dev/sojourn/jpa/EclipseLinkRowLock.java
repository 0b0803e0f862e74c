package dev.sojourn.jpa;

import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.persistence.config.HintValues;
import org.eclipse.persistence.config.QueryHints;
import org.eclipse.persistence.expressions.ExpressionBuilder;
import org.eclipse.persistence.internal.databaseaccess.Platform;
import org.eclipse.persistence.internal.expressions.ExpressionSQLPrinter;
import org.eclipse.persistence.internal.expressions.ForUpdateOfClause;
import org.eclipse.persistence.internal.expressions.SQLSelectStatement;
import org.eclipse.persistence.internal.helper.DatabaseTable;
import org.eclipse.persistence.queries.ObjectBuildingQuery;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;

/**
 * The lock EclipseLink knows not: it leaves out rows that others hold, and on PostgreSQL it is on the tables of the entity
 * asked for alone. For an entity with kinds of its own their tables are joined from outside, and PostgreSQL locks no row that
 * may not be there.
 */
final class EclipseLinkRowLock extends ForUpdateOfClause {

    private static final long serialVersionUID = 1L;

    private final String strength;
    private final boolean named;

    private EclipseLinkRowLock(String strength, boolean named) {
        this.strength = strength;
        this.named = named;
        setLockMode(ObjectBuildingQuery.LOCK);
    }

    /** Takes the place of the lock a query has, where the database is one that knows it. */
    static void replace(Query query, Platform database) {
        boolean shared = query.getLockMode() == LockModeType.PESSIMISTIC_READ;
        if (database.isPostgreSQL()) {
            replace(query, new EclipseLinkRowLock(shared ? " FOR SHARE" : " FOR UPDATE", true));
        } else if (database.isMariaDB()) {
            replace(query, new EclipseLinkRowLock(shared ? " LOCK IN SHARE MODE" : " FOR UPDATE", false));
        } else if (database.isH2()) {
            replace(query, new EclipseLinkRowLock(" FOR UPDATE", false));
        }
    }

    private static void replace(Query query, EclipseLinkRowLock lock) {
        query.setLockMode(LockModeType.NONE);
        // a parsed query is shared with other units until it has a hint
        query.setHint(QueryHints.BIND_PARAMETERS, HintValues.TRUE);
        query.unwrap(ObjectLevelReadQuery.class).setLockingClause(lock);
    }

    @Override
    public boolean isReferenceClassLocked() {
        return true;
    }

    /** A statement on a single table gives it no other name. */
    @Override
    public void printSQL(ExpressionSQLPrinter printer, SQLSelectStatement statement) {
        printer.printString(strength);
        if (named && statement.requiresAliases()) {
            printer.printString(tables(statement.getBuilder()).stream()
                    .map(DatabaseTable::getName)
                    .collect(Collectors.joining(", ", " OF ", "")));
        }
        printer.printString(" SKIP LOCKED");
    }

    private static List<DatabaseTable> tables(ExpressionBuilder asked) {
        return Vectors.of(asked.getDescriptor(), "getTables", DatabaseTable.class).stream()
                .flatMap(table -> Optional.ofNullable(asked.aliasForTable(table)).stream())
                .toList();
    }
}
