package dev.sojourn.retention;

import java.util.List;
import java.util.Map;

/**
 * What a {@link PersonalDataStore} may do beside its port: count rows between lines in one grouped query, so that a forecast
 * need not read them. A store that cannot is asked for its rows instead.
 */
public interface CountsByLine {

    /**
     * Counts the rows that a selection selects by where an attribute lies between lines.
     *
     * @param selection which rows; the attribute of none of them is null
     * @param attribute a day or moment of the rows
     * @param lines at least one, ascending
     * @return by tenant one count for each line: of rows before it, but not before the line that comes first
     */
    Map<String, List<Long>> tally(Selection selection, String attribute, List<Cutoff> lines);
}
