package dev.sojourn.jpa;

import dev.sojourn.annotation.OnDisposal;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A host whose rows refer to rows of their own entity, and to one another in circles. */
final class Forum {

    static final Class<?>[] ENTITIES = {
        Member.class, Post.class, Portrait.class, Device.class, Folder.class, Topic.class, Pot.class, Order.class
    };

    private Forum() {}

    static Policy policy() {
        Purpose service = Purpose.of("service").titled("Serve").on(LegalBasis.CONTRACT);
        Purpose law = Purpose.of("law")
                .titled("Keep what was published")
                .on(LegalBasis.LEGAL_OBLIGATION)
                .citing("press law");
        return Policy.builder("forum")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(Party.named("Forum").contact("desk@forum.example").country("RO"))
                .purposes(service, law)
                .retain(RetentionRule.atMost("member", Period.ofMonths(6))
                        .serving(service)
                        .because("section 1"))
                .retain(RetentionRule.exactly("post", Period.ofYears(1))
                        .serving(law)
                        .because("section 2"))
                .retain(RetentionRule.atMost("folder", Period.ofMonths(6))
                        .serving(service)
                        .because("section 3"))
                .build();
    }

    /** Owns posts, a portrait it refers to itself, and devices through a table between. */
    @Entity(name = "Member")
    @Retained(rule = "member", from = "seenOn")
    static class Member {
        @Id
        Long id = 0L;

        @SubjectRef
        String login = "";

        LocalDate seenOn = LocalDate.EPOCH;

        @OneToMany(mappedBy = "author", cascade = CascadeType.ALL)
        List<Post> posts = new ArrayList<>();

        @OneToOne(fetch = FetchType.LAZY, cascade = CascadeType.ALL, orphanRemoval = true)
        @Nullable
        Portrait portrait;

        @OneToMany(cascade = CascadeType.ALL)
        List<Device> devices = new ArrayList<>();
    }

    /** Answers go with what they answer, whoever wrote them. */
    @Entity(name = "Post")
    @Retained(rule = "post", from = "writtenOn")
    @Retained(with = "answered")
    static class Post {
        @Id
        Long id = 0L;

        @SubjectRef
        String writer = "";

        LocalDate writtenOn = LocalDate.EPOCH;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Member author;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Post answered;
    }

    /** The member holds the foreign key. */
    @Entity(name = "Portrait")
    static class Portrait {
        @Id
        Long id = 0L;

        String file = "";
    }

    /** Known by its member through a table between the two. */
    @Entity(name = "Device")
    static class Device {
        @Id
        Long id = 0L;

        String model = "";
    }

    /** Stays while a folder lies in it. */
    @Entity(name = "Folder")
    @Retained(rule = "folder", from = "closedOn")
    static class Folder {
        @Id
        Long id = 0L;

        LocalDate closedOn = LocalDate.EPOCH;

        @ManyToOne(fetch = FetchType.LAZY)
        @OnDisposal(OnDisposal.Then.KEEPS_PARENT)
        @Nullable
        Folder within;
    }

    /** Loses its parent when that goes. */
    @Entity(name = "Topic")
    @Retained(rule = "folder", from = "closedOn")
    static class Topic {
        @Id
        Long id = 0L;

        LocalDate closedOn = LocalDate.EPOCH;

        @ManyToOne(fetch = FetchType.LAZY)
        @OnDisposal(OnDisposal.Then.UNLINK)
        @Nullable
        Topic wider;
    }

    /** Owns orders and refers to the latest: a circle, which the latter breaks. */
    @Entity(name = "Pot")
    @Retained(rule = "folder", from = "closedOn")
    static class Pot {
        @Id
        Long id = 0L;

        LocalDate closedOn = LocalDate.EPOCH;

        @OneToMany(mappedBy = "pot", cascade = CascadeType.REMOVE)
        List<Order> orders = new ArrayList<>();

        @OneToOne(fetch = FetchType.LAZY)
        @OnDisposal(OnDisposal.Then.UNLINK)
        @Nullable
        Order latest;
    }

    /** Goes with its pot. */
    @Entity(name = "PotOrder")
    static class Order {
        @Id
        Long id = 0L;

        @ManyToOne(fetch = FetchType.LAZY, optional = false)
        @Nullable
        Pot pot;
    }
}
