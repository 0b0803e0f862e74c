package dev.sojourn.register;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Every attribute the installation holds personal data in, and everything that no rule covers yet (GDPR 5(2), 30(1)).
 *
 * <p>A value read once from the policy, the mapping and the live schema; it holds names, never data.
 *
 * @param fields one for each attribute with personal data, entity by entity
 * @param findings what coverage lacks, gap by gap
 */
public record PersonalDataModel(List<PersonalField> fields, List<CoverageFinding> findings) {

    /** Copies the lists. */
    public PersonalDataModel {
        fields = List.copyOf(fields);
        findings = List.copyOf(findings);
    }

    /**
     * One attribute.
     *
     * @param entity the entity's name
     * @param attribute the attribute, by its path through embedded values
     * @return what is known of it; empty for one that holds no personal data
     */
    public Optional<PersonalField> field(String entity, String attribute) {
        return fields.stream()
                .filter(field ->
                        field.entity().equals(entity) && field.attribute().equals(attribute))
                .findFirst();
    }

    /**
     * The findings of some kinds.
     *
     * @param gaps which
     * @return in the order of {@link #findings()}
     */
    public List<CoverageFinding> findings(Gap... gaps) {
        return findings.stream()
                .filter(finding -> Arrays.asList(gaps).contains(finding.gap()))
                .toList();
    }

    /**
     * The same model for a house where silence classifies nothing: each attribute without a mark of its own is a finding
     * {@link Gap#UNCLASSIFIED}, although its category is known.
     *
     * @return the strict model
     */
    public PersonalDataModel strictly() {
        List<CoverageFinding> all = new ArrayList<>(findings);
        fields.stream()
                .filter(field -> !field.marked())
                .map(field -> new CoverageFinding(
                        Gap.UNCLASSIFIED,
                        field.element(),
                        "is classified by nobody and counts as " + field.category() + " because its entity does",
                        "write @PersonalData, @PersonalData(category = …) or @NotPersonal(because = …) on it"))
                .filter(finding -> !all.contains(finding))
                .forEach(all::add);
        return new PersonalDataModel(fields, all);
    }

    /** Shows how much there is of what. */
    @Override
    public String toString() {
        return "PersonalDataModel[" + fields.size() + " fields, "
                + findings.stream()
                        .collect(Collectors.groupingBy(CoverageFinding::gap, TreeMap::new, Collectors.counting()))
                + "]";
    }
}
