package dev.sojourn.consent;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Several names as one text: sorted, parted by commas; a comma or backslash within a name follows a backslash. */
final class NameList {

    private NameList() {}

    static String write(Collection<String> names) {
        StringBuilder text = new StringBuilder();
        for (String name : new TreeSet<>(names)) {
            text.append(text.isEmpty() ? "" : ",")
                    .append(name.replace("\\", "\\\\").replace(",", "\\,"));
        }
        return text.toString();
    }

    static Set<String> read(String text) {
        if (text.isEmpty()) {
            return Set.of();
        }
        Set<String> names = new TreeSet<>();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == ',') {
                names.add(name.toString());
                name.setLength(0);
            } else {
                name.append(next == '\\' ? text.charAt(++i) : next);
            }
        }
        if (!name.isEmpty()) {
            names.add(name.toString());
        }
        return names;
    }
}
