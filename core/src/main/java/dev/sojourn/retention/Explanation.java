package dev.sojourn.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why one row is kept or due, with every rule that took part (GDPR 5(2)).
 *
 * @param entity the row's entity
 * @param at the instant judged, UTC
 * @param due whether a sweep at that instant would dispose of it
 * @param reason why it stays; empty when it is due
 * @param decidedBy what decided: a rule's id, {@code hold <id>}, {@code restriction <id>}, or the child that keeps it
 * @param dueSince since when it is due, UTC; empty when it is not
 * @param lastDayKept the last whole local day on which it may exist by its rules alone, holds and restrictions aside;
 *     empty while no end is in sight
 * @param reckonings every rule that took part, in the order declared on the entity
 * @param parts the same for each attribute of the row that is redacted in its own time; empty for a part itself
 */
public record Explanation(
        String entity,
        Instant at,
        boolean due,
        Optional<KeepReason> reason,
        String decidedBy,
        Optional<Instant> dueSince,
        Optional<LocalDate> lastDayKept,
        List<Reckoning> reckonings,
        List<Explanation> parts) {

    /** Checks the parts and copies the list. */
    public Explanation {
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(decidedBy, "decidedBy");
        Objects.requireNonNull(dueSince, "dueSince");
        Objects.requireNonNull(lastDayKept, "lastDayKept");
        reckonings = List.copyOf(reckonings);
        parts = List.copyOf(parts);
    }

    /** A few lines for a reader, without the row's key. */
    @Override
    public String toString() {
        return entity + " at " + at + ": "
                + reason.map(why -> "kept, " + why).orElse("due")
                + (decidedBy.isEmpty() ? "" : " by " + decidedBy)
                + dueSince.map(since -> " since " + since).orElse("")
                + lastDayKept.map(day -> ", last day kept " + day).orElse("")
                + reckonings.stream().map(line -> "\n  " + line).collect(Collectors.joining())
                + parts.stream()
                        .map(part -> "\n" + part.toString().indent(2).stripTrailing())
                        .collect(Collectors.joining());
    }
}
