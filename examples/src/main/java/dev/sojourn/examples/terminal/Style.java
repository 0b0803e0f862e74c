package dev.sojourn.examples.terminal;

/** How a piece of text looks where colours are shown; elsewhere it is plain. */
public enum Style {
    /** As the terminal has it. */
    PLAIN(""),
    /** Headings. */
    STRONG("1"),
    /** What one may skip. */
    FAINT("2"),
    /** Allowed, done, nothing left to do. */
    GOOD("32"),
    /** Denied, due. */
    BAD("31"),
    /** Kept, waiting, worth a look. */
    NOTE("33");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String on(String text, boolean colour) {
        return colour && !code.isEmpty() && !text.isBlank() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
