package dev.sojourn.jpa;

import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.persistence.config.HintValues;
import org.eclipse.persistence.config.QueryHints;
import org.eclipse.persistence.expressions.ExpressionBuilder;
import org.eclipse.persistence.internal.expressions.ExpressionSQLPrinter;
import org.eclipse.persistence.internal.expressions.ForUpdateOfClause;
import org.eclipse.persistence.internal.expressions.SQLSelectStatement;
import org.eclipse.persistence.internal.helper.DatabaseTable;
import org.eclipse.persistence.queries.ObjectBuildingQuery;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;

/**
 * Has EclipseLink lock the tables of the entity asked for, and none that it only joins: for an entity with kinds of its own
 * it joins their tables from outside, and PostgreSQL locks no row that may not be there.
 */
final class EclipseLinkRowLock extends ForUpdateOfClause {

    private static final long serialVersionUID = 1L;

    private final boolean shared;

    private EclipseLinkRowLock(boolean shared) {
        this.shared = shared;
        setLockMode(ObjectBuildingQuery.LOCK);
    }

    /** Takes the place of the lock a query has. */
    static void replace(Query query) {
        boolean shared = query.getLockMode() == LockModeType.PESSIMISTIC_READ;
        query.setLockMode(LockModeType.NONE);
        // a parsed query is shared with other units until it has a hint
        query.setHint(QueryHints.BIND_PARAMETERS, HintValues.TRUE);
        query.unwrap(ObjectLevelReadQuery.class).setLockingClause(new EclipseLinkRowLock(shared));
    }

    @Override
    public boolean isReferenceClassLocked() {
        return true;
    }

    /** A statement on a single table gives it no other name. */
    @Override
    public void printSQL(ExpressionSQLPrinter printer, SQLSelectStatement statement) {
        printer.printString(shared ? " FOR SHARE" : " FOR UPDATE");
        if (statement.requiresAliases()) {
            printer.printString(tables(statement.getBuilder()).stream()
                    .map(DatabaseTable::getName)
                    .collect(Collectors.joining(", ", " OF ", "")));
        }
    }

    private static List<DatabaseTable> tables(ExpressionBuilder asked) {
        return Vectors.of(asked.getDescriptor(), "getTables", DatabaseTable.class).stream()
                .flatMap(table -> Optional.ofNullable(asked.aliasForTable(table)).stream())
                .toList();
    }
}
