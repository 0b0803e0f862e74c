package dev.sojourn.jpa;

import dev.sojourn.annotation.OnDisposal;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.RetentionRule;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call centre with branches: nothing in a call or a transcript names its caller or its tenant, both stand in rows
 * they lead to.
 */
final class CallCentre {

    static final Class<?>[] ENTITIES = {Branch.class, Customer.class, Call.class, Transcript.class};

    static final Purpose VOICE = Purpose.of("voice").titled("Record calls").on(LegalBasis.CONSENT);
    static final Purpose SERVICE =
            Purpose.of("service").titled("Serve customers").on(LegalBasis.CONTRACT);

    private CallCentre() {}

    static Policy policy() {
        return Policy.builder("call centre")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(Party.named("Calls").contact("desk@calls.example").country("RO"))
                .purposes(VOICE, SERVICE)
                .retainProof(Period.ofYears(3))
                .retain(RetentionRule.atMost("customer", Period.ofYears(1))
                        .serving(SERVICE)
                        .because("section 1"))
                .retain(RetentionRule.atMost("call", Period.ofDays(90))
                        .tenantsMayShorten()
                        .serving(VOICE)
                        .because("section 2"))
                .retain(RetentionRule.atMost("transcript", Period.ofDays(365))
                        .serving(VOICE)
                        .because("section 3"))
                .build();
    }

    static void empty(TestDatabase database) {
        database.empty();
        List.of("Transcript", "PhoneCall", "Customer", "Branch")
                .forEach(table -> database.execute("delete from " + table));
    }

    /** The host's own type of identifier. */
    record CustomerNumber(long number) {
        static final IdCodec<CustomerNumber> CODEC =
                IdCodec.of(CustomerNumber.class, value -> "C-" + value.number(), CustomerNumber::parse);

        static CustomerNumber parse(String text) {
            if (!text.startsWith("C-")) {
                throw new IllegalArgumentException("not a customer number");
            }
            return new CustomerNumber(Long.parseLong(text.substring(2)));
        }
    }

    /** Keeps a customer number as a number. */
    @Converter
    public static class Numbered implements AttributeConverter<CustomerNumber, Long> {
        @Override
        public Long convertToDatabaseColumn(@Nullable CustomerNumber number) {
            return number == null ? null : number.number();
        }

        @Override
        public CustomerNumber convertToEntityAttribute(@Nullable Long number) {
            return number == null ? null : new CustomerNumber(number);
        }
    }

    /** One tenant's. */
    @Entity(name = "Branch")
    static class Branch {
        @Id
        Long id = 0L;

        @Nullable
        String tenant;
    }

    /** Known by a number of the host's own type. */
    @Entity(name = "Customer")
    @Retained(rule = "customer", from = "audit.closedAt")
    static class Customer {
        @Id
        Long id = 0L;

        @SubjectRef(kind = "customer")
        @Convert(converter = Numbered.class)
        @Nullable
        CustomerNumber number;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Branch branch;

        @Embedded
        Audit audit = new Audit();

        String name = "";
    }

    /** When things happened to a row. */
    @Embeddable
    static class Audit {
        @Nullable
        Instant closedAt;
    }

    /** About whoever called and, where another phone answered, whoever that was. */
    @Entity(name = "Call")
    @Table(name = "PhoneCall")
    @Retained(rule = "call", from = "startedAt")
    static class Call {
        @Id
        Long id = 0L;

        @SubjectRef
        @ManyToOne(fetch = FetchType.LAZY)
        @OnDisposal(OnDisposal.Then.KEEPS_PARENT)
        @Nullable
        Customer customer;

        @SubjectRef(kind = "email")
        @Nullable
        String answeredBy;

        @SubjectRef(kind = "agent", mentioned = true, replacement = "somebody")
        @Nullable
        String passedOnBy;

        @SubjectRef(mentioned = true)
        @ManyToOne(fetch = FetchType.LAZY)
        @OnDisposal(OnDisposal.Then.UNLINK)
        @Nullable
        Customer recommendedBy;

        @Version
        int version;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Branch branch;

        @Nullable
        Instant startedAt;
    }

    /** Made from a call, which it outlives by no day; about whoever the call is about. */
    @Entity(name = "Transcript")
    @SubjectRef(path = "call.customer")
    @Retained(rule = "transcript", from = "madeAt")
    @Retained(with = "call")
    static class Transcript {
        @Id
        Long id = 0L;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Call call;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Branch branch;

        @Nullable
        Instant madeAt;

        String words = "";
    }
}
