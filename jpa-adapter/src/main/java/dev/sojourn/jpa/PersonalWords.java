package dev.sojourn.jpa;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/** The words that names are made of, and what they say about people. */
final class PersonalWords {

    /** Kinds of personal data by name, in the order in which a name is asked for them. */
    static final List<String> KINDS = List.of(
            "secret",
            "government",
            "payment",
            "device",
            "birth",
            "contact",
            "health",
            "belief",
            "identity",
            "place",
            "address");

    private final Map<String, Set<String>> lists;

    private PersonalWords(Map<String, Set<String>> lists) {
        this.lists = lists;
    }

    static PersonalWords read() {
        Properties file = new Properties();
        try (InputStream words = PersonalWords.class.getResourceAsStream("personal-words.properties")) {
            if (words == null) {
                throw new IllegalStateException("personal-words.properties is not beside " + PersonalWords.class);
            }
            file.load(new InputStreamReader(words, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read personal-words.properties", e);
        }
        Map<String, Set<String>> lists = new LinkedHashMap<>();
        file.stringPropertyNames()
                .forEach(name -> lists.put(
                        name,
                        Arrays.stream(file.getProperty(name).strip().split("\\s+"))
                                .collect(Collectors.toUnmodifiableSet())));
        return new PersonalWords(lists);
    }

    /** The words of a name in camel case or with underscores, in lower case. */
    static List<String> split(String name) {
        return Arrays.stream(
                        name.split("[^\\p{L}\\p{N}]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})"
                                + "|(?<=\\p{L})(?=\\p{N})|(?<=\\p{N})(?=\\p{L})"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }

    boolean has(String list, String word) {
        return lists.getOrDefault(list, Set.of()).contains(word);
    }

    boolean hasAny(String list, List<String> words) {
        return words.stream().anyMatch(word -> has(list, word));
    }

    /** The last match of a list in a name: a word or a phrase of two or three. */
    Optional<Match> match(String list, List<String> words) {
        for (int end = words.size(); end > 0; end--) {
            for (int length = Math.min(3, end); length > 0; length--) {
                List<String> phrase = words.subList(end - length, end);
                if (has(list, String.join("+", phrase))) {
                    return Optional.of(new Match(String.join(" ", phrase), end - length, end));
                }
            }
        }
        return Optional.empty();
    }

    /** The words with the head at the end: the name of a colour is a colour name. */
    static List<String> headLast(List<String> words) {
        int of = words.indexOf("of");
        if (of < 1 || of == words.size() - 1) {
            return words;
        }
        List<String> turned = new ArrayList<>(words.subList(of + 1, words.size()));
        turned.addAll(words.subList(0, of));
        return turned;
    }

    /** The words as one name. */
    static String joined(List<String> words) {
        return words.stream().collect(Collectors.joining(" "));
    }

    /**
     * Words found in a name.
     *
     * @param text the words
     * @param start the place of the first
     * @param end the place behind the last
     */
    record Match(String text, int start, int end) {}
}
