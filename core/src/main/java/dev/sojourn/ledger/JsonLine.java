package dev.sojourn.ledger;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One line of an exported ledger: an object of texts, whole numbers and objects of texts, without white space. Only what
 * {@link #toString()} writes is read; everything else is refused.
 */
final class JsonLine {

    private final Map<String, Object> fields = new LinkedHashMap<>();

    JsonLine with(String name, String text) {
        fields.put(name, text);
        return this;
    }

    JsonLine with(String name, long number) {
        fields.put(name, number);
        return this;
    }

    JsonLine with(String name, SortedMap<String, String> texts) {
        fields.put(name, texts);
        return this;
    }

    static JsonLine parse(String line) {
        return new Parser(line).line();
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** The fields, and no others, in this order. */
    JsonLine expect(String... names) {
        if (!fields.keySet().equals(Set.of(names))) {
            throw new IllegalArgumentException("its fields are not " + String.join(", ", names));
        }
        return this;
    }

    String text(String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("'" + name + "' is no text");
    }

    long number(String name) {
        if (fields.get(name) instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException("'" + name + "' is no number");
    }

    SortedMap<String, String> texts(String name) {
        if (fields.get(name) instanceof Map<?, ?> map) {
            SortedMap<String, String> texts = new TreeMap<>();
            map.forEach((key, value) -> texts.put((String) key, (String) value));
            return texts;
        }
        throw new IllegalArgumentException("'" + name + "' is no object");
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(256);
        write(line, fields);
        return line.toString();
    }

    private static void write(StringBuilder line, Map<?, ?> object) {
        line.append('{');
        String comma = "";
        for (Map.Entry<?, ?> field : object.entrySet()) {
            line.append(comma);
            comma = ",";
            quote(line, (String) field.getKey());
            line.append(':');
            if (field.getValue() instanceof Map<?, ?> map) {
                write(line, map);
            } else if (field.getValue() instanceof String text) {
                quote(line, text);
            } else {
                line.append(field.getValue());
            }
        }
        line.append('}');
    }

    private static void quote(StringBuilder line, String text) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '"' || next == '\\') {
                line.append('\\').append(next);
            } else if (next < ' ' || next == '\u007f' || next == '\u0085' || next == '\u2028' || next == '\u2029') {
                line.append("\\u%04x".formatted((int) next));
            } else {
                line.append(next);
            }
        }
        line.append('"');
    }

    private static final class Parser {
        private final String line;
        private int at;

        private Parser(String line) {
            this.line = line;
        }

        private JsonLine line() {
            JsonLine parsed = new JsonLine();
            members((name, first) -> parsed.fields.putIfAbsent(name, value(first)) == null);
            if (at != line.length()) {
                throw wrong("nothing more");
            }
            return parsed;
        }

        private interface Member {
            boolean isNew(String name, char first);
        }

        private void members(Member member) {
            take('{');
            if (peek() == '}') {
                at++;
                return;
            }
            while (true) {
                String name = text();
                take(':');
                if (!member.isNew(name, peek())) {
                    throw wrong("each field once");
                }
                if (peek() == '}') {
                    at++;
                    return;
                }
                take(',');
            }
        }

        private Object value(char first) {
            if (first == '"') {
                return text();
            }
            if (first == '{') {
                SortedMap<String, String> texts = new TreeMap<>();
                members((name, next) -> texts.putIfAbsent(name, text()) == null);
                return texts;
            }
            return number();
        }

        private Long number() {
            int from = at;
            while (at < line.length() && "-0123456789".indexOf(line.charAt(at)) >= 0) {
                at++;
            }
            String digits = line.substring(from, at);
            try {
                Long number = Long.valueOf(digits);
                if (number.toString().equals(digits)) {
                    return number;
                }
                throw wrong("a number without ornament");
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("at character " + from + " a whole number is expected", e);
            }
        }

        private String text() {
            take('"');
            StringBuilder text = new StringBuilder();
            while (peek() != '"') {
                char next = line.charAt(at++);
                if (next < ' ') {
                    throw wrong("no control character");
                }
                text.append(next == '\\' ? escaped() : next);
            }
            at++;
            return text.toString();
        }

        private char escaped() {
            char next = peek();
            at++;
            if (next == '"' || next == '\\') {
                return next;
            }
            if (next != 'u' || at + 4 > line.length()) {
                throw wrong("an escape");
            }
            String digits = line.substring(at, at + 4);
            at += 4;
            if (!digits.matches("[0-9a-f]{4}")) {
                throw wrong("four lower-case hexadecimal digits");
            }
            return (char) Integer.parseInt(digits, 16);
        }

        private char peek() {
            if (at >= line.length()) {
                throw wrong("more");
            }
            return line.charAt(at);
        }

        private void take(char expected) {
            if (peek() != expected) {
                throw wrong("'" + expected + "'");
            }
            at++;
        }

        private IllegalArgumentException wrong(String expected) {
            return new IllegalArgumentException("at character " + at + " " + expected + " is expected");
        }
    }
}
