package dev.sojourn.jpa;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A host whose mappings lie in the database in every way there is; each way has one entity. */
final class Manor {

    static final Class<?>[] ENTITIES = {
        Room.class,
        Door.class,
        Window.class,
        Deed.class,
        Lease.class,
        Person.class,
        Servant.class,
        Cook.class,
        Beast.class,
        Horse.class,
        Tool.class,
        Rake.class,
        Fork.class,
        Painting.class
    };

    private Manor() {}

    /** What all of the house have. */
    @MappedSuperclass
    abstract static class Kept {
        @Id
        Long id = 0L;

        @Version
        int version;
    }

    /** An embedded value, twice under other names; a quoted table. */
    @Entity(name = "Room")
    @Table(name = "\"The Rooms\"")
    static class Room extends Kept {
        @Column(name = "\"Size in feet\"")
        int size;

        @Embedded
        Place place = new Place();

        @Embedded
        @AttributeOverride(name = "floor", column = @Column(name = "former_floor"))
        @AttributeOverride(name = "wing.side", column = @Column(name = "former_side"))
        Place former = new Place();

        @OneToOne
        @Nullable
        Person keeper;

        @ElementCollection
        Set<String> colours = new HashSet<>();

        @ElementCollection
        @CollectionTable(name = "room_views", joinColumns = @JoinColumn(name = "seen_from"))
        @OrderColumn(name = "place_in_row")
        List<Place> views = new ArrayList<>();

        @ElementCollection
        @MapKeyColumn(name = "spoken")
        @Column(name = "title")
        Map<String, String> titles = new HashMap<>();

        @OneToMany(mappedBy = "room")
        List<Door> doors = new ArrayList<>();

        @OneToMany
        @JoinColumn(name = "in_room")
        List<Window> windows = new ArrayList<>();

        @ManyToMany(mappedBy = "rooms")
        Set<Painting> paintings = new HashSet<>();
    }

    /** Embedded, with another inside. */
    @Embeddable
    static class Place {
        int floor;

        @Embedded
        Wing wing = new Wing();
    }

    /** Embedded in an embedded one. */
    @Embeddable
    static class Wing {
        @Nullable
        String side;
    }

    /** Knows its room. */
    @Entity(name = "Door")
    static class Door extends Kept {
        @ManyToOne
        @Nullable
        Room room;

        @ManyToOne
        @JoinColumn(name = "leads_to")
        @Nullable
        Room beyond;
    }

    /** Does not know its room, which has columns here. */
    @Entity(name = "Window")
    @Table(name = "manor_window")
    static class Window extends Kept {
        @Nullable
        String glass;
    }

    /** An embedded id. */
    @Entity(name = "Deed")
    static class Deed {
        @EmbeddedId
        DeedKey key = new DeedKey();

        @Nullable
        String text;
    }

    /** An id of two parts. */
    @Embeddable
    static class DeedKey implements Serializable {
        private static final long serialVersionUID = 1L;

        int volume;
        int page;

        @Override
        public boolean equals(Object other) {
            return other instanceof DeedKey key && key.volume == volume && key.page == page;
        }

        @Override
        public int hashCode() {
            return Objects.hash(volume, page);
        }
    }

    /** An id class, and a reference of two columns. */
    @Entity(name = "Lease")
    @IdClass(LeaseKey.class)
    static class Lease {
        @Id
        String holding = "";

        @Id
        int since;

        @ManyToOne
        @JoinColumn(name = "deed_volume", referencedColumnName = "volume")
        @JoinColumn(name = "deed_page", referencedColumnName = "page")
        @Nullable
        Deed deed;
    }

    /** An id of two parts, beside the entity. */
    static class LeaseKey implements Serializable {
        private static final long serialVersionUID = 1L;

        String holding = "";
        int since;

        @Override
        public boolean equals(Object other) {
            return other instanceof LeaseKey key && key.holding.equals(holding) && key.since == since;
        }

        @Override
        public int hashCode() {
            return Objects.hash(holding, since);
        }
    }

    /** The root of a hierarchy with a table each. */
    @Entity(name = "Person")
    @Table(name = "manor_person")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Person extends Kept {
        @Nullable
        String name;
    }

    /** Below the root, under an id column of its own name. */
    @Entity(name = "Servant")
    @PrimaryKeyJoinColumn(name = "person_id")
    static class Servant extends Person {
        int wage;
    }

    /** Two below the root. */
    @Entity(name = "Cook")
    static class Cook extends Servant {
        @Nullable
        String speciality;

        @ElementCollection
        @CollectionTable(name = "cook_dishes")
        Set<String> dishes = new HashSet<>();
    }

    /** The root of a hierarchy in one table. */
    @Entity(name = "Beast")
    @DiscriminatorColumn(name = "sort")
    @DiscriminatorValue("beast")
    static class Beast extends Kept {
        @Nullable
        String name;
    }

    /** In the table of the root. */
    @Entity(name = "Horse")
    @DiscriminatorValue("horse")
    static class Horse extends Beast {
        int hands;
    }

    /** The root of a hierarchy with a whole table each, itself without one. */
    @Entity(name = "Tool")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    abstract static class Tool extends Kept {
        @Nullable
        String handle;
    }

    /** In a table of its own. */
    @Entity(name = "Rake")
    static class Rake extends Tool {
        int teeth;
    }

    /** In another. */
    @Entity(name = "Fork")
    static class Fork extends Rake {
        int tines;
    }

    /** In another schema, with a second table, a join table and a reference through one. */
    @Entity(name = "Painting")
    @Table(name = "painting", schema = "annex")
    @SecondaryTable(name = "painting_back", schema = "annex", pkJoinColumns = @PrimaryKeyJoinColumn(name = "front"))
    static class Painting extends Kept {
        @Nullable
        String title;

        @Column(table = "painting_back")
        @Nullable
        String inscription;

        @ManyToMany
        @JoinTable(
                name = "hangs_in",
                joinColumns = @JoinColumn(name = "picture"),
                inverseJoinColumns = @JoinColumn(name = "wall"))
        Set<Room> rooms = new HashSet<>();
    }
}
