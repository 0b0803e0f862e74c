package dev.sojourn.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A second application, written after the words were chosen: no word was added or changed for it. */
final class Webshop {

    static final Class<?>[] ENTITIES = {
        Kunde.class,
        Bestellung.class,
        Shipment.class,
        Coupon.class,
        Wishlist.class,
        CartItem.class,
        SupportTicket.class,
        TicketReply.class,
        ProductQuestion.class,
        LoginAttempt.class,
        Carrier.class,
        ProductImage.class
    };

    static final Map<String, Set<String>> PERSONAL = Map.ofEntries(
            Map.entry(
                    "Kunde",
                    Set.of("vorname", "nachname", "geburtsdatum", "telefon", "strasse", "plz", "ort", "email")),
            Map.entry("Bestellung", Set.of("giftMessage", "deliveryInstructions", "clientIp")),
            Map.entry("Shipment", Set.of("receiverName", "shippingStreet", "shippingZip", "signedBy", "trackingCode")),
            Map.entry("SupportTicket", Set.of("subject", "question", "contactPhone", "assignedTo")),
            Map.entry("TicketReply", Set.of("body", "authorEmail")),
            Map.entry("ProductQuestion", Set.of("askedBy", "text")),
            Map.entry("LoginAttempt", Set.of("username", "ip", "userAgent")),
            Map.entry("Carrier", Set.of("contactPerson")));

    private Webshop() {}

    @Entity(name = "Kunde")
    static class Kunde {
        @Id
        Long id = 0L;

        String vorname = "";

        String nachname = "";

        @Nullable
        LocalDate geburtsdatum;

        String telefon = "";

        String strasse = "";

        String plz = "";

        String ort = "";

        String email = "";

        boolean emailVerified;

        int bonusPoints;

        @Nullable
        Instant lastLogin;
    }

    @Entity(name = "Bestellung")
    static class Bestellung {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false)
        @Nullable
        Kunde kunde;

        @Nullable
        Instant placedAt;

        BigDecimal total = BigDecimal.ZERO;

        String giftMessage = "";

        String deliveryInstructions = "";

        String clientIp = "";

        String paymentMethod = "";
    }

    @Entity(name = "Shipment")
    static class Shipment {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false)
        @Nullable
        Bestellung bestellung;

        @ManyToOne(optional = false)
        @Nullable
        Carrier carrier;

        String receiverName = "";

        String shippingStreet = "";

        String shippingZip = "";

        String signedBy = "";

        String trackingCode = "";

        @Nullable
        Instant deliveredAt;
    }

    @Entity(name = "Coupon")
    static class Coupon {
        @Id
        Long id = 0L;

        String code = "";

        String campaignName = "";

        @Nullable
        LocalDate validUntil;

        int maxUsesPerCustomer;
    }

    @Entity(name = "Wishlist")
    static class Wishlist {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false)
        @Nullable
        Kunde owner;

        String shareToken = "";
    }

    @Entity(name = "CartItem")
    static class CartItem {
        @Id
        Long id = 0L;

        @ManyToOne
        @Nullable
        Kunde kunde;

        int quantity;

        @Nullable
        Instant addedAt;
    }

    @Entity(name = "SupportTicket")
    static class SupportTicket {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false)
        @Nullable
        Kunde kunde;

        String subject = "";

        @Column(length = 4000)
        String question = "";

        String contactPhone = "";

        String assignedTo = "";

        @Nullable
        Instant closedAt;
    }

    @Entity(name = "TicketReply")
    static class TicketReply {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false)
        @Nullable
        SupportTicket ticket;

        String body = "";

        String authorEmail = "";
    }

    @Entity(name = "ProductQuestion")
    static class ProductQuestion {
        @Id
        Long id = 0L;

        String productCode = "";

        String askedBy = "";

        String text = "";

        @Nullable
        Instant askedAt;
    }

    @Entity(name = "LoginAttempt")
    static class LoginAttempt {
        @Id
        Long id = 0L;

        String username = "";

        String ip = "";

        String userAgent = "";

        boolean success;

        @Nullable
        Instant attemptedAt;
    }

    @Entity(name = "Carrier")
    static class Carrier {
        @Id
        Long id = 0L;

        String name = "";

        String phone = "";

        String contactPerson = "";

        String apiHost = "";
    }

    @Entity(name = "ProductImage")
    static class ProductImage {
        @Id
        Long id = 0L;

        String fileName = "";

        byte[] picture = {};

        String altText = "";
    }
}
