package dev.sojourn.spring;

/** What becomes of a cookie that the policy does not allow. */
public enum CookieMode {
    /** Nothing is looked at. */
    OFF,
    /** It is told, and leaves all the same; nothing is taken back. */
    REPORT_ONLY,
    /** It is told, and the response leaves without it; what a withdrawal reached is taken back. */
    STRIP,
    /** The call that sets it fails with {@link CookieRefused}: for tests. */
    FAIL
}
