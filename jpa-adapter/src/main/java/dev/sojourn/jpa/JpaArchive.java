package dev.sojourn.jpa;

import dev.sojourn.ledger.PolicyArchive;
import dev.sojourn.policy.Notice;
import java.util.List;
import java.util.Optional;

final class JpaArchive implements PolicyArchive {

    private static final String POLICY = "sojourn_policy";
    private static final String NOTICE = "sojourn_notice";
    private static final List<String> POLICY_COLUMNS = List.of("digest", "policy", "version", "content");
    private static final List<String> NOTICE_COLUMNS =
            List.of("digest", "notice", "version", "language", "effective_from", "content");

    private final Statements statements;
    private final Dialect dialect;

    JpaArchive(Statements statements, Dialect dialect) {
        this.statements = statements;
        this.dialect = dialect;
    }

    @Override
    public void keep(PolicyText policy, List<Notice> notices) {
        statements.together(() -> {
            dialect.insertIfAbsent(
                    statements,
                    POLICY,
                    POLICY_COLUMNS,
                    policy.digest(),
                    policy.policy(),
                    policy.version(),
                    policy.text());
            notices.forEach(notice -> dialect.insertIfAbsent(
                    statements,
                    NOTICE,
                    NOTICE_COLUMNS,
                    notice.digest(),
                    notice.id(),
                    notice.version(),
                    notice.language(),
                    notice.effectiveFrom().toString(),
                    notice.text()));
            return policy;
        });
    }

    @Override
    public Optional<PolicyText> policy(String digest) {
        return statements
                .rows(
                        POLICY,
                        "select p.digest, p.policy, p.version, p.content from sojourn_policy p where p.digest = ?1",
                        digest)
                .stream()
                .findFirst()
                .map(row -> new PolicyText(row[0].toString(), row[1].toString(), row[2].toString(), row[3].toString()));
    }

    @Override
    public Optional<String> notice(String digest) {
        return statements
                .rows(NOTICE, "select n.content, n.digest from sojourn_notice n where n.digest = ?1", digest)
                .stream()
                .findFirst()
                .map(row -> row[0].toString());
    }
}
