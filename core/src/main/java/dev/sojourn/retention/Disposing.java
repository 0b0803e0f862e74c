package dev.sojourn.retention;

import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.RetentionRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Does to rows what a rule says, by their store and by what the host brought, in the caller's unit. */
final class Disposing {

    private final HostDisposals host;

    Disposing(HostDisposals host) {
        this.host = host;
    }

    /** Rows gone, or changed, as the store counted them; what the host does comes first, and keeps rows when it fails. */
    Map<String, Long> dispose(PersonalDataStore store, RetentionRule rule, List<DataRow> rows) {
        switch (rule.disposition()) {
            case ARCHIVE -> {
                Archive archive = host.archives().get(rule.outlet().orElseThrow());
                if (archive == null) {
                    throw missing(rule);
                }
                archive.keep(archived(store, rows));
                return store.dispose(rows, Disposition.DELETE);
            }
            case BY_HOST -> {
                HostDisposition own = host.dispositions().get(rule.outlet().orElseThrow());
                if (own == null) {
                    throw missing(rule);
                }
                own.dispose(rows);
                return store.dispose(rows, Disposition.BY_HOST);
            }
            case REVIEW -> {
                return store.dispose(rows, Disposition.DELETE);
            }
            default -> {
                return store.dispose(rows, rule.disposition());
            }
        }
    }

    private static List<ArchivedRow> archived(PersonalDataStore store, List<DataRow> rows) {
        List<Map<String, Object>> values =
                store.copy(rows.stream().map(DataRow::key).toList());
        if (values.size() != rows.size()) {
            throw new IllegalStateException("of " + rows.size() + " locked rows " + values.size() + " could be copied");
        }
        List<ArchivedRow> archived = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            DataRow row = rows.get(i);
            archived.add(new ArchivedRow(row.key(), row.tenant(), row.subjects(), values.get(i)));
        }
        return archived;
    }

    private static IllegalStateException missing(RetentionRule rule) {
        return new IllegalStateException(rule + " ends in '" + rule.outlet().orElseThrow()
                + "', which is not registered: expected a start-up fault");
    }
}
