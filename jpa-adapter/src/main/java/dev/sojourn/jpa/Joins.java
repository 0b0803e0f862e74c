package dev.sojourn.jpa;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The joins by which a query over {@code e} reaches what stands in other rows; two ways share what they have in common. */
final class Joins {

    private final Map<List<String>, String> aliases = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();

    /** How the query says a value. */
    String say(Way way) {
        String alias = "e";
        List<String> sofar = new ArrayList<>();
        for (String step : way.steps()) {
            sofar.add(step);
            List<String> key = List.copyOf(sofar);
            String known = aliases.get(key);
            if (known == null) {
                known = "w" + aliases.size();
                text.append(" left join ")
                        .append(alias)
                        .append('.')
                        .append(step)
                        .append(' ')
                        .append(known);
                aliases.put(key, known);
            }
            alias = known;
        }
        return alias + "." + way.attribute();
    }

    String text() {
        return text.toString();
    }
}
