package dev.sojourn.jpa.estate;

import dev.sojourn.annotation.OnDisposal;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Version;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows that own, share, keep and mention one another in every way. */
final class Ties {

    static final Class<?>[] ENTITIES = {
        Member.class,
        Card.class,
        Post.class,
        Portrait.class,
        Device.class,
        Wish.class,
        Skill.class,
        Errand.class,
        Note.class,
        Bill.class,
        Parcel.class,
        Folder.class,
        Topic.class,
        Pot.class,
        PotOrder.class
    };

    private Ties() {}

    /** Owns by every kind of association. */
    @Entity(name = "EstateMember")
    @Retained(rule = "estate", from = "lastSeen")
    static class Member {
        @Id
        Long id = 0L;

        @Version
        int version;

        @Embedded
        Marked.Tenancy site = new Marked.Tenancy();

        @SubjectRef
        String login = "";

        LocalDate lastSeen = LocalDate.EPOCH;

        @OneToMany(mappedBy = "author", cascade = CascadeType.ALL, orphanRemoval = true)
        List<Post> posts = new ArrayList<>();

        @OneToOne(fetch = FetchType.LAZY, cascade = CascadeType.ALL, orphanRemoval = true)
        @Nullable
        Portrait portrait;

        @OneToMany(cascade = CascadeType.ALL)
        List<Device> devices = new ArrayList<>();

        @OneToMany(cascade = CascadeType.ALL)
        @JoinColumn(name = "wished_by")
        List<Wish> wishes = new ArrayList<>();

        @ManyToMany
        Set<Skill> skills = new HashSet<>();

        @ManyToMany
        @JoinTable(name = "EstateCalling")
        @MapKeyColumn(name = "called")
        Map<String, Skill> calling = new HashMap<>();

        @ManyToMany(mappedBy = "members")
        Set<Marked.Guild> guilds = new HashSet<>();

        @ManyToMany
        @JoinTable(name = "EstateFriends")
        Set<Member> friends = new HashSet<>();

        @OneToOne(mappedBy = "member")
        @Nullable
        Card card;
    }

    /** Known by its member on the mapped side, and goes with it by declaration. */
    @Entity(name = "EstateCard")
    @Retained(with = "member")
    static class Card {
        @Id
        Long id = 0L;

        @OneToOne(fetch = FetchType.LAZY)
        @Nullable
        Member member;

        String print = "";
    }

    /** A tree: answers go with what they answer. */
    @Entity(name = "EstatePost")
    @Retained(with = "answered")
    static class Post {
        @Id
        Long id = 0L;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Member author;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Post answered;

        String text = "";
    }

    /** The member holds the foreign key. */
    @Entity(name = "EstatePortrait")
    static class Portrait {
        @Id
        Long id = 0L;

        String file = "";
    }

    /** Known by its member through a table between the two. */
    @Entity(name = "EstateDevice")
    static class Device {
        @Id
        Long id = 0L;

        String model = "";
    }

    /** Known by its member through a column that is no attribute. */
    @Entity(name = "EstateWish")
    static class Wish {
        @Id
        Long id = 0L;

        String text = "";
    }

    /** Shared by members, and nobody's. */
    @Entity(name = "EstateSkill")
    static class Skill {
        @Id
        Long id = 0L;

        String name = "";
    }

    /** Goes with a member, by declaration. */
    @Entity(name = "EstateErrand")
    @Retained(with = "member")
    static class Errand {
        @Id
        Long id = 0L;

        @ManyToOne(fetch = FetchType.LAZY, optional = false)
        @Nullable
        Member member;

        String address = "";

        @OneToMany(mappedBy = "errand", cascade = CascadeType.REMOVE)
        List<Note> notes = new ArrayList<>();
    }

    /** Goes with an errand, that goes with a member. */
    @Entity(name = "EstateNote")
    static class Note {
        @Id
        Long id = 0L;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Errand errand;

        String text = "";
    }

    /** Keeps its member while it is there, under the same rule. */
    @Entity(name = "EstateBill")
    @Retained(rule = "estate", from = "paidOn")
    static class Bill {
        @Id
        Long id = 0L;

        @Embedded
        Marked.Tenancy site = new Marked.Tenancy();

        @SubjectRef
        String payer = "";

        LocalDate paidOn = LocalDate.EPOCH;

        @ManyToOne(fetch = FetchType.LAZY)
        @OnDisposal(OnDisposal.Then.KEEPS_PARENT)
        @Nullable
        Member member;
    }

    /** Mentions a member, and loses the mention. */
    @Entity(name = "EstateParcel")
    static class Parcel {
        @Id
        Long id = 0L;

        @Version
        int version;

        @ManyToOne(fetch = FetchType.LAZY)
        @OnDisposal(OnDisposal.Then.UNLINK)
        @Nullable
        Member addressee;
    }

    /** A tree that goes from its leaves, one run after the other. */
    @Entity(name = "EstateFolder")
    @Retained(rule = "estate", from = "closedOn")
    static class Folder {
        @Id
        Long id = 0L;

        @Embedded
        Marked.Tenancy site = new Marked.Tenancy();

        @SubjectRef
        String keeper = "";

        LocalDate closedOn = LocalDate.EPOCH;

        @ManyToOne(fetch = FetchType.LAZY)
        @OnDisposal(OnDisposal.Then.KEEPS_PARENT)
        @Nullable
        Folder within;
    }

    /** A tree whose branches stay when what they hang on goes. */
    @Entity(name = "EstateTopic")
    @Retained(rule = "estate", from = "closedOn")
    static class Topic {
        @Id
        Long id = 0L;

        @Embedded
        Marked.Tenancy site = new Marked.Tenancy();

        @SubjectRef
        String opener = "";

        LocalDate closedOn = LocalDate.EPOCH;

        @ManyToOne(fetch = FetchType.LAZY)
        @OnDisposal(OnDisposal.Then.UNLINK)
        @Nullable
        Topic wider;
    }

    /** Owns orders and refers to the latest: a circle, which the latter breaks. */
    @Entity(name = "EstatePot")
    @Retained(rule = "estate", from = "closedOn")
    static class Pot {
        @Id
        Long id = 0L;

        @Embedded
        Marked.Tenancy site = new Marked.Tenancy();

        @SubjectRef
        String keeper = "";

        LocalDate closedOn = LocalDate.EPOCH;

        @OneToMany(mappedBy = "pot", cascade = CascadeType.REMOVE)
        List<PotOrder> orders = new ArrayList<>();

        @OneToOne(fetch = FetchType.LAZY)
        @OnDisposal(OnDisposal.Then.UNLINK)
        @Nullable
        PotOrder latest;
    }

    /** Goes with its pot. */
    @Entity(name = "EstatePotOrder")
    static class PotOrder {
        @Id
        Long id = 0L;

        @ManyToOne(fetch = FetchType.LAZY, optional = false)
        @Nullable
        Pot pot;

        String flavour = "";
    }
}
