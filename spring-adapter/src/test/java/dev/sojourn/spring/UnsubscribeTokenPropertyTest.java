package dev.sojourn.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.policy.DataSubject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** What tokens open, and that nothing else does. */
class UnsubscribeTokenPropertyTest {

    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER = "another secret another secret an".getBytes(StandardCharsets.US_ASCII);
    private static final Instant EXPIRES = Instant.parse("2026-05-11T08:00:00Z");

    private final UnsubscribeToken tokens = new UnsubscribeToken(List.of(SECRET));

    @Property(tries = 200)
    void opensWhatItSealedAndShowsNothingOfIt(
            @ForAll @NotBlank @StringLength(max = 200) String id,
            @ForAll @StringLength(max = 20) String kind,
            @ForAll @StringLength(max = 20) String tenant) {
        UnsubscribeToken.Content content =
                new UnsubscribeToken.Content(new DataSubject(id, kind, tenant), "newsletter", EXPIRES);
        String token = tokens.seal(content);
        assertThat(tokens.open(token)).contains(content);
        assertThat(token).matches("[A-Za-z0-9_-]+").isNotEqualTo(tokens.seal(content));
        String bytes = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.ISO_8859_1);
        assertThat(bytes).doesNotContain("newsletter");
    }

    @Property(tries = 1_000)
    void opensNothingThatWasChanged(
            @ForAll @IntRange(max = 1_000) int position, @ForAll @IntRange(min = 1, max = 255) int bits) {
        byte[] token = Base64.getUrlDecoder().decode(sealed());
        token[position % token.length] ^= (byte) bits;
        assertThat(tokens.open(Base64.getUrlEncoder().withoutPadding().encodeToString(token)))
                .isEmpty();
    }

    @Property(tries = 300)
    void opensNothingThatWasCutOrLengthened(@ForAll @IntRange(max = 300) int length) {
        byte[] token = Base64.getUrlDecoder().decode(sealed());
        Assume.that(length != token.length);
        assertThat(tokens.open(Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(token, length))))
                .isEmpty();
    }

    @Property(tries = 1_000)
    void opensNoRandomText(@ForAll @StringLength(max = 5_000) String text) {
        assertThat(tokens.open(text)).isEmpty();
    }

    @Property(tries = 500)
    void opensNoRandomBytes(@ForAll @Size(max = 400) byte[] bytes) {
        assertThat(tokens.open(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
                .isEmpty();
    }

    @Property(tries = 1)
    void opensWithEveryKeyItHoldsAndWithNoOther() {
        String old = sealed();
        assertThat(new UnsubscribeToken(List.of(OTHER, SECRET)).open(old)).isPresent();
        assertThat(new UnsubscribeToken(List.of(OTHER)).open(old)).isEmpty();
    }

    private String sealed() {
        return tokens.seal(new UnsubscribeToken.Content(DataSubject.of("u-17"), "newsletter", EXPIRES));
    }
}
