package dev.sojourn.spring;

/** Thrown in mode {@link CookieMode#FAIL} by the call that sets a cookie the policy does not allow. */
public final class CookieRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient CookieRefusal refusal;

    CookieRefused(CookieRefusal refusal) {
        super(refusal.told() + "; declare the cookie under " + PolicyReader.ROOT + ".cookies, or do not set it");
        this.refusal = refusal;
    }

    /**
     * What was refused, and why.
     *
     * @return the refusal
     */
    public CookieRefusal refusal() {
        return refusal;
    }
}
