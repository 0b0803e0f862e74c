package dev.sojourn.spring;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the consent endpoints read and write; names and words here are the protocol. */
final class PreferenceBody {

    private PreferenceBody() {}

    /**
     * What somebody answers.
     *
     * @param surface where it was asked; may be left out where there is one surface
     * @param all one word for every purpose asked there: give or refuse
     * @param choices words by purpose: give, refuse, withdraw or opt-out
     * @param notice the notice that was shown
     * @param requestKey the sender's own key of this request: sent twice, it is recorded once
     */
    record Answers(
            @Nullable String surface,
            @Nullable String all,
            @Nullable Map<String, @Nullable String> choices,
            @Nullable Shown notice,
            @Nullable String requestKey) {}

    /**
     * Which notice was shown.
     *
     * @param id which notice
     * @param version its version
     * @param language the language of the text
     * @param hash SHA-256 of the text, as told with it; may be left out
     */
    record Shown(
            @Nullable String id,
            @Nullable String version,
            @Nullable String language,
            @Nullable String hash) {}

    /**
     * Where somebody stands.
     *
     * @param surface where it is asked
     * @param ask whether any of the purposes is still to be asked
     * @param notice the notice in force there; null where the surface has none
     * @param purposes what can be answered there
     */
    record Current(String surface, boolean ask, @Nullable Text notice, List<Choice> purposes) {}

    /**
     * A notice's exact text.
     *
     * @param id which notice
     * @param version its version
     * @param language the language of the text
     * @param hash SHA-256 of the text
     * @param effectiveFrom the first day it is in force
     * @param text the text
     */
    record Text(String id, String version, String language, String hash, String effectiveFrom, String text) {}

    /**
     * One purpose and what was said to it.
     *
     * @param purpose its id
     * @param title what people read
     * @param basis its legal basis; null where the tenant declared none
     * @param directMarketing whether it is direct marketing
     * @param allowed whether data may be used for it now
     * @param ask whether it is still to be asked, or asked anew
     * @param choice what was said last: given, refused, withdrawn, revoked or opted-out; null when nothing was
     * @param since when, UTC; null when nothing was said
     * @param notice under which notice; null when none was shown
     * @param noticeVersion which version of it; null when none was shown
     */
    record Choice(
            String purpose,
            String title,
            @Nullable String basis,
            boolean directMarketing,
            boolean allowed,
            boolean ask,
            @Nullable String choice,
            @Nullable String since,
            @Nullable String notice,
            @Nullable String noticeVersion) {}
}
