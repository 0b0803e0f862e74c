package dev.sojourn.jpa;

import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.Setting;
import dev.sojourn.ledger.SettingStore;
import java.util.List;
import java.util.Optional;

final class JpaSettings implements SettingStore {

    private static final String TABLE = "sojourn_setting";

    private final Statements statements;
    private final String insert;
    private final String current;
    private final String currentNow;
    private final String currentOfAll;
    private final String history;

    JpaSettings(Statements statements, Dialect dialect) {
        this.statements = statements;
        insert = Dialect.insert(
                TABLE,
                List.of("tenant", "setting", "content", "set_at", "entry_number"),
                List.of("?1", "?2", "?3", dialect.time("?4"), "?5"));
        String select = "select s.tenant, s.setting, s.content, " + dialect.text("s.set_at")
                + ", s.entry_number from sojourn_setting s ";
        current = select + "where s.tenant = ?1 and s.setting = ?2 order by s.position desc limit 1";
        currentNow = current + dialect.lock().orElse("");
        currentOfAll = select
                + "join (select l.tenant, max(l.position) as position from sojourn_setting l where l.setting = ?1"
                + " group by l.tenant) latest on latest.position = s.position"
                + " where s.content <> '' order by s.tenant";
        history = select + "where s.tenant = ?1 order by s.position";
    }

    @Override
    public void add(Setting setting) {
        statements.change(
                TABLE,
                insert,
                setting.tenant(),
                setting.name(),
                setting.value(),
                Utc.text(setting.at()),
                setting.number());
    }

    @Override
    public Optional<Setting> current(String tenant, String name) {
        return statements.together(() -> {
            Unit unit = statements.unit();
            if (!unit.isPast()) {
                return read(current, tenant, name).stream().findFirst();
            }
            return unit.heads().containsKey(ChainId.INSTALLATION)
                    ? read(unit.isBeyondView(ChainId.INSTALLATION) ? currentNow : current, tenant, name).stream()
                            .findFirst()
                    : statements.apart(() -> current(tenant, name));
        });
    }

    @Override
    public List<Setting> currentOfAll(String name) {
        return read(currentOfAll, name);
    }

    @Override
    public List<Setting> history(String tenant) {
        return read(history, tenant);
    }

    private List<Setting> read(String sql, Object... parameters) {
        return statements.rows(TABLE, sql, parameters).stream()
                .map(row -> new Setting(
                        row[0].toString(),
                        row[1].toString(),
                        row[2].toString(),
                        Utc.instant(row[3]),
                        ((Number) row[4]).longValue()))
                .toList();
    }
}
