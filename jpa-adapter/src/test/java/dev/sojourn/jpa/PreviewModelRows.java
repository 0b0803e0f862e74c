package dev.sojourn.jpa;

import dev.sojourn.annotation.OnDisposal;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.DataSubject;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hibernate.annotations.SoftDelete;
import org.jspecify.annotations.Nullable;

/** Items mapped in twelve ways, one for each model of {@code PreviewModelsContract}. */
final class PreviewModelRows {

    private PreviewModelRows() {}

    /** When something happened to an item, and whose it is. */
    @MappedSuperclass
    abstract static class Item {
        String tenant = "";

        @Column(name = "happened_at")
        @Nullable
        Instant at;

        @Column(name = "happened_on")
        @Nullable
        LocalDate day;

        abstract void number(long number);

        void about(DataSubject subject) {
            tenant = subject.tenant();
        }
    }

    /** Names whom it is about itself. */
    @MappedSuperclass
    abstract static class Owned extends Item {
        @SubjectRef
        String owner = "";

        @Override
        void about(DataSubject subject) {
            super.about(subject);
            owner = subject.id();
        }
    }

    /** With a plain id. */
    @MappedSuperclass
    abstract static class Numbered extends Owned {
        @Id
        long running;

        @Override
        void number(long number) {
            running = number;
        }
    }

    /** Nothing but columns. */
    @Entity(name = "CreatedItem")
    @Retained(rule = "item", from = "at")
    static class Created extends Numbered {}

    /** An embedded id of two parts. */
    @Entity(name = "FlooredItem")
    @Retained(rule = "item", from = "day")
    @Retained(rule = "law", from = "at")
    static class Floored extends Owned {
        @EmbeddedId
        Place id = new Place();

        @Override
        void number(long number) {
            id.running = number;
            id.shelf = number % 2 == 0 ? "even" : "odd";
        }
    }

    /** Where an item lies. */
    @Embeddable
    static class Place implements Serializable {
        private static final long serialVersionUID = 1L;

        String shelf = "";
        long running;

        @Override
        public boolean equals(Object other) {
            return other instanceof Place place && shelf.equals(place.shelf) && running == place.running;
        }

        @Override
        public int hashCode() {
            return Objects.hash(shelf, running);
        }
    }

    /** An id class of two parts. */
    @Entity(name = "TwiceCeiledItem")
    @IdClass(Place.class)
    @Retained(rule = "item", from = "at")
    @Retained(rule = "idle", from = "day")
    static class TwiceCeiled extends Owned {
        @Id
        String shelf = "shelf";

        @Id
        long running;

        @Override
        void number(long number) {
            running = number;
        }
    }

    /** In one table with its kinds. */
    @Entity(name = "BookedItem")
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    @Retained(rule = "item", from = "day")
    abstract static class Booked extends Numbered {}

    /** One kind. */
    @Entity(name = "BookedCreditItem")
    static class BookedCredit extends Booked {}

    /** In a table of its own beside the root's. */
    @Entity(name = "VersionedItem")
    @Inheritance(strategy = InheritanceType.JOINED)
    @Retained(rule = "item", from = "day")
    abstract static class Versioned extends Numbered {}

    /** One kind. */
    @Entity(name = "VersionedDeepItem")
    static class VersionedDeep extends Versioned {
        String more = "more";
    }

    /** Says through another row whom it is about. */
    @Entity(name = "EventfulItem")
    @SubjectRef(path = "holder.login")
    @Retained(rule = "item")
    static class Eventful extends Item {
        @Id
        long running;

        @ManyToOne(fetch = FetchType.LAZY, cascade = CascadeType.PERSIST)
        @Nullable
        Holder holder;

        @Override
        void number(long number) {
            running = number;
        }

        @Override
        void about(DataSubject subject) {
            super.about(subject);
            Holder one = new Holder();
            one.id = running;
            one.login = subject.id();
            holder = one;
        }
    }

    /** Whose an item is. */
    @Entity(name = "ItemHolder")
    static class Holder {
        @Id
        long id;

        String login = "";
    }

    /** With a version. */
    @Entity(name = "EventuallyItem")
    @Retained(rule = "item", from = "day")
    static class Eventually extends Numbered {
        @Version
        int version;
    }

    /** Marked when it is deleted, as half of them are. */
    @Entity(name = "StoredItem")
    @SoftDelete(columnName = "gone")
    @Retained(rule = "item", until = "day")
    static class Stored extends Numbered {}

    /** A table for each kind. */
    @Entity(name = "ChosenItem")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    @Retained(rule = "item", from = "at")
    abstract static class Chosen extends Numbered {}

    /** One kind. */
    @Entity(name = "ChosenWellItem")
    static class ChosenWell extends Chosen {}

    /** With elements in a table of their own. */
    @Entity(name = "ConsentedItem")
    @Retained(rule = "item", from = "at")
    static class Consented extends Numbered {
        @ElementCollection
        Set<String> tags = new HashSet<>(Set.of("one", "other"));
    }

    /** In another's join table. */
    @Entity(name = "SuspendedItem")
    @Retained(rule = "item", from = "at")
    static class Suspended extends Numbered {
        @ManyToMany(mappedBy = "items", cascade = CascadeType.PERSIST)
        Set<Basket> baskets = new HashSet<>();

        @Override
        void number(long number) {
            super.number(number);
            Basket basket = new Basket();
            basket.id = number;
            basket.items.add(this);
            basket.first = this;
            baskets.add(basket);
        }
    }

    /** Has the join table, and refers to its first item. */
    @Entity(name = "ItemBasket")
    static class Basket {
        @Id
        long id;

        @Version
        int version;

        @ManyToMany
        Set<Suspended> items = new HashSet<>();

        @ManyToOne(fetch = FetchType.LAZY)
        @OnDisposal(OnDisposal.Then.UNLINK)
        @Nullable
        Suspended first;
    }

    /** Owns papers under a floor of their own. */
    @Entity(name = "OwningItem")
    @Retained(rule = "item", from = "at")
    static class Owning extends Numbered {
        @Embedded
        Note note = new Note();

        @OneToMany(mappedBy = "item", cascade = CascadeType.REMOVE)
        List<Paper> papers = new ArrayList<>();
    }

    /** Embedded. */
    @Embeddable
    static class Note {
        String words = "words";
    }

    /** Goes with its item. */
    @Entity(name = "ItemPaper")
    @Retained(rule = "paper", from = "issued")
    static class Paper {
        @Id
        long id;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Owning item;

        @Nullable
        LocalDate issued;
    }
}
