package dev.sojourn.jpa;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a column of a live table holds, as the database describes it, and how its values are read past any provider. */
enum ColumnType {
    TEXT(Optional.of(IdType.STRING)),
    PADDED(Optional.of(IdType.STRING)),
    LONG(Optional.of(IdType.LONG)),
    INTEGER(Optional.of(IdType.INTEGER)),
    UNIVERSAL(Optional.of(IdType.UNIVERSAL)),
    DAY(Optional.empty()),
    WALL(Optional.empty()),
    MOMENT(Optional.empty()),
    BYTES(Optional.empty()),
    OTHER(Optional.empty());

    private static final Set<String> MOMENTS = Set.of("timestamptz", "timestamp with time zone");

    private final Optional<IdType> id;

    ColumnType(Optional<IdType> id) {
        this.id = id;
    }

    static ColumnType of(LiveSchema.Column column) {
        String word = column.typeName().toLowerCase(Locale.ROOT);
        if (word.equals("uuid")) {
            return UNIVERSAL;
        }
        if (MOMENTS.contains(word)) {
            return MOMENT;
        }
        boolean unsigned = word.contains("unsigned");
        return switch (column.type()) {
            case Types.CHAR, Types.NCHAR -> PADDED;
            case Types.VARCHAR, Types.NVARCHAR, Types.LONGVARCHAR, Types.LONGNVARCHAR, Types.CLOB, Types.NCLOB -> TEXT;
            case Types.BIGINT -> unsigned ? OTHER : LONG;
            case Types.INTEGER -> unsigned ? LONG : INTEGER;
            case Types.SMALLINT, Types.TINYINT -> INTEGER;
            case Types.DATE -> DAY;
            case Types.TIMESTAMP -> WALL;
            case Types.TIMESTAMP_WITH_TIMEZONE -> MOMENT;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> BYTES;
            default -> OTHER;
        };
    }

    /** How its values cross as identifiers; empty where they cannot. */
    Optional<IdType> id() {
        return id;
    }

    boolean isNumber() {
        return this == LONG || this == INTEGER;
    }

    /** How it starts a period; empty where it does not, or the zone or unit is missing. */
    Optional<TimeType> time(TimeType.Terms terms) {
        return switch (this) {
            case DAY -> TimeType.of(LocalDate.class, terms, ZoneOffset.UTC);
            case MOMENT -> TimeType.of(OffsetDateTime.class, terms, ZoneOffset.UTC);
            case WALL -> terms.zone().map(TimeType::wall);
            case LONG -> TimeType.of(Long.class, terms, ZoneOffset.UTC);
            case INTEGER -> TimeType.of(Integer.class, terms, ZoneOffset.UTC);
            default -> Optional.empty();
        };
    }

    @Nullable
    Object read(ResultSet row, int at) throws SQLException {
        Object value = switch (this) {
            case TEXT -> row.getString(at);
            case PADDED -> stripped(row.getString(at));
            case LONG -> row.getLong(at);
            case INTEGER -> row.getInt(at);
            case UNIVERSAL -> row.getObject(at, UUID.class);
            case DAY -> row.getObject(at, LocalDate.class);
            case WALL -> row.getObject(at, LocalDateTime.class);
            case MOMENT -> row.getObject(at, OffsetDateTime.class);
            case BYTES -> row.getBytes(at);
            case OTHER -> plain(row.getObject(at), row.getString(at));
        };
        return row.wasNull() ? null : value;
    }

    /** A database fills such a column up to its length. */
    private static @Nullable String stripped(@Nullable String text) {
        return text == null ? null : text.stripTrailing();
    }

    /** A value no driver has a plain type for is shown as the text it writes. */
    private static @Nullable Object plain(@Nullable Object value, @Nullable String text) {
        return value instanceof Number || value instanceof Boolean ? value : text;
    }

    /** For messages: what a column of this type needs to start a period. */
    String missing(Optional<ZoneId> zone) {
        if (this == WALL && zone.isEmpty()) {
            return "shows a clock and not its zone";
        }
        return isNumber() ? "counts from 1970 in a unit nobody named" : "holds neither a day nor a moment";
    }
}
