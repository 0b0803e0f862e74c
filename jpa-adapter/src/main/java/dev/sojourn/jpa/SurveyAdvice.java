package dev.sojourn.jpa;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The annotations the survey would write: enough that Sojourn starts with them, and no more marks than differ. */
final class SurveyAdvice {

    /** Kinds that deserve a category of their own; the others are of their entity's. */
    private static final Set<String> CATEGORIES =
            Set.of("health", "belief", "government", "payment", "secret", "device", "place");

    private static final Set<String> BOOKS = Set.of(
            "invoice",
            "invoices",
            "payment",
            "receipt",
            "payroll",
            "payslip",
            "refund",
            "contract",
            "billing",
            "bill",
            "tax",
            "salary",
            "rechnung",
            "factura");

    private final Map<String, EntityDeclaration> declared;
    private final SurveySubjects subjects;
    private final Map<String, SurveyClock> clocks;
    private final Map<String, List<SurveyedEntity.SurveyedAttribute>> attributes;
    private final Map<String, String> owners = new LinkedHashMap<>();
    private final Map<String, SurveyedEntity.Fate> fates = new LinkedHashMap<>();

    SurveyAdvice(
            Map<String, EntityDeclaration> declared,
            SurveySubjects subjects,
            Map<String, SurveyClock> clocks,
            Map<String, List<SurveyedEntity.SurveyedAttribute>> attributes) {
        this.declared = declared;
        this.subjects = subjects;
        this.clocks = clocks;
        this.attributes = attributes;
        declared.values().forEach(this::findOwned);
        declared.keySet().forEach(name -> fate(name, new HashSet<>()));
    }

    private void findOwned(EntityDeclaration parent) {
        parent.leaves().stream()
                .flatMap(leaf -> Association.of(leaf).stream())
                .filter(Association::removes)
                .filter(association -> association.shape() == Association.Shape.MAPPED
                        || association.shape() == Association.Shape.FOREIGN_COLUMN)
                .forEach(association -> owners.putIfAbsent(association.target(), parent.name()));
    }

    SurveyedEntity.Fate fate(String entity) {
        return fates.getOrDefault(entity, SurveyedEntity.Fate.NONE);
    }

    private SurveyedEntity.Fate fate(String name, Set<String> asked) {
        SurveyedEntity.Fate known = fates.get(name);
        if (known != null) {
            return known;
        }
        EntityDeclaration entity = declared.get(name);
        if (entity == null || !asked.add(name)) {
            return SurveyedEntity.Fate.NONE;
        }
        SurveyedEntity.Fate found = judge(entity, asked);
        fates.put(name, found);
        return found;
    }

    private SurveyedEntity.Fate judge(EntityDeclaration entity, Set<String> asked) {
        String name = entity.name();
        Optional<String> upper = entity.superEntity();
        if (upper.isPresent() && isDisposable(fate(upper.get(), asked))) {
            return SurveyedEntity.Fate.INHERITED;
        }
        boolean timed = clocks.containsKey(name);
        if (subjects.isPerson(name)) {
            if (!timed && parentOf(entity, asked).isPresent()) {
                return SurveyedEntity.Fate.WITH;
            }
            return timed ? SurveyedEntity.Fate.RULE : SurveyedEntity.Fate.LOOK;
        }
        if (subjects.owner(name) == PersonalLooks.Owner.ORGANISATION) {
            return looksPersonal(name) ? SurveyedEntity.Fate.LOOK : SurveyedEntity.Fate.NONE;
        }
        String owner = owners.get(name);
        if (owner != null && isDisposable(fate(owner, asked)) && !isBook(name)) {
            return SurveyedEntity.Fate.OWNED;
        }
        Optional<SubjectWay> about = subjects.about(name);
        if (about.isPresent() && hasOwnTime(name, about.get())) {
            return SurveyedEntity.Fate.RULE;
        }
        if (about.isPresent() && parentOf(entity, asked).isPresent()) {
            return SurveyedEntity.Fate.WITH;
        }
        if (subjects.subject(entity).isPresent() || looksPersonal(name)) {
            boolean likely = attributes.getOrDefault(name, List.of()).stream()
                    .anyMatch(attribute -> attribute.look().isLikely());
            return timed && likely ? SurveyedEntity.Fate.RULE : SurveyedEntity.Fate.LOOK;
        }
        return SurveyedEntity.Fate.NONE;
    }

    private boolean looksPersonal(String name) {
        return attributes.getOrDefault(name, List.of()).stream()
                .anyMatch(attribute -> attribute.look().isSomething());
    }

    /** Rows that happened go by their own day; those that only describe another row go with it. */
    private boolean hasOwnTime(String name, SubjectWay about) {
        SurveyClock clock = clocks.get(name);
        if (clock == null) {
            return false;
        }
        return switch (clock.meaning()) {
            case EVENT, END, ACTIVITY -> true;
            case CREATION -> about.path().size() == 1 || isBook(name);
            case OTHER -> isBook(name) || !about.certain();
            case CHANGE -> false;
        };
    }

    /** The association to the row this one goes with: the first step to its person; for a person, to another it must have. */
    private Optional<String> parentOf(EntityDeclaration entity, Set<String> asked) {
        Optional<String> first = subjects.isPerson(entity.name())
                ? Optional.empty()
                : subjects.about(entity.name()).map(way -> way.path().get(0));
        return subjects.references(entity.name()).stream()
                .filter(association -> first.isPresent()
                        ? first.get().equals(association.attribute())
                        : !association.nullable() && subjects.isPerson(association.target()))
                .filter(association -> isDisposable(fate(association.target(), asked)))
                .map(Association::attribute)
                .findFirst();
    }

    private static boolean isDisposable(SurveyedEntity.Fate fate) {
        return switch (fate) {
            case RULE, WITH, OWNED, INHERITED -> true;
            case LOOK, NONE -> false;
        };
    }

    static boolean isBook(String name) {
        return PersonalWords.split(name).stream().anyMatch(BOOKS::contains);
    }

    static String ruleOf(String name) {
        return SurveySubjects.kindOf(name);
    }

    /** Everything there is to write on an entity; empty where nothing is. */
    DeclaredEntity declaration(EntityDeclaration entity) {
        String name = entity.name();
        DeclaredEntity written = DeclaredEntity.of(entity.type().getJavaType());
        Optional<SubjectWay> subject = subjects.subject(entity);
        String with = "";
        SurveyedEntity.Fate fate = fate(name);
        if (fate == SurveyedEntity.Fate.RULE) {
            SurveyClock clock = clocks.get(name);
            if (clock != null) {
                written = clock.needsZone()
                        ? written.retained(ruleOf(name), clock.attribute(), ZoneId.systemDefault())
                        : written.retained(ruleOf(name), clock.attribute());
            }
            if (subject.isPresent()) {
                written = subject(written, subject.get());
            }
        } else if (fate == SurveyedEntity.Fate.WITH) {
            with = parentOf(entity, new HashSet<>(Set.of(name))).orElse("");
            written = written.goingWith(with);
        }
        if (isDisposable(fate)) {
            for (SurveyedEntity.SurveyedAttribute attribute : attributes.getOrDefault(name, List.of())) {
                boolean own = fate != SurveyedEntity.Fate.INHERITED || isDeclaredHere(entity, attribute.path());
                if (own
                        && attribute.look().isLikely()
                        && CATEGORIES.contains(attribute.look().kind())) {
                    written = written.category(attribute.look().kind(), attribute.path());
                }
            }
        }
        return references(entity, with, written);
    }

    private static boolean isDeclaredHere(EntityDeclaration entity, String path) {
        return entity.attribute(path)
                .filter(attribute -> attribute.getDeclaringType().equals(entity.type()) || path.contains("."))
                .isPresent();
    }

    private static DeclaredEntity subject(DeclaredEntity written, SubjectWay way) {
        if (way.isOwn()) {
            return way.kind().isEmpty() ? written.subject(way.text()) : written.subject(way.text(), way.kind());
        }
        return way.path().size() == 1 ? written.subject(way.text()) : written.subjectBy(way.text());
    }

    private DeclaredEntity references(EntityDeclaration entity, String with, DeclaredEntity before) {
        DeclaredEntity written = before;
        for (Association association : subjects.references(entity.name())) {
            boolean goes = association.attribute().equals(with) || entity.name().equals(ownedBy(association));
            boolean inherited = entity.superEntity().isPresent() && !isDeclaredHere(entity, association.attribute());
            if (!goes && !inherited && isDisposable(fate(association.target()))) {
                written = association.nullable() && !steps().contains(entity.element(association.attribute()))
                        ? written.unlinking(association.attribute())
                        : written.keepingParent(association.attribute());
            }
        }
        return written;
    }

    /** Every reference on a way from a row under a rule to its person: unlinked, the row would be about nobody. */
    private Set<String> steps() {
        Set<String> steps = new HashSet<>();
        for (EntityDeclaration entity : declared.values()) {
            Optional<SubjectWay> way = fate(entity.name()) == SurveyedEntity.Fate.RULE
                    ? subjects.subject(entity).filter(of -> !of.isOwn())
                    : Optional.empty();
            String at = entity.name();
            for (String step : way.map(SubjectWay::path).orElse(List.of())) {
                steps.add(at + "." + step);
                at = target(at, step);
            }
        }
        return steps;
    }

    private String target(String entity, String attribute) {
        return subjects.references(entity).stream()
                .filter(association -> association.attribute().equals(attribute))
                .map(Association::target)
                .findFirst()
                .orElse("");
    }

    /** The entity whose rows go with the one an association leads to because that one owns them by it. */
    private String ownedBy(Association association) {
        return Optional.ofNullable(declared.get(association.target())).stream()
                .flatMap(parent -> parent.leaves().stream())
                .flatMap(leaf -> Association.of(leaf).stream())
                .filter(other -> other.removes()
                        && other.shape() == Association.Shape.MAPPED
                        && other.mappedBy().equals(association.attribute()))
                .map(Association::target)
                .findFirst()
                .orElse("");
    }

    /** What a reader should know before copying. */
    List<String> remarks(EntityDeclaration entity) {
        String name = entity.name();
        List<String> remarks = new ArrayList<>();
        SurveyedEntity.Fate fate = fate(name);
        SurveyClock clock = clocks.get(name);
        if (fate == SurveyedEntity.Fate.RULE && clock != null) {
            switch (clock.meaning()) {
                case CHANGE ->
                    remarks.add(clock.attribute()
                            + " moves with every edit, even one by a job: a day of the event itself would be better");
                case OTHER ->
                    remarks.add("check that " + clock.attribute() + " is the day the period should start from");
                case CREATION -> {
                    if (subjects.isPerson(name)) {
                        remarks.add("no attribute tells the last activity: from " + clock.attribute()
                                + " even an active person's rows fall due");
                    }
                }
                default -> {
                    // what happened, ended or was last done starts a period well
                }
            }
        }
        if (fate == SurveyedEntity.Fate.RULE && isBook(name)) {
            remarks.add("books are often kept by law: declare a floor, RetentionRule.exactly or atLeast");
        }
        if (fate == SurveyedEntity.Fate.RULE && subjects.subject(entity).isEmpty()) {
            remarks.add("nothing in a row tells whose it is: erasure and access will not find it");
        }
        if (fate == SurveyedEntity.Fate.LOOK) {
            remarks.add(
                    clock == null && subjects.owner(name) != PersonalLooks.Owner.ORGANISATION
                            ? "no day or moment in it could start a period: add one, or let it go with another row"
                            : "decide: @Retained if these are people, @NotPersonal(because = …) on the class if not");
        }
        String owner = owners.get(name);
        if (fate == SurveyedEntity.Fate.OWNED && owner != null) {
            remarks.add("goes with its " + owner + ", which cascades to it: nothing to write for that");
        }
        return remarks;
    }

    /** The lines an author would add, in the order of the class. */
    List<String> code(EntityDeclaration entity, DeclaredEntity written) {
        List<String> lines = new ArrayList<>();
        written.marks().stream()
                .filter(mark -> mark.attribute().isEmpty())
                .forEach(mark -> lines.add(WrittenAnnotation.text(mark)));
        Map<String, List<DeclaredEntity.Mark>> byAttribute = new LinkedHashMap<>();
        entity.leaves().forEach(leaf -> byAttribute.put(leaf.path(), new ArrayList<>()));
        written.marks().stream()
                .filter(mark -> !mark.attribute().isEmpty())
                .forEach(mark -> byAttribute
                        .computeIfAbsent(mark.attribute(), key -> new ArrayList<>())
                        .add(mark));
        byAttribute.values().removeIf(List::isEmpty);
        if (lines.isEmpty() && byAttribute.isEmpty()) {
            return List.of();
        }
        String header = "class " + entity.type().getJavaType().getSimpleName();
        if (byAttribute.isEmpty()) {
            lines.add(header + " { … }");
            return lines;
        }
        lines.add(header + " {");
        byAttribute.forEach((path, marks) -> {
            String type = entity.attribute(path)
                    .map(attribute -> attribute.getJavaType().getSimpleName())
                    .orElse("…");
            StringBuilder line = new StringBuilder("    ");
            marks.forEach(mark -> line.append(WrittenAnnotation.text(mark)).append(' '));
            line.append(type).append(' ').append(path).append(';');
            if (path.contains(".")) {
                line.append(" // on the attribute of the embedded class");
            }
            lines.add(line.toString());
        });
        lines.add("}");
        return lines;
    }
}
