package dev.sojourn.spring;

import dev.sojourn.policy.Surface;
import dev.sojourn.processing.CookieToExpire;

/** Writes the header that takes a cookie back. */
final class CookieLine {

    private CookieLine() {}

    /** With the path and domain it was set with, and with what its name or a frame in another site asks for. */
    static String takingBack(CookieToExpire cookie, boolean secureRequest) {
        boolean framed = cookie.surfaces().contains(Surface.EMBEDDED_FORM);
        boolean secure = secureRequest
                || framed
                || cookie.name().startsWith("__Secure-")
                || cookie.name().startsWith("__Host-");
        return cookie.name() + "=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=" + cookie.path()
                + cookie.domain().map(domain -> "; Domain=" + domain).orElse("")
                + (secure ? "; Secure" : "")
                + (framed ? "; SameSite=None" : "");
    }
}
