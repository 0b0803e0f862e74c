package dev.sojourn.spring;

import dev.sojourn.policy.Purpose;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.web.util.HtmlUtils;

/** The pages behind an unsubscribe link, in the words of the application's messages, or else in English. */
final class UnsubscribePages {

    private final MessageSource messages;

    UnsubscribePages(MessageSource messages) {
        this.messages = messages;
    }

    /** The form posts to the page's own address, token included. */
    String question(Purpose purpose, Locale locale) {
        return page(
                text("question", "Unsubscribe from: {0}?", purpose, locale),
                "<form method=\"post\"><input type=\"hidden\" name=\"List-Unsubscribe\" value=\"One-Click\">"
                        + "<button type=\"submit\">" + text("button", "Unsubscribe", purpose, locale)
                        + "</button></form>",
                locale);
    }

    String done(Purpose purpose, Locale locale) {
        return page(text("done", "You are unsubscribed from: {0}.", purpose, locale), "", locale);
    }

    String expired(Locale locale) {
        return page(
                text("expired", "This link no longer works. Please use the link of a newer message.", locale),
                "",
                locale);
    }

    String unknown(Locale locale) {
        return page(text("unknown", "This is no link of ours. Please copy the whole of it.", locale), "", locale);
    }

    String later(Locale locale) {
        return page(text("later", "Nothing could be recorded just now. Please try again later.", locale), "", locale);
    }

    private String text(String code, String usual, Purpose purpose, Locale locale) {
        return HtmlUtils.htmlEscape(String.valueOf(
                messages.getMessage("sojourn.unsubscribe." + code, new Object[] {purpose.title()}, usual, locale)));
    }

    private String text(String code, String usual, Locale locale) {
        return HtmlUtils.htmlEscape(
                String.valueOf(messages.getMessage("sojourn.unsubscribe." + code, new Object[0], usual, locale)));
    }

    private static String page(String words, String form, Locale locale) {
        return "<!doctype html><html lang=\"" + HtmlUtils.htmlEscape(locale.toLanguageTag())
                + "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>"
                + words
                + "</title></head><body><p>" + words + "</p>" + form + "</body></html>";
    }
}
