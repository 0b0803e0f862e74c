package dev.sojourn.jpa;

import dev.sojourn.policy.Redaction;
import jakarta.persistence.Column;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.SingularAttribute;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** What an attribute's mapping allows its redacted value to be: nullable, unique, so long, checked. */
final class ColumnLimits {

    private static final int PLACEHOLDER = 26 + 1 + Redaction.PLACEHOLDER_DOMAIN.length();
    private static final int NETWORK = 15;
    private static final Set<String> DEMANDED = Set.of(
            "jakarta.validation.constraints.NotNull",
            "jakarta.validation.constraints.NotBlank",
            "jakarta.validation.constraints.NotEmpty");
    private static final String CHECK = "org.hibernate.annotations.Check";

    private final EntityDeclaration entity;
    private final String path;
    private final Attribute<?, ?> attribute;
    private final BiConsumer<String, String> fault;

    ColumnLimits(EntityDeclaration entity, String path, Attribute<?, ?> attribute, BiConsumer<String, String> fault) {
        this.entity = entity;
        this.path = path;
        this.attribute = attribute;
        this.fault = fault;
    }

    void check(Redaction how) {
        if (how instanceof Redaction.ToNull && !isNullable()) {
            fault.accept(
                    "is to become null, and may not be",
                    "make attribute and column nullable, or redact it to a value: @Redact(value = CONSTANT, constant ="
                            + " \"…\")");
        }
        if (isUnique() && repeats(how)) {
            fault.accept(
                    "is unique, and several rows would be redacted to the same value",
                    "redact it to null, an e-mail address to PLACEHOLDER, or take the unique constraint away");
        }
        length().filter(length -> length < least(how))
                .ifPresent(length -> fault.accept(
                        "has " + length + " characters, and its redacted value takes " + least(how),
                        "make the column longer, or redact it to something shorter"));
        if (!(how instanceof Redaction.ToNull) && isChecked()) {
            fault.accept(
                    "is under a check constraint, and nobody can tell whether its redacted value passes it",
                    "redact it to null, or take the constraint away");
        }
    }

    private boolean isNullable() {
        boolean column =
                Members.on(attribute, Column.class).map(Column::nullable).orElse(true);
        boolean join = Members.on(attribute, JoinColumn.class)
                .map(JoinColumn::nullable)
                .orElse(true);
        boolean demanded = Members.allOn(attribute).stream().anyMatch(written -> DEMANDED.contains(named(written)));
        return !attribute.getJavaType().isPrimitive()
                && column
                && join
                && !demanded
                && (!(attribute instanceof SingularAttribute<?, ?> single) || single.isOptional());
    }

    private boolean isUnique() {
        boolean column = Members.on(attribute, Column.class).map(Column::unique).orElse(false);
        boolean natural = Members.allOn(attribute).stream()
                .anyMatch(written -> named(written).equals("org.hibernate.annotations.NaturalId"));
        return column
                || natural
                || tables().flatMap(table -> Arrays.stream(table.uniqueConstraints()))
                        .flatMap(constraint -> Arrays.stream(constraint.columnNames()))
                        .anyMatch(this::isNamed)
                || tables().flatMap(table -> Arrays.stream(table.indexes()))
                        .filter(index -> index.unique())
                        .flatMap(index -> Arrays.stream(index.columnList().split(",", -1)))
                        .map(name -> name.strip().split("\\s", -1)[0])
                        .anyMatch(this::isNamed);
    }

    private static boolean repeats(Redaction how) {
        return !(how instanceof Redaction.ToNull
                || how instanceof Redaction.ToPlaceholder
                || how instanceof Redaction.ByHost);
    }

    private Optional<Integer> length() {
        return attribute.getJavaType() == String.class
                        && Members.on(attribute, jakarta.persistence.Lob.class).isEmpty()
                ? Members.on(attribute, Column.class)
                        .filter(column -> column.columnDefinition().isEmpty())
                        .map(Column::length)
                : Optional.empty();
    }

    private static int least(Redaction how) {
        if (how instanceof Redaction.ToConstant constant && constant.value() instanceof String text) {
            return text.length();
        }
        if (how instanceof Redaction.ToPlaceholder) {
            return PLACEHOLDER;
        }
        return how instanceof Redaction.ToNetwork ? NETWORK : 0;
    }

    /** On the attribute, or on its class in words that name it. */
    private boolean isChecked() {
        return Members.allOn(attribute).stream()
                        .anyMatch(written -> named(written).equals(CHECK))
                || Members.lineage(entity.type().getJavaType())
                        .flatMap(type -> Arrays.stream(type.getDeclaredAnnotations()))
                        .filter(written -> named(written).startsWith(CHECK))
                        .anyMatch(written -> Arrays.stream(written.toString().split("[^A-Za-z0-9_]+", -1))
                                .anyMatch(this::isNamed));
    }

    private Stream<Table> tables() {
        return Members.lineage(entity.type().getJavaType())
                .flatMap(type -> Optional.ofNullable(type.getDeclaredAnnotation(Table.class)).stream());
    }

    /** Whatever naming strategy made the column's name of the attribute's. */
    private boolean isNamed(String column) {
        List<String> names = List.of(
                Members.on(attribute, Column.class).map(Column::name).orElse(""),
                path.substring(path.lastIndexOf('.') + 1),
                path);
        return names.stream()
                .filter(name -> !name.isEmpty())
                .anyMatch(name -> bare(name).equals(bare(column)));
    }

    private static String bare(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

    private static String named(Annotation written) {
        return written.annotationType().getName();
    }
}
