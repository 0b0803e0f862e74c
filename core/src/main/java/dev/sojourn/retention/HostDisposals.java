package dev.sojourn.retention;

import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.Fault;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the host brought for rules that archive, or end in something of the host's own.
 *
 * @param archives by the id of the rule that governs each
 * @param dispositions by the name that rules give
 */
public record HostDisposals(Map<String, Archive> archives, Map<String, HostDisposition> dispositions) {

    /** Nothing. */
    public static final HostDisposals NONE = new HostDisposals(Map.of(), Map.of());

    /** Copies the maps. */
    public HostDisposals {
        archives = Map.copyOf(archives);
        dispositions = Map.copyOf(dispositions);
    }

    /**
     * Finds rules whose end nobody brought, archives whose own rows no rule would ever end, and what no rule names.
     *
     * @param policy whose rules apply
     * @param data every kind of data
     * @return every fault; empty when there is none
     */
    public List<Fault> faults(Policy policy, List<PersonalDataStore> data) {
        List<Fault> faults = new ArrayList<>();
        Set<String> bound = new HashSet<>();
        data.forEach(store -> store.describe().bindings().forEach(binding -> bound.add(binding.rule())));
        Map<String, Archive> openArchives = new TreeMap<>(archives);
        Map<String, HostDisposition> openDispositions = new TreeMap<>(dispositions);
        Set<String> seen = new HashSet<>();
        for (RetentionRule rule : policy.rules()) {
            if (rule.outlet().isEmpty() || !seen.add(rule.id())) {
                continue;
            }
            String outlet = rule.outlet().get();
            if (rule.disposition() == Disposition.ARCHIVE) {
                openArchives.remove(outlet);
                archive(rule, outlet, bound, faults);
            } else {
                openDispositions.remove(outlet);
                if (!dispositions.containsKey(outlet)) {
                    faults.add(new Fault(
                            "rule '" + rule.id() + "'",
                            "ends in '" + outlet + "', which nobody registered",
                            "register it with Sojourn.builder(…).disposition(\"" + outlet + "\", …)"));
                }
            }
        }
        openArchives.keySet().forEach(name -> faults.add(unknown("archive", name, "thenArchiveUnder")));
        openDispositions.keySet().forEach(name -> faults.add(unknown("disposition", name, "thenBy")));
        return faults;
    }

    private void archive(RetentionRule rule, String archive, Set<String> bound, List<Fault> faults) {
        String element = "rule '" + rule.id() + "'";
        if (!archives.containsKey(archive)) {
            faults.add(new Fault(
                    element,
                    "archives under rule '" + archive + "', and nobody registered the archive",
                    "register it with Sojourn.builder(…).archive(\"" + archive + "\", …)"));
        }
        if (!bound.contains(archive)) {
            faults.add(new Fault(
                    element,
                    "archives under rule '" + archive
                            + "', to which no data is bound: what is archived would never end",
                    "bind what the archive keeps to it: @Retained(rule = \"" + archive + "\", …) on its entity, or a"
                            + " PersonalDataStore of your own"));
        }
    }

    private static Fault unknown(String what, String name, String word) {
        return new Fault(
                what + " '" + name + "'",
                "is none that a rule names",
                "write " + word + "(\"" + name + "\") on a rule, or take it away");
    }
}
