package dev.sojourn.jpa;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges attributes by whole words of their names, in the light of the entity they stand in. */
final class PersonalLooks {

    /** Who an entity's rows are about, as far as its name and associations tell. */
    enum Owner {
        /** Each row is a person. */
        PERSON,
        /** Each row belongs to a person. */
        ABOUT_PERSON,
        /** Each row is a firm or a place. */
        ORGANISATION,
        /** Neither. */
        OTHER;

        boolean isPersonal() {
            return this == PERSON || this == ABOUT_PERSON;
        }
    }

    /** Heads of entity names that say no more than the word before them. */
    private static final Set<String> HOLDERS = Set.of(
            "profile", "details", "detail", "data", "info", "record", "entity", "account", "master", "file", "dao");

    private static final Set<String> NAMES = Set.of("name", "names", "nume", "nom", "nombre", "nome", "naam", "imie");
    private static final Set<String> KEYS =
            Set.of("id", "number", "no", "nr", "num", "ref", "reference", "uuid", "guid");
    private static final Set<String> OF_FIRMS =
            Set.of("contact", "address", "place", "government", "payment", "identity");
    private static final Set<String> OF_PEOPLE_ONLY = Set.of("health", "place", "belief");
    private static final Set<String> IN_NUMBERS =
            Set.of("government", "payment", "place", "health", "contact", "birth");
    private static final Set<String> IN_CHOICES = Set.of("identity", "health", "belief");

    private final PersonalWords words;

    PersonalLooks(PersonalWords words) {
        this.words = words;
    }

    /** What an entity's own name says of its rows; ABOUT_PERSON is for associations to tell. */
    Owner owner(String entity) {
        List<String> name = new ArrayList<>(PersonalWords.split(entity));
        while (name.size() > 1 && HOLDERS.contains(name.get(name.size() - 1))) {
            name.remove(name.size() - 1);
        }
        String head = name.get(name.size() - 1);
        if (words.has("organisation", head)) {
            return Owner.ORGANISATION;
        }
        return words.has("person", head) || words.has("person", singular(head)) ? Owner.PERSON : Owner.OTHER;
    }

    /** Whether an entity of people is one that others have accounts in: a customer, and not an emergency contact. */
    boolean isRole(String entity) {
        return words.hasAny("role", PersonalWords.split(entity));
    }

    Look look(Owner owner, String path, Class<?> type) {
        List<String> name = new ArrayList<>();
        for (String step : path.split("\\.", -1)) {
            name.addAll(PersonalWords.headLast(PersonalWords.split(step)));
        }
        name.removeIf(word -> word.chars().allMatch(Character::isDigit));
        if (type == boolean.class || type == Boolean.class) {
            return owner.isPersonal() && words.match("health", name).isPresent()
                    ? Look.likely("health", PersonalWords.joined(name))
                    : Look.NOTHING;
        }
        boolean isTime = Temporal.class.isAssignableFrom(type) || Date.class.isAssignableFrom(type);
        Optional<Found> found = find(name, isTime, type);
        if (found.isPresent()) {
            return judge(found.get(), owner, name);
        }
        if (isTime) {
            return Look.NOTHING;
        }
        return other(owner, name, type);
    }

    /** A kind of data and where in the name it was found. */
    private record Found(String kind, PersonalWords.Match match) {}

    private Optional<Found> find(List<String> name, boolean isTime, Class<?> type) {
        Found best = null;
        for (String kind : PersonalWords.KINDS) {
            if (isTime && !kind.equals("birth")
                    || isNumber(type) && !IN_NUMBERS.contains(kind)
                    || type.isEnum() && !IN_CHOICES.contains(kind)) {
                continue;
            }
            Optional<PersonalWords.Match> match = words.match(kind, name);
            if (match.isPresent() && (best == null || isBetter(match.get(), best.match()))) {
                best = new Found(kind, match.get());
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean isBetter(PersonalWords.Match one, PersonalWords.Match other) {
        return one.end() > other.end() || one.end() == other.end() && one.start() < other.start();
    }

    private Look judge(Found found, Owner owner, List<String> name) {
        List<String> front = name.subList(0, found.match().start());
        List<String> tail = name.subList(found.match().end(), name.size());
        if (words.hasAny("modifier.other", front)
                || tail.stream().anyMatch(word -> words.has("head.other", word) && !words.has("head.same", word))) {
            return Look.NOTHING;
        }
        if (OF_PEOPLE_ONLY.contains(found.kind()) && !owner.isPersonal()
                || Set.of("age", "weight", "height", "nick", "pin", "pan", "secret", "substance", "temperature")
                                .contains(found.match().text())
                        && !owner.isPersonal()) {
            return Look.NOTHING;
        }
        boolean ofPerson = words.hasAny("person", front) || words.hasAny("person", tail);
        boolean ofFirm = words.hasAny("organisation", front) || owner == Owner.ORGANISATION;
        Look look = Look.likely(found.kind(), found.match().text());
        if (ofFirm && !ofPerson && OF_FIRMS.contains(found.kind())) {
            return owner == Owner.ORGANISATION
                            && front.isEmpty()
                            && Set.of("contact", "payment").contains(found.kind())
                    ? look.atMostPossible()
                    : Look.NOTHING;
        }
        boolean plain = tail.stream()
                .allMatch(word -> words.has("head.same", word)
                        || words.has("person", word)
                        || found.kind().equals("address") && words.has("address", word));
        return plain ? look : look.atMostPossible();
    }

    private Look other(Owner owner, List<String> name, Class<?> type) {
        if (name.isEmpty() || words.hasAny("modifier.other", name)) {
            return Look.NOTHING;
        }
        String head = name.get(name.size() - 1);
        List<String> front = name.subList(0, name.size() - 1);
        if (isNumber(type)) {
            return KEYS.contains(head) && !front.isEmpty() && words.has("person", front.get(front.size() - 1))
                    ? Look.likely("identifier", PersonalWords.joined(name))
                    : Look.NOTHING;
        }
        if (type == byte[].class) {
            return owner.isPersonal() ? Look.possible("content", PersonalWords.joined(name)) : Look.NOTHING;
        }
        if (type.isEnum()) {
            return Look.NOTHING;
        }
        return text(owner, name, head, front);
    }

    private Look text(Owner owner, List<String> name, String head, List<String> front) {
        String because = PersonalWords.joined(name);
        if (owner == Owner.PERSON && endsWith("identity.person", name)) {
            return Look.likely("identity", because);
        }
        if (owner == Owner.PERSON && endsWith("address.person", name)) {
            return Look.likely("address", because);
        }
        if (NAMES.contains(head)) {
            boolean ofPerson =
                    front.isEmpty() ? owner == Owner.PERSON : words.has("person", front.get(front.size() - 1));
            return ofPerson ? Look.likely("identity", because) : Look.NOTHING;
        }
        if (head.equals("by") && !front.isEmpty()) {
            return Look.likely("identity", because);
        }
        if (words.has("person", head)) {
            return words.hasAny("organisation", front) ? Look.NOTHING : Look.likely("identity", because);
        }
        if (KEYS.contains(head) && !front.isEmpty() && words.has("person", front.get(front.size() - 1))) {
            return Look.likely("identifier", because);
        }
        if (words.has("freetext", head) && owner.isPersonal()) {
            return Look.likely("free-text", because);
        }
        if (words.has("freetext.possible", head) && owner.isPersonal()) {
            return Look.possible("free-text", because);
        }
        return Look.NOTHING;
    }

    private boolean endsWith(String list, List<String> name) {
        return words.match(list, name)
                .filter(match -> match.end() == name.size())
                .isPresent();
    }

    private static boolean isNumber(Class<?> type) {
        return type.isPrimitive() && type != boolean.class && type != char.class
                || Set.<Class<?>>of(
                                Integer.class,
                                Long.class,
                                Short.class,
                                Byte.class,
                                Double.class,
                                Float.class,
                                BigDecimal.class,
                                BigInteger.class)
                        .contains(type);
    }

    private static String singular(String word) {
        return word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
    }
}
