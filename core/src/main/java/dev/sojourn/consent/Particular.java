package dev.sojourn.consent;

/** The names of an act's particulars; they are stored and part of what the ledger hashes. */
final class Particular {

    static final String LEVEL = "level";
    static final String NOTICE = "notice";
    static final String NOTICE_VERSION = "notice.version";
    static final String NOTICE_LANGUAGE = "notice.language";
    static final String NOTICE_DIGEST = "notice.digest";
    static final String VIA = "via";
    static final String DESPITE = "despite";
    static final String RENEWS = "renews";
    static final String MARKETING = "direct.marketing";
    static final String GROUND = "ground";
    static final String CATEGORIES = "categories";
    static final String PURPOSES = "purposes";
    static final String REVIEW_ON = "review.on";

    static final String REQUEST = "request";
    static final String PROOF = "proof";
    static final String ACCEPTED_THROUGH = "accepted.through";
    static final String ACCEPTS = "accepts";
    static final String LINKED_FROM = "linked.from";
    static final String LINKED_AT = "linked.at";

    private Particular() {}
}
