package dev.sojourn.jpa;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Named facts as one text, a line each, {@code name=value}; a backslash, a line break, an equals sign of a name and the
 * character PostgreSQL refuses are written with a backslash before them.
 */
final class Facts {

    private Facts() {}

    static String write(SortedMap<String, String> facts) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            escape(fact.getKey(), true, text);
            text.append('=');
            escape(fact.getValue(), false, text);
            text.append('\n');
        }
        return text.toString();
    }

    static SortedMap<String, String> read(String text) {
        SortedMap<String, String> facts = new TreeMap<>();
        for (int begin = 0; begin < text.length(); ) {
            int end = text.indexOf('\n', begin);
            String line = text.substring(begin, end < 0 ? text.length() : end);
            int equals = line.indexOf('=');
            facts.put(plain(line.substring(0, equals)), plain(line.substring(equals + 1)));
            begin += line.length() + 1;
        }
        return facts;
    }

    /** The facts of a text that {@link #write} wrote; empty for any other text. */
    static Optional<SortedMap<String, String>> readExactly(String text) {
        try {
            return Optional.of(read(text)).filter(facts -> write(facts).equals(text));
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static void escape(String plain, boolean name, StringBuilder text) {
        for (int index = 0; index < plain.length(); index++) {
            char one = plain.charAt(index);
            switch (one) {
                case '\\':
                    text.append("\\\\");
                    break;
                case '\n':
                    text.append("\\n");
                    break;
                case '\r':
                    text.append("\\r");
                    break;
                case '\0':
                    text.append("\\0");
                    break;
                case '=':
                    text.append(name ? "\\e" : "=");
                    break;
                default:
                    text.append(one);
            }
        }
    }

    private static String plain(String escaped) {
        if (escaped.indexOf('\\') < 0) {
            return escaped;
        }
        StringBuilder plain = new StringBuilder(escaped.length());
        for (int index = 0; index < escaped.length(); index++) {
            char one = escaped.charAt(index);
            plain.append(one == '\\' ? unescaped(escaped.charAt(++index)) : one);
        }
        return plain.toString();
    }

    private static char unescaped(char escaped) {
        switch (escaped) {
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case '0':
                return '\0';
            case 'e':
                return '=';
            default:
                return escaped;
        }
    }
}
