package dev.sojourn.jpa;

import java.util.Map;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.internal.expressions.ConstantExpression;
import org.eclipse.persistence.internal.expressions.LiteralExpression;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.queries.UpdateAllQuery;
import org.eclipse.persistence.sessions.DatabaseRecord;
import org.eclipse.persistence.sessions.Session;

/**
 * Writes null as it is into each column of an attribute that a change empties. EclipseLink 5 would bind it as a text,
 * which PostgreSQL puts into no other column.
 */
final class EclipseLinkNull extends LiteralExpression {

    private static final long serialVersionUID = 1L;

    private EclipseLinkNull(Expression base) {
        super("NULL", base);
    }

    /** The provider keeps the parsed change for other units, which find it mended. */
    @SuppressWarnings("unchecked") // the provider's own map, of what is set to what
    static void write(UpdateAllQuery change, Session session) {
        synchronized (change) {
            boolean mended = false;
            for (Map.Entry<Object, Object> clause : ((Map<Object, Object>) change.getUpdateClauses()).entrySet()) {
                if (clause.getValue() instanceof ConstantExpression constant && constant.getValue() == null) {
                    clause.setValue(new EclipseLinkNull(change.getExpressionBuilder()));
                    mended = true;
                }
            }
            if (mended) {
                change.setIsPrepared(false);
                change.prepareCall(session, new DatabaseRecord());
            }
        }
    }

    /** A reference is emptied column by column. */
    @Override
    public Expression getField(DatabaseField field) {
        return this;
    }
}
