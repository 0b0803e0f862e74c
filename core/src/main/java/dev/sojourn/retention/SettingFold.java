package dev.sojourn.retention;

import dev.sojourn.ledger.ChainFold;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.ledger.Setting;
import dev.sojourn.ledger.SettingStore;
import dev.sojourn.ledger.UnitOfWork;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Folds what tenants set, and compares it with the settings kept beside the ledger (GDPR 5(2)).
 *
 * <p>A setting binds until it is changed or taken back. Thread-safe.
 */
public final class SettingFold implements ChainFold {

    private static final String NAME = "settings";

    private final SettingStore settings;
    private final UnitOfWork work;

    /**
     * A fold.
     *
     * @param settings keeps the settings
     * @param work the host's transaction
     */
    public SettingFold(SettingStore settings, UnitOfWork work) {
        this.settings = settings;
        this.work = work;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Nothing that still binds is ever dropped, so there is no state to go on from. */
    @Override
    public Folding of(ChainId chain, String state) {
        if (!state.isEmpty()) {
            throw new IllegalArgumentException("a tombstone's state '" + NAME + "' is not empty");
        }
        return new InForce();
    }

    private final class InForce implements Folding {

        private record Name(String tenant, String setting) implements Comparable<Name> {
            private static final Comparator<Name> ORDER =
                    Comparator.comparing(Name::tenant).thenComparing(Name::setting);

            @Override
            public int compareTo(Name other) {
                return ORDER.compare(this, other);
            }
        }

        private final Map<Name, LedgerEntry> latest = new TreeMap<>();

        @Override
        public void add(LedgerEntry entry) {
            if (entry.kind() == EntryKind.SETTING_CHANGED) {
                latest.put(new Name(fact(entry, "tenant"), fact(entry, "setting")), entry);
            }
        }

        @Override
        public String state() {
            return "";
        }

        @Override
        public OptionalLong firstInForce() {
            return latest.values().stream()
                    .filter(entry -> !fact(entry, "value").isEmpty())
                    .mapToLong(LedgerEntry::number)
                    .min();
        }

        @Override
        public Optional<String> difference() {
            return work.run(() -> latest.entrySet().stream()
                    .filter(one -> !isKept(one.getKey(), one.getValue()))
                    .findFirst()
                    .map(one -> "the setting '" + one.getKey().setting() + "' of tenant '"
                            + one.getKey().tenant() + "' is not kept as it was set"));
        }

        private boolean isKept(Name name, LedgerEntry entry) {
            Optional<Setting> kept = settings.current(name.tenant(), name.setting());
            return kept.filter(setting -> setting.value().equals(fact(entry, "value"))
                            && setting.number() == entry.number()
                            && setting.at().equals(entry.at()))
                    .isPresent();
        }

        private static String fact(LedgerEntry entry, String name) {
            return entry.body().getOrDefault(name, "");
        }
    }
}
