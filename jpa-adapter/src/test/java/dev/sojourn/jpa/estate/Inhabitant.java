package dev.sojourn.jpa.estate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * Somebody of whom every table of the estate holds something. Every value that is theirs can be told from everybody else's:
 * texts carry a token, numbers lie in a range and UUIDs in a block of their own.
 */
final class Inhabitant {

    private static final int RANGE = 1_000_000;
    private static final long BLOCK = 0x7a71_0000_0000_0000L;

    final int number;
    final String tenant;
    final LocalDate active;
    private int issued;

    Inhabitant(int number, String tenant, LocalDate active) {
        this.number = number;
        this.tenant = tenant;
        this.active = active;
    }

    static String token(int number) {
        return "zq" + String.format("%02d", number) + "x";
    }

    /** Whose value this is, as a text read from some column; 0 for nobody's. */
    static int ownerOf(String text) {
        int at = text.indexOf("zq");
        if (at >= 0 && at + 4 < text.length() && text.charAt(at + 4) == 'x') {
            return Integer.parseInt(text.substring(at + 2, at + 4));
        }
        String plain = text.replace("-", "").toLowerCase(java.util.Locale.ROOT);
        if (plain.startsWith("7a71") && plain.length() == 32) {
            return Integer.parseInt(plain.substring(12, 16), 16);
        }
        if (text.matches("\\d{7,8}")) {
            return Integer.parseInt(text) / RANGE;
        }
        return 0;
    }

    String login() {
        return "login-" + token(number);
    }

    String email() {
        return token(number) + "@mail.example";
    }

    String text(String what) {
        return what + " of " + token(number);
    }

    /** The next of their own numbers. */
    int next() {
        return number * RANGE + ++issued;
    }

    /** A number of theirs that always is the same, to refer to. */
    int known(int which) {
        return number * RANGE + 900_000 + which;
    }

    UUID uuid(int which) {
        return new UUID(BLOCK | number, which);
    }

    Instant moment() {
        return active.atTime(12, 0).toInstant(ZoneOffset.UTC);
    }

    LocalDateTime wall() {
        return LocalDateTime.of(active, LocalTime.NOON);
    }
}
