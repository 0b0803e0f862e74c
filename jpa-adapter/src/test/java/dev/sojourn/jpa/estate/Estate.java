package dev.sojourn.jpa.estate;

import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Period;
import java.time.Year;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A host with every mapping an application has, and somebody's rows in each of its tables. */
final class Estate {

    private Estate() {}

    static Class<?>[] entities() {
        return Stream.of(
                        Keyed.ENTITIES,
                        Kinds.ENTITIES,
                        Ties.ENTITIES,
                        Plain.ENTITIES,
                        Marked.ENTITIES,
                        Guarded.ENTITIES)
                .flatMap(Arrays::stream)
                .toArray(Class<?>[]::new);
    }

    static Policy policy() {
        Purpose law = Purpose.of("law")
                .titled("Keep the books")
                .on(LegalBasis.LEGAL_OBLIGATION)
                .citing("accounting law");
        Purpose service = Purpose.of("service").titled("Serve").on(LegalBasis.CONTRACT);
        return Policy.builder("estate")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(Party.named("Estate").contact("desk@estate.example").country("RO"))
                .purposes(service, law)
                .retain(RetentionRule.atMost("estate", Period.ofMonths(6))
                        .serving(service)
                        .because("section 1"))
                .retain(RetentionRule.atMost("stored")
                        .untilStoredDay()
                        .serving(service)
                        .because("section 2"))
                .retain(RetentionRule.atMost("fleeting", Period.ofDays(90))
                        .serving(service)
                        .then(Disposition.REDACT)
                        .because("section 3"))
                .retain(RetentionRule.exactly("books", Period.ofYears(10))
                        .serving(law)
                        .because("section 4"))
                .retain(RetentionRule.atMost("opinions", Period.ofMonths(6))
                        .serving(service)
                        .then(Disposition.ANONYMISE)
                        .because("section 5"))
                .build();
    }

    /** What all share and nobody owns; numbers below a million are nobody's. */
    static void fillShared(EntityManager entityManager) {
        Ties.Skill skill = new Ties.Skill();
        skill.id = 1L;
        skill.name = "juggling";
        entityManager.persist(skill);
        persist(entityManager, new Marked.Site(), row -> {
            row.id = 1L;
            row.tenant = "north";
        });
        persist(entityManager, new Marked.Site(), row -> {
            row.id = 2L;
            row.tenant = "south";
        });
    }

    /** Somebody's rows in every table. */
    static void fill(EntityManager entityManager, Inhabitant one) {
        fillKeyed(entityManager, one);
        fillKinds(entityManager, one);
        fillTies(entityManager, one);
        fillTrees(entityManager, one);
        fillPlain(entityManager, one);
        fillMarked(entityManager, one);
        fillTriggers(entityManager, one);
        Guarded.fill(entityManager, one);
    }

    private static void fillKeyed(EntityManager entityManager, Inhabitant one) {
        Keyed.Statement statement = persist(entityManager, new Keyed.Statement(), row -> {
            row.series = one.text("series");
            row.running = one.next();
            row.site.tenant = one.tenant;
            row.debtor = one.login();
            row.closedOn = one.active;
        });
        for (int place = 1; place <= 2; place++) {
            int at = place;
            Keyed.StatementLine line = persist(entityManager, new Keyed.StatementLine(), row -> {
                row.statement = statement;
                row.place = at;
                row.text = one.text("line");
            });
            persist(entityManager, new Keyed.LinePayment(), row -> {
                row.id = one.uuid(100 + at);
                row.line = line;
                row.payer = one.text("payer");
            });
        }
        Keyed.Seat seat = persist(entityManager, new Keyed.Seat(), row -> {
            row.id.wing = one.number % 2 == 0 ? Keyed.Wing.EAST : Keyed.Wing.WEST;
            row.id.line = "a";
            row.id.place = one.next();
            row.site.tenant = one.tenant;
            row.visitor = one.login();
            row.usedOn = one.active;
        });
        persist(entityManager, new Keyed.SeatCheck(), row -> {
            row.id = (long) one.next();
            row.seat = seat;
            row.remark = one.text("check");
        });
        Keyed.Resident resident = persist(entityManager, new Keyed.Resident(), row -> {
            row.id = (long) one.next();
            row.site.tenant = one.tenant;
            row.person = (long) one.known(1);
            row.movedOut = one.active;
        });
        persist(entityManager, new Keyed.Badge(), row -> {
            row.resident = resident;
            row.photo = one.text("photo");
        });
        persist(entityManager, new Keyed.Remark(), row -> {
            row.resident = resident;
            row.id.place = 1;
            row.text = one.text("remark");
        });
        persist(entityManager, new Keyed.Beacon(), row -> {
            row.id = one.uuid(2);
            row.site.tenant = one.tenant;
            row.device = one.uuid(1);
            row.lastHeard = one.active;
        });
        persist(entityManager, new Keyed.Diary(), row -> {
            row.entryDay = one.active;
            row.author = one.text("author");
            row.site.tenant = one.tenant;
            row.writer = one.login();
            row.entry = one.text("entry");
        });
    }

    private static void fillKinds(EntityManager entityManager, Inhabitant one) {
        Stream.of(new Kinds.Person(), new Kinds.Patient(), new Kinds.Doctor()).forEach(person -> {
            persist(entityManager, person, row -> {
                row.id = (long) one.next();
                row.site.tenant = one.tenant;
                row.lastSeen = one.active;
                row.login = one.login();
                row.name = one.text("name");
                row.nicknames.add(one.text("nickname"));
                if (row instanceof Kinds.Patient patient) {
                    patient.ailment = one.text("ailment");
                    patient.allergies.add(one.text("allergy"));
                } else if (row instanceof Kinds.Doctor doctor) {
                    doctor.degree = one.text("degree");
                }
            });
            persist(entityManager, new Kinds.Visit(), row -> {
                row.id = (long) one.next();
                row.person = person;
                row.reason = one.text("reason");
            });
        });
        Stream.of(new Kinds.Mail(), new Kinds.Call()).forEach(message -> {
            persist(entityManager, message, row -> {
                row.id = one.text(row.getClass().getSimpleName());
                row.site.tenant = one.tenant;
                row.receiver = one.login();
                row.sentOn = one.active;
                if (row instanceof Kinds.Mail mail) {
                    mail.street = one.text("street");
                    mail.enclosures.add(one.text("enclosure"));
                } else if (row instanceof Kinds.Call call) {
                    call.dialled = one.text("number");
                }
            });
            persist(entityManager, new Kinds.Receipt(), row -> {
                row.id = (long) one.next();
                row.message = message;
                row.signature = one.text("signature");
            });
        });
        Stream.of(new Kinds.Car(), new Kinds.Van())
                .forEach(asset -> persist(entityManager, asset, row -> {
                    row.id = (long) one.next();
                    row.site.tenant = one.tenant;
                    row.keeper = one.login();
                    row.soldOn = one.active;
                    if (row instanceof Kinds.Car car) {
                        car.plate = one.text("plate");
                    } else if (row instanceof Kinds.Van van) {
                        van.lettering = one.text("lettering");
                    }
                }));
        persist(entityManager, new Kinds.Locker(), row -> {
            row.setPlace(one.next());
            row.getSite().tenant = one.tenant;
            row.setHolder(one.login());
            row.setLeftOn(one.active);
            row.setLabel(new Kinds.Label(one.text("label")));
        });
    }

    private static void fillTies(EntityManager entityManager, Inhabitant one) {
        Ties.Member member = persist(entityManager, new Ties.Member(), row -> {
            row.id = (long) one.next();
            row.site.tenant = one.tenant;
            row.login = one.login();
            row.lastSeen = one.active;
            Ties.Portrait portrait = new Ties.Portrait();
            portrait.id = (long) one.next();
            portrait.file = one.text("file");
            row.portrait = portrait;
            Ties.Device device = new Ties.Device();
            device.id = (long) one.next();
            device.model = one.text("model");
            row.devices.add(device);
            Ties.Wish wish = new Ties.Wish();
            wish.id = (long) one.next();
            wish.text = one.text("wish");
            row.wishes.add(wish);
            Ties.Skill shared = entityManager.getReference(Ties.Skill.class, 1L);
            row.skills.add(shared);
            row.calling.put(one.text("own word"), shared);
            row.friends.add(row);
        });
        persist(entityManager, new Ties.Card(), row -> {
            row.id = (long) one.next();
            row.member = member;
            row.print = one.text("print");
        });
        persist(entityManager, new Marked.Guild(), row -> {
            row.id = 2_000L + one.number;
            row.members.add(member);
            row.founder = member;
        });
        Ties.Post first = post(entityManager, one, member);
        Ties.Post second = post(entityManager, one, member);
        second.answered = first;
        post(entityManager, one, member).answered = second;
        Ties.Errand errand = persist(entityManager, new Ties.Errand(), row -> {
            row.id = (long) one.next();
            row.member = member;
            row.address = one.text("address");
        });
        persist(entityManager, new Ties.Note(), row -> {
            row.id = (long) one.next();
            row.errand = errand;
            row.text = one.text("note");
        });
        persist(entityManager, new Ties.Bill(), row -> {
            row.id = (long) one.next();
            row.site.tenant = one.tenant;
            row.payer = one.login();
            row.paidOn = one.active;
            row.member = member;
        });
        persist(entityManager, new Ties.Parcel(), row -> {
            row.id = (long) one.number;
            row.addressee = member;
        });
    }

    private static Ties.Post post(EntityManager entityManager, Inhabitant one, Ties.Member author) {
        return persist(entityManager, new Ties.Post(), row -> {
            row.id = (long) one.next();
            row.author = author;
            row.text = one.text("post");
        });
    }

    private static void fillTrees(EntityManager entityManager, Inhabitant one) {
        Ties.Folder outer = folder(entityManager, one);
        folder(entityManager, one).within = outer;
        Ties.Topic wide = topic(entityManager, one);
        topic(entityManager, one).wider = wide;
        Ties.Pot pot = persist(entityManager, new Ties.Pot(), row -> {
            row.id = (long) one.next();
            row.site.tenant = one.tenant;
            row.keeper = one.login();
            row.closedOn = one.active;
        });
        pot.latest = persist(entityManager, new Ties.PotOrder(), row -> {
            row.id = (long) one.next();
            row.pot = pot;
            row.flavour = one.text("flavour");
        });
    }

    private static Ties.Folder folder(EntityManager entityManager, Inhabitant one) {
        return persist(entityManager, new Ties.Folder(), row -> {
            row.id = (long) one.next();
            row.site.tenant = one.tenant;
            row.keeper = one.login();
            row.closedOn = one.active;
        });
    }

    private static Ties.Topic topic(EntityManager entityManager, Inhabitant one) {
        return persist(entityManager, new Ties.Topic(), row -> {
            row.id = (long) one.next();
            row.site.tenant = one.tenant;
            row.opener = one.login();
            row.closedOn = one.active;
        });
    }

    private static void fillPlain(EntityManager entityManager, Inhabitant one) {
        persist(entityManager, new Plain.Profile(), row -> {
            row.id = (long) one.next();
            row.site.tenant = one.tenant;
            row.login = one.login();
            row.lastSeen = one.moment();
            row.home.street = one.text("street");
            row.home.spot.label = one.text("spot");
            row.work.street = one.text("office");
            row.work.spot.label = one.text("desk");
            row.phones.add(one.text("phone"));
            Plain.Home former = new Plain.Home();
            former.street = one.text("former street");
            former.spot.label = one.text("former spot");
            row.formerly.add(former);
            row.preferences.put("colour", one.text("colour"));
            Plain.Corner corner = new Plain.Corner();
            corner.quarter = one.text("quarter");
            Plain.Hobby hobby = new Plain.Hobby();
            hobby.pursuit = one.text("pursuit");
            row.hobbies.put(corner, hobby);
        });
        persist(entityManager, new Plain.Subscription(), row -> {
            row.id = (long) one.next();
            row.site.tenant = one.tenant;
            row.subscriber = one.login();
            row.runsThrough = one.active.plusMonths(6);
        });
        persist(entityManager, new Plain.Session(), row -> {
            row.id = (long) one.next();
            row.site.tenant = one.tenant;
            row.login = one.login();
            row.openedAt = one.wall();
            row.browser = one.text("browser");
        });
        persist(entityManager, new Plain.Purchase(), row -> {
            row.id = (long) one.next();
            row.site.tenant = one.tenant;
            row.buyer = one.login();
            row.boughtAt = Date.from(one.moment());
            row.article = one.text("article");
        });
        persist(entityManager, new Plain.Click(), row -> {
            row.id = one.next();
            row.site.tenant = one.tenant;
            row.visitor = (long) one.known(1);
            row.clickedAt = one.moment().atZone(ZoneId.of("UTC")).toOffsetDateTime();
            row.page = one.text("page");
        });
        persist(entityManager, new Plain.Contract(), row -> {
            row.id = (long) one.next();
            row.site.tenant = one.tenant;
            row.party = one.login();
            row.endedOn = one.active;
            row.terms = one.text("terms");
        });
    }

    private static void fillMarked(EntityManager entityManager, Inhabitant one) {
        Marked.Site site = entityManager.getReference(Marked.Site.class, one.tenant.equals("north") ? 1L : 2L);
        Marked.Customer customer = persist(entityManager, new Marked.Customer(), row -> {
            row.id = (long) one.next();
            row.site = site;
            row.login = one.login();
            row.lastSeen = one.active;
        });
        persist(entityManager, new Marked.Appointment(), row -> {
            row.id = (long) one.next();
            row.site = site;
            row.customer = customer;
            row.metOn = one.active;
            row.minutes = one.text("minutes");
        });
        persist(entityManager, new Marked.Transfer(), row -> {
            row.id = (long) one.next();
            row.site.tenant = one.tenant;
            row.sender = one.login();
            row.receiver = (long) one.known(1);
            row.sentOn = one.active;
            row.words = one.text("words");
        });
        persist(entityManager, new Marked.Roster(), row -> {
            row.id = 4_000L + one.number;
            row.site.tenant = one.tenant;
            row.clerk = "clerk";
            row.helper = one.login();
            row.deputy = one.login();
            row.heldOn = one.active;
        });
        persist(entityManager, new Marked.Newsletter(), row -> {
            row.id = (long) one.next();
            row.site.tenant = one.tenant;
            row.address = one.email();
            row.lastSentOn = one.active;
        });
        persist(entityManager, new Marked.Visit(), row -> {
            row.id = (long) one.next();
            row.site.tenant = one.tenant;
            row.visitor = one.login();
            row.seenOn = one.active;
            row.device = one.text("handset");
            row.place = one.text("whereabouts");
            row.mail = one.email();
            row.page = one.text("page seen");
        });
        persist(entityManager, new Marked.Payment(), row -> {
            row.id = (long) one.next();
            row.site.tenant = one.tenant;
            row.payer = one.login();
            row.paidOn = one.active;
            row.subject = one.text("goods");
            row.remark = one.text("payment remark");
        });
        persist(entityManager, new Marked.Survey(), row -> {
            row.id = 1_000L + one.number;
            row.site.tenant = one.tenant;
            row.asked = one.login();
            row.askedOn = one.active;
            row.answer = one.text("answer");
        });
    }

    private static void fillTriggers(EntityManager entityManager, Inhabitant one) {
        persist(entityManager, new Marked.Zoned(), row -> {
            row.id = (long) one.next();
            row.site.tenant = one.tenant;
            row.login = one.login();
            row.heldAt = one.moment().atZone(ZoneId.of("Asia/Tokyo"));
        });
        persist(entityManager, new Marked.Yearly(), row -> {
            row.id = (long) one.next();
            row.site.tenant = one.tenant;
            row.login = one.login();
            row.vintage = Year.from(one.active);
        });
        persist(entityManager, new Marked.Counted(), row -> {
            row.id = (long) one.next();
            row.site.tenant = one.tenant;
            row.login = one.login();
            row.millis = one.moment().toEpochMilli();
        });
        persist(entityManager, new Marked.Stamped(), row -> {
            row.id = (long) one.next();
            row.site.tenant = one.tenant;
            row.login = one.login();
            row.stampedAt = Timestamp.from(one.moment());
        });
        persist(entityManager, new Marked.Dated(), row -> {
            row.id = (long) one.next();
            row.site.tenant = one.tenant;
            row.login = one.login();
            row.datedAt = GregorianCalendar.from(one.moment().atZone(ZoneId.of("Europe/Bucharest")));
        });
    }

    private static <E> E persist(EntityManager entityManager, E row, Consumer<E> filling) {
        filling.accept(row);
        entityManager.persist(row);
        return row;
    }
}
