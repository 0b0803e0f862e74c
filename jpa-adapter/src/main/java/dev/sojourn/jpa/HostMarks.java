package dev.sojourn.jpa;

import dev.sojourn.annotation.Retained;
import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.Fault;
import dev.sojourn.policy.Policy;
import dev.sojourn.retention.DataDescription;
import jakarta.persistence.metamodel.Attribute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds by which attribute a row tells that the host did to it what a rule leaves to the host. */
final class HostMarks {

    private final EntityDeclaration entity;
    private final Policy policy;
    private final List<Fault> faults;

    HostMarks(EntityDeclaration entity, Policy policy, List<Fault> faults) {
        this.entity = entity;
        this.policy = policy;
        this.faults = faults;
    }

    List<RedactedAttribute> compile(Collection<DataDescription.Binding> bindings) {
        List<RedactedAttribute> marks = new ArrayList<>();
        for (Retained retained : entity.rules()) {
            String rule = InlineRules.ruleOf(retained, entity.ownerOf(retained));
            boolean bound = bindings.stream().anyMatch(binding -> binding.rule().equals(rule));
            boolean byHost = policy.versionsOf(rule).stream()
                    .anyMatch(version -> version.isCeiling() && version.disposition() == Disposition.BY_HOST);
            if (bound && byHost) {
                mark(rule, retained.marker()).ifPresent(marks::add);
            } else if (!retained.marker().isEmpty()) {
                fault(
                        "rule '" + rule + "' has the marker '" + retained.marker() + "', and nothing the host would do",
                        "leave marker out, or let the rule end in it: .thenBy(\"…\")");
            }
        }
        return marks;
    }

    private Optional<RedactedAttribute> mark(String rule, String marker) {
        Optional<Attribute<?, ?>> found = entity.attribute(marker);
        if (found.isEmpty() || RedactionCompiler.boxed(found.get().getJavaType()) != Boolean.class) {
            fault(
                    "rule '" + rule + "' leaves its end to the host, and "
                            + (marker.isEmpty()
                                    ? "nothing tells"
                                    : "'" + marker + "' is no boolean attribute that tells")
                            + " in which rows it was done",
                    "add a boolean attribute and name it: @Retained(rule = \"" + rule + "\", marker = \"…\")");
            return Optional.empty();
        }
        return Optional.of(RedactedAttribute.mark(marker));
    }

    private void fault(String problem, String mend) {
        faults.add(new Fault(entity.name(), problem, mend));
    }
}
