package dev.sojourn.jpa;

import jakarta.persistence.metamodel.PluralAttribute;
import jakarta.persistence.metamodel.SingularAttribute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds, by names and associations, the entities whose rows are people and the way from every other row to them. */
final class SurveySubjects {

    private static final int LONGEST_WAY = 4;

    /** Associations by which a row names somebody it is not about. */
    private static final Set<String> MENTIONS = Set.of(
            "by",
            "creator",
            "editor",
            "updater",
            "author",
            "manager",
            "head",
            "responsible",
            "approver",
            "reviewer",
            "modifier",
            "supervisor");

    private final Map<String, EntityDeclaration> declared;
    private final PersonalWords words;
    private final PersonalLooks looks;
    private final Map<String, List<Association>> references = new LinkedHashMap<>();
    private final Set<String> people = new LinkedHashSet<>();

    SurveySubjects(Map<String, EntityDeclaration> declared, PersonalWords words, PersonalLooks looks) {
        this.declared = declared;
        this.words = words;
        this.looks = looks;
        declared.forEach((name, entity) -> references.put(
                name,
                entity.leaves().stream()
                        .flatMap(leaf -> Association.of(leaf).stream())
                        .filter(association -> association.shape() == Association.Shape.REFERENCE)
                        .toList()));
        findPeople();
    }

    private void findPeople() {
        declared.keySet().stream()
                .filter(name -> looks.owner(name) == PersonalLooks.Owner.PERSON && !looks.isRole(name))
                .forEach(people::add);
        declared.keySet().stream()
                .filter(name -> superOf(name).filter(people::contains).isPresent())
                .forEach(people::add);
        declared.values().stream()
                .filter(entity -> !people.contains(entity.name())
                        && looks.owner(entity.name()) != PersonalLooks.Owner.ORGANISATION
                        && about(entity.name()).isEmpty()
                        && isAccount(entity))
                .map(EntityDeclaration::name)
                .toList()
                .forEach(people::add);
    }

    private Optional<String> superOf(String entity) {
        return Optional.ofNullable(declared.get(entity)).flatMap(EntityDeclaration::superEntity);
    }

    /** Whether rows look like people although their entity's name does not say so. */
    private boolean isAccount(EntityDeclaration entity) {
        Set<String> kinds = new LinkedHashSet<>();
        CoverageWalk.values(entity).stream()
                .map(value -> looks.look(PersonalLooks.Owner.OTHER, value.path(), value.type()))
                .filter(Look::isLikely)
                .map(Look::kind)
                .forEach(kinds::add);
        return kinds.contains("contact") && (kinds.contains("secret") || kinds.contains("birth"))
                || kinds.contains("identity") && kinds.contains("birth")
                || looks.owner(entity.name()) == PersonalLooks.Owner.PERSON;
    }

    boolean isPerson(String entity) {
        return people.contains(entity);
    }

    PersonalLooks.Owner owner(String entity) {
        if (isPerson(entity)) {
            return PersonalLooks.Owner.PERSON;
        }
        PersonalLooks.Owner byName = looks.owner(entity);
        boolean about = byName == PersonalLooks.Owner.OTHER
                && (about(entity).isPresent()
                        || Optional.ofNullable(declared.get(entity))
                                .flatMap(this::byIdentifier)
                                .isPresent());
        return about ? PersonalLooks.Owner.ABOUT_PERSON : byName;
    }

    List<Association> references(String entity) {
        return references.getOrDefault(entity, List.of());
    }

    /** Whom a row is about: itself, whom it leads to, or whose identifier it holds. */
    Optional<SubjectWay> subject(EntityDeclaration entity) {
        if (isPerson(entity.name())) {
            return Optional.of(new SubjectWay(List.of(idOf(entity)), "", kindOf(entity.name()), true));
        }
        return about(entity.name()).or(() -> byIdentifier(entity));
    }

    /** The best way over associations to a person the row is about. */
    Optional<SubjectWay> about(String entity) {
        if (looks.owner(entity) == PersonalLooks.Owner.ORGANISATION) {
            return Optional.empty();
        }
        return ways(entity).stream().filter(way -> !isMention(entity, way)).findFirst();
    }

    /** Everybody else a row leads to at its first step. */
    List<SubjectWay> mentions(String entity) {
        Optional<SubjectWay> about = isPerson(entity) ? Optional.empty() : about(entity);
        return ways(entity).stream()
                .filter(way -> way.path().size() == 1)
                .filter(way -> about.filter(way::equals).isEmpty())
                .toList();
    }

    private boolean isMention(String entity, SubjectWay way) {
        List<String> first = PersonalWords.split(way.path().get(0));
        boolean named = first.stream().anyMatch(MENTIONS::contains);
        return named || !way.certain() && staff(way.person()) > 0 && !isRoleOf(entity);
    }

    private boolean isRoleOf(String entity) {
        return looks.owner(entity) == PersonalLooks.Owner.PERSON;
    }

    private List<SubjectWay> ways(String entity) {
        List<SubjectWay> found = new ArrayList<>();
        walk(entity, List.of(), true, new LinkedHashSet<>(Set.of(entity)), found);
        found.sort(Comparator.<SubjectWay>comparingInt(way -> staff(way.person()))
                .thenComparing(way -> !way.certain())
                .thenComparing(way -> way.path().size())
                .thenComparing(SubjectWay::text));
        return found;
    }

    private void walk(String entity, List<String> before, boolean certain, Set<String> seen, List<SubjectWay> found) {
        for (Association association : references(entity)) {
            List<String> path = new ArrayList<>(before);
            path.add(association.attribute());
            boolean still = certain && !association.nullable();
            if (isPerson(association.target())) {
                found.add(new SubjectWay(path, association.target(), kindOf(association.target()), still));
            } else if (path.size() < LONGEST_WAY
                    && looks.owner(association.target()) != PersonalLooks.Owner.ORGANISATION
                    && seen.add(association.target())) {
                walk(association.target(), path, still, seen, found);
            }
        }
    }

    /** Those the application is for come before those who work with it. */
    private int staff(String person) {
        List<String> name = PersonalWords.split(person);
        return words.hasAny("staff", name) ? 2 : name.contains("user") ? 1 : 0;
    }

    private Optional<SubjectWay> byIdentifier(EntityDeclaration entity) {
        PersonalLooks.Owner owner = looks.owner(entity.name());
        if (owner == PersonalLooks.Owner.ORGANISATION) {
            return Optional.empty();
        }
        List<CoverageWalk.Value> single = CoverageWalk.values(entity).stream()
                .filter(value -> !(value.leaf().attribute() instanceof PluralAttribute<?, ?, ?>)
                        && entity.attribute(value.path()).isPresent()
                        && IdType.of(value.type()).isPresent())
                .toList();
        return single.stream()
                .filter(value ->
                        looks.look(owner, value.path(), value.type()).kind().equals("identifier"))
                .findFirst()
                .map(value -> new SubjectWay(List.of(value.path()), "", kindIn(value.path()), false))
                .or(() -> single.stream()
                        .filter(value -> value.type() == String.class
                                && looks.look(owner, value.path(), value.type()).isLikely()
                                && isMail(value.path()))
                        .findFirst()
                        .map(value -> new SubjectWay(List.of(value.path()), "", "email", false)))
                .or(() -> single.stream()
                        .filter(value -> value.type() == String.class && isPersonWord(value.path()))
                        .findFirst()
                        .map(value -> new SubjectWay(List.of(value.path()), "", kindIn(value.path()), false)));
    }

    /** Whether an attribute is called by nothing but a word for a person, such as recipient. */
    private boolean isPersonWord(String path) {
        List<String> name = PersonalWords.split(path);
        return name.size() == 1 && words.has("person", name.get(0));
    }

    private static boolean isMail(String path) {
        List<String> name = PersonalWords.split(path);
        return name.contains("email") || name.contains("mail");
    }

    /** The kind an identifier is of: the person whose number it is. */
    private String kindIn(String path) {
        return PersonalWords.split(path).stream()
                .filter(word -> words.has("person", word))
                .findFirst()
                .orElse("");
    }

    static String idOf(EntityDeclaration entity) {
        return entity.attributes().stream()
                .filter(attribute -> attribute instanceof SingularAttribute<?, ?> single && single.isId())
                .map(attribute -> attribute.getName())
                .findFirst()
                .orElse("id");
    }

    static String kindOf(String entity) {
        return String.join("-", PersonalWords.split(entity)).toLowerCase(Locale.ROOT);
    }
}
