package dev.sojourn.examples.allai;

import dev.sojourn.Sojourn;
import dev.sojourn.Stores;
import dev.sojourn.examples.terminal.Terminal;
import dev.sojourn.jpa.JpaUnitOfWork;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What every chapter of the story works with.
 *
 * @param terminal where it is told
 * @param database the host's database
 * @param work the host's transactions
 * @param stores the library's tables
 * @param sojourn the library
 * @param clock the time of the story
 */
record Stage(
        Terminal terminal, Database database, JpaUnitOfWork work, Stores stores, Sojourn sojourn, StoryClock clock) {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    ZoneId zone() {
        return sojourn.policy().zone();
    }

    /** A moment as the controller's wall clock shows it. */
    String local(Instant at) {
        return MINUTE.format(at.atZone(zone()));
    }
}
