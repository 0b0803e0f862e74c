package dev.sojourn.jpa;

import dev.sojourn.consent.Suppression;
import dev.sojourn.consent.SuppressionStore;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

final class JpaSuppressions implements SuppressionStore {

    private static final String TABLE = "sojourn_suppression";
    private static final List<String> KEY = List.of("digest", "purpose", "scope");
    private static final String REMOVE =
            "delete from sojourn_suppression where digest = ?1 and purpose = ?2 and scope = ?3";

    private final Statements statements;
    private final String put;
    private final String select;

    JpaSuppressions(Statements statements, Dialect dialect) {
        this.statements = statements;
        put = dialect.upsert(
                TABLE,
                KEY,
                List.of("digest", "purpose", "scope", "direct_marketing", "since", "since_micros"),
                List.of("?1", "?2", "?3", "?4", dialect.time("?5"), "?6"));
        select = "select p.digest, p.purpose, p.scope, p.direct_marketing, " + dialect.text("p.since")
                + " from sojourn_suppression p where p.digest in (";
    }

    @Override
    public void put(Suppression suppression) {
        statements.change(
                TABLE,
                put,
                suppression.digest(),
                suppression.purpose(),
                suppression.scope(),
                suppression.directMarketing() ? 1 : 0,
                Utc.text(suppression.since()),
                Utc.micros(suppression.since()));
    }

    @Override
    public boolean remove(String digest, String purpose, String scope) {
        return statements.change(TABLE, REMOVE, digest, purpose, scope) == 1;
    }

    @Override
    public List<Suppression> among(Collection<String> digests) {
        if (digests.isEmpty()) {
            return List.of();
        }
        String list = IntStream.rangeClosed(1, digests.size())
                .mapToObj(index -> "?" + index)
                .collect(Collectors.joining(", "));
        return statements.rows(TABLE, select + list + ")", digests.toArray()).stream()
                .map(row -> new Suppression(
                        row[0].toString(),
                        row[1].toString(),
                        row[2].toString(),
                        ((Number) row[3]).intValue() == 1,
                        Utc.instant(row[4])))
                .toList();
    }
}
