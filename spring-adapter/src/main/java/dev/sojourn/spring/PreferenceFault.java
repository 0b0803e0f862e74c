package dev.sojourn.spring;

import org.springframework.http.HttpStatus;

/** A request to the consent endpoints that cannot be served; the text is for its sender and repeats nothing sent. */
final class PreferenceFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String type;

    PreferenceFault(HttpStatus status, String type, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.type = type;
    }

    static PreferenceFault unreadable(String detail) {
        return new PreferenceFault(HttpStatus.BAD_REQUEST, "unreadable", detail);
    }

    HttpStatus status() {
        return status;
    }

    String type() {
        return type;
    }
}
