package dev.sojourn.jpa;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An application that nobody annotated, as its own team wrote it: a clinic, with what clinics keep beside patients. */
final class Clinic {

    static final Class<?>[] ENTITIES = {
        Patient.class,
        EmergencyContact.class,
        Guardian.class,
        Employee.class,
        Doctor.class,
        UserAccount.class,
        Authority.class,
        Department.class,
        Site.class,
        Room.class,
        Appointment.class,
        AppointmentReminder.class,
        Encounter.class,
        Diagnosis.class,
        Prescription.class,
        Medication.class,
        LabOrder.class,
        LabResult.class,
        Laboratory.class,
        Vaccination.class,
        Allergy.class,
        Document.class,
        Referral.class,
        Insurer.class,
        InsurancePolicy.class,
        Invoice.class,
        InvoiceLine.class,
        Payment.class,
        NewsletterSubscriber.class,
        ContactRequest.class,
        EmailTemplate.class,
        EmailLog.class,
        AuditEntry.class,
        AllowedNetwork.class,
        Holiday.class,
        PriceItem.class,
        Setting.class,
        Supplier.class,
        StockItem.class,
        Review.class,
        WaitingListEntry.class,
        DeviceReading.class,
        Shift.class
    };

    /** What an expert would mark, entity by entity; made by hand before the survey was ever run. */
    static final Map<String, Set<String>> PERSONAL = Map.ofEntries(
            Map.entry(
                    "Patient",
                    Set.of(
                            "medicalRecordNumber",
                            "firstName",
                            "lastName",
                            "dateOfBirth",
                            "gender",
                            "nationalId",
                            "email",
                            "mobile",
                            "street",
                            "houseNo",
                            "city",
                            "postcode",
                            "countryCode",
                            "bloodGroup",
                            "smoker",
                            "insurancePolicyNumber",
                            "preferredLanguage",
                            "photo",
                            "notes")),
            Map.entry("EmergencyContact", Set.of("name", "relationship", "phone")),
            Map.entry("Guardian", Set.of("fullName", "idCardNumber", "phone")),
            Map.entry(
                    "Employee",
                    Set.of(
                            "staffNumber",
                            "givenName",
                            "familyName",
                            "workEmail",
                            "privatePhone",
                            "iban",
                            "salary",
                            "taxNumber",
                            "jobTitle")),
            Map.entry("Doctor", Set.of("licenceNumber", "specialty", "signatureImage")),
            Map.entry("UserAccount", Set.of("username", "passwordHash", "email", "twoFactorSecret")),
            Map.entry("Appointment", Set.of("reason", "createdBy")),
            Map.entry("AppointmentReminder", Set.of("sentTo")),
            Map.entry("Encounter", Set.of("anamnesis", "findings", "bloodPressure", "weightKg", "heightCm")),
            Map.entry("Diagnosis", Set.of("icdCode", "comment")),
            Map.entry("Prescription", Set.of("patientInstructions", "dosage")),
            Map.entry("LabResult", Set.of("resultValue", "reviewedBy")),
            Map.entry("Laboratory", Set.of("contactEmail", "contactPerson")),
            Map.entry("Vaccination", Set.of("vaccine")),
            Map.entry("Allergy", Set.of("substance")),
            Map.entry("Document", Set.of("fileName", "content", "uploadedBy")),
            Map.entry("Referral", Set.of("referredTo", "referralText")),
            Map.entry("InsurancePolicy", Set.of("memberNumber", "policyHolderName")),
            Map.entry(
                    "Invoice",
                    Set.of(
                            "billingName",
                            "billingAddress.line1",
                            "billingAddress.line2",
                            "billingAddress.city",
                            "billingAddress.zip",
                            "billingAddress.country")),
            Map.entry("Payment", Set.of("cardLastFour", "payerIban")),
            Map.entry("NewsletterSubscriber", Set.of("email", "firstName", "consentIp")),
            Map.entry("ContactRequest", Set.of("senderName", "senderEmail", "phone", "message", "ipAddress")),
            Map.entry("EmailLog", Set.of("recipient")),
            Map.entry("AuditEntry", Set.of("actor", "remoteAddr", "userAgent", "details")),
            Map.entry("Supplier", Set.of("contactName", "contactPhone")),
            Map.entry("Review", Set.of("authorName", "comment")),
            Map.entry("DeviceReading", Set.of("patientNumber", "deviceId", "heartRate")));

    /** Whom an expert would call the subject, and by which way; several where either would do. */
    static final Map<String, String> SUBJECTS = Map.ofEntries(
            Map.entry("Patient", "id"),
            Map.entry("EmergencyContact", "patient"),
            Map.entry("Guardian", "patient"),
            Map.entry("Employee", "id"),
            Map.entry("Doctor", "id"),
            Map.entry("UserAccount", "id"),
            Map.entry("Appointment", "patient"),
            Map.entry("AppointmentReminder", "appointment.patient"),
            Map.entry("Encounter", "appointment.patient"),
            Map.entry("Diagnosis", "encounter.appointment.patient"),
            Map.entry("Prescription", "encounter.appointment.patient"),
            Map.entry("LabOrder", "patient"),
            Map.entry("LabResult", "labOrder.patient"),
            Map.entry("Vaccination", "patient"),
            Map.entry("Allergy", "patient"),
            Map.entry("Document", "patient"),
            Map.entry("Referral", "patient"),
            Map.entry("InsurancePolicy", "patient"),
            Map.entry("Invoice", "patient"),
            Map.entry("InvoiceLine", "invoice.patient"),
            Map.entry("Payment", "invoice.patient"),
            Map.entry("NewsletterSubscriber", "id|email"),
            Map.entry("ContactRequest", "senderEmail"),
            Map.entry("EmailLog", "recipient"),
            Map.entry("AuditEntry", "actor"),
            Map.entry("Review", "patient"),
            Map.entry("WaitingListEntry", "patient"),
            Map.entry("DeviceReading", "patientNumber"),
            Map.entry("Shift", "employee"));

    private Clinic() {}

    enum Gender {
        FEMALE,
        MALE,
        OTHER
    }

    enum Status {
        BOOKED,
        DONE
    }

    enum Channel {
        SMS,
        MAIL
    }

    @Embeddable
    static class PostalAddress {
        String line1 = "";

        String line2 = "";

        String city = "";

        String zip = "";

        String country = "";
    }

    @Entity(name = "Patient")
    static class Patient {
        @Id
        Long id = 0L;

        String medicalRecordNumber = "";

        String firstName = "";

        String lastName = "";

        @Nullable
        LocalDate dateOfBirth;

        @Nullable
        Gender gender;

        String nationalId = "";

        String email = "";

        String mobile = "";

        String street = "";

        String houseNo = "";

        String city = "";

        String postcode = "";

        String countryCode = "";

        String bloodGroup = "";

        boolean smoker;

        String insurancePolicyNumber = "";

        String preferredLanguage = "";

        byte[] photo = {};

        @Column(length = 100_000)
        String notes = "";

        @Nullable
        Instant registeredAt;

        @Nullable
        LocalDate lastVisitOn;

        boolean active;

        @Version
        int version;
    }

    @Entity(name = "EmergencyContact")
    static class EmergencyContact {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false, fetch = FetchType.LAZY)
        @Nullable
        Patient patient;

        String name = "";

        String relationship = "";

        String phone = "";
    }

    @Entity(name = "Guardian")
    static class Guardian {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false, fetch = FetchType.LAZY)
        @Nullable
        Patient patient;

        String fullName = "";

        String idCardNumber = "";

        String phone = "";
    }

    @Entity(name = "Employee")
    static class Employee {
        @Id
        Long id = 0L;

        String staffNumber = "";

        String givenName = "";

        String familyName = "";

        String workEmail = "";

        String privatePhone = "";

        String iban = "";

        BigDecimal salary = BigDecimal.ZERO;

        @Nullable
        LocalDate hiredOn;

        @Nullable
        LocalDate leftOn;

        String taxNumber = "";

        String jobTitle = "";
    }

    @Entity(name = "Doctor")
    static class Doctor {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false, fetch = FetchType.LAZY)
        @Nullable
        Employee employee;

        String licenceNumber = "";

        String specialty = "";

        byte[] signatureImage = {};
    }

    @Entity(name = "UserAccount")
    static class UserAccount {
        @Id
        Long id = 0L;

        String username = "";

        String passwordHash = "";

        String email = "";

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Employee employee;

        @Nullable
        Instant lastLoginAt;

        int failedLogins;

        boolean locked;

        String twoFactorSecret = "";
    }

    @Entity(name = "Authority")
    static class Authority {
        @Id
        Long id = 0L;

        String code = "";

        String description = "";
    }

    @Entity(name = "Department")
    static class Department {
        @Id
        Long id = 0L;

        String name = "";

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Employee head;

        String phoneExtension = "";
    }

    @Entity(name = "Site")
    static class Site {
        @Id
        Long id = 0L;

        String name = "";

        String address = "";

        String city = "";

        String phone = "";

        double latitude;

        double longitude;
    }

    @Entity(name = "Room")
    static class Room {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false, fetch = FetchType.LAZY)
        @Nullable
        Site site;

        String number = "";

        String nameOfColour = "";

        int phonePort;
    }

    @Entity(name = "Appointment")
    static class Appointment {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false, fetch = FetchType.LAZY)
        @Nullable
        Patient patient;

        @ManyToOne(optional = false, fetch = FetchType.LAZY)
        @Nullable
        Doctor doctor;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Room room;

        @Nullable
        Instant startsAt;

        @Nullable
        Status status;

        String reason = "";

        String createdBy = "";
    }

    @Entity(name = "AppointmentReminder")
    static class AppointmentReminder {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false, fetch = FetchType.LAZY)
        @Nullable
        Appointment appointment;

        @Nullable
        Channel channel;

        String sentTo = "";

        @Nullable
        Instant sentAt;
    }

    @Entity(name = "Encounter")
    static class Encounter {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false, fetch = FetchType.LAZY)
        @Nullable
        Appointment appointment;

        @Nullable
        Instant startedAt;

        @Nullable
        Instant endedAt;

        String anamnesis = "";

        String findings = "";

        String bloodPressure = "";

        double weightKg;

        int heightCm;
    }

    @Entity(name = "Diagnosis")
    static class Diagnosis {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false, fetch = FetchType.LAZY)
        @Nullable
        Encounter encounter;

        String icdCode = "";

        String certainty = "";

        String comment = "";
    }

    @Entity(name = "Prescription")
    static class Prescription {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false, fetch = FetchType.LAZY)
        @Nullable
        Encounter encounter;

        @ManyToOne(optional = false, fetch = FetchType.LAZY)
        @Nullable
        Medication medication;

        @Nullable
        LocalDate issuedOn;

        @Nullable
        LocalDate validUntil;

        String patientInstructions = "";

        String dosage = "";
    }

    @Entity(name = "Medication")
    static class Medication {
        @Id
        Long id = 0L;

        String name = "";

        String activeSubstance = "";

        String maxDailyDosage = "";

        @Column(length = 100_000)
        String leaflet = "";
    }

    @Entity(name = "LabOrder")
    static class LabOrder {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false, fetch = FetchType.LAZY)
        @Nullable
        Patient patient;

        @ManyToOne(optional = false, fetch = FetchType.LAZY)
        @Nullable
        Laboratory laboratory;

        @Nullable
        Instant orderedAt;

        String sampleCode = "";
    }

    @Entity(name = "LabResult")
    static class LabResult {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false, fetch = FetchType.LAZY)
        @Nullable
        LabOrder labOrder;

        String analyte = "";

        String resultValue = "";

        @Nullable
        Instant measuredAt;

        String reviewedBy = "";
    }

    @Entity(name = "Laboratory")
    static class Laboratory {
        @Id
        Long id = 0L;

        String name = "";

        String address = "";

        String contactEmail = "";

        String contactPerson = "";
    }

    @Entity(name = "Vaccination")
    static class Vaccination {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false, fetch = FetchType.LAZY)
        @Nullable
        Patient patient;

        String vaccine = "";

        String batchNumber = "";

        @Nullable
        LocalDate givenOn;
    }

    @Entity(name = "Allergy")
    static class Allergy {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false, fetch = FetchType.LAZY)
        @Nullable
        Patient patient;

        String substance = "";

        String severity = "";

        @Nullable
        LocalDate notedOn;
    }

    @Entity(name = "Document")
    static class Document {
        @Id
        Long id = 0L;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Patient patient;

        String fileName = "";

        String contentType = "";

        byte[] content = {};

        String uploadedBy = "";

        @Nullable
        Instant uploadedAt;
    }

    @Entity(name = "Referral")
    static class Referral {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false, fetch = FetchType.LAZY)
        @Nullable
        Patient patient;

        String referredTo = "";

        String referralText = "";

        @Nullable
        LocalDate issuedOn;
    }

    @Entity(name = "Insurer")
    static class Insurer {
        @Id
        Long id = 0L;

        String name = "";

        String companyAddress = "";

        String hotline = "";

        String email = "";
    }

    @Entity(name = "InsurancePolicy")
    static class InsurancePolicy {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false, fetch = FetchType.LAZY)
        @Nullable
        Patient patient;

        @ManyToOne(optional = false, fetch = FetchType.LAZY)
        @Nullable
        Insurer insurer;

        String memberNumber = "";

        String policyHolderName = "";

        @Nullable
        LocalDate validFrom;

        @Nullable
        LocalDate validUntil;
    }

    @Entity(name = "Invoice")
    static class Invoice {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false, fetch = FetchType.LAZY)
        @Nullable
        Patient patient;

        String number = "";

        @Nullable
        LocalDate issuedOn;

        BigDecimal total = BigDecimal.ZERO;

        String billingName = "";

        @Embedded
        PostalAddress billingAddress = new PostalAddress();

        @Nullable
        LocalDate paidOn;

        @OneToMany(mappedBy = "invoice", cascade = CascadeType.ALL)
        List<InvoiceLine> lines = new ArrayList<>();
    }

    @Entity(name = "InvoiceLine")
    static class InvoiceLine {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false, fetch = FetchType.LAZY)
        @Nullable
        Invoice invoice;

        String description = "";

        BigDecimal amount = BigDecimal.ZERO;
    }

    @Entity(name = "Payment")
    static class Payment {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false, fetch = FetchType.LAZY)
        @Nullable
        Invoice invoice;

        String method = "";

        String cardLastFour = "";

        String payerIban = "";

        @Nullable
        Instant receivedAt;
    }

    @Entity(name = "NewsletterSubscriber")
    static class NewsletterSubscriber {
        @Id
        Long id = 0L;

        String email = "";

        String firstName = "";

        String consentIp = "";

        @Nullable
        Instant subscribedAt;

        @Nullable
        Instant unsubscribedAt;
    }

    @Entity(name = "ContactRequest")
    static class ContactRequest {
        @Id
        Long id = 0L;

        String senderName = "";

        String senderEmail = "";

        String phone = "";

        @Column(length = 100_000)
        String message = "";

        String ipAddress = "";

        @Nullable
        Instant receivedAt;
    }

    @Entity(name = "EmailTemplate")
    static class EmailTemplate {
        @Id
        Long id = 0L;

        String name = "";

        String subject = "";

        @Column(length = 100_000)
        String body = "";

        String replyToAddress = "";

        String language = "";
    }

    @Entity(name = "EmailLog")
    static class EmailLog {
        @Id
        Long id = 0L;

        String recipient = "";

        String emailSubject = "";

        @Nullable
        Instant sentAt;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        EmailTemplate template;

        String errorText = "";
    }

    @Entity(name = "AuditEntry")
    static class AuditEntry {
        @Id
        Long id = 0L;

        String actor = "";

        String action = "";

        String entityName = "";

        String entityKey = "";

        String remoteAddr = "";

        String userAgent = "";

        @Nullable
        Instant occurredAt;

        @Column(columnDefinition = "json")
        String details = "";
    }

    @Entity(name = "AllowedNetwork")
    static class AllowedNetwork {
        @Id
        Long id = 0L;

        String ipRange = "";

        String description = "";
    }

    @Entity(name = "Holiday")
    static class Holiday {
        @Id
        Long id = 0L;

        @Nullable
        LocalDate heldOn;

        String name = "";
    }

    @Entity(name = "PriceItem")
    static class PriceItem {
        @Id
        Long id = 0L;

        String code = "";

        String nameOfService = "";

        BigDecimal price = BigDecimal.ZERO;
    }

    @Entity(name = "Setting")
    static class Setting {
        @Id
        Long id = 0L;

        String settingKey = "";

        @Column(length = 100_000)
        String content = "";
    }

    @Entity(name = "Supplier")
    static class Supplier {
        @Id
        Long id = 0L;

        String companyName = "";

        String companyAddress = "";

        String emailTemplate = "";

        String contactName = "";

        String contactPhone = "";

        String vatNumber = "";

        String bankAccount = "";
    }

    @Entity(name = "StockItem")
    static class StockItem {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false, fetch = FetchType.LAZY)
        @Nullable
        Supplier supplier;

        String productName = "";

        String batchNumber = "";

        String storageAddress = "";
    }

    @Entity(name = "Review")
    static class Review {
        @Id
        Long id = 0L;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Patient patient;

        String authorName = "";

        int rating;

        String comment = "";

        @Nullable
        Instant createdAt;
    }

    @Entity(name = "WaitingListEntry")
    static class WaitingListEntry {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false, fetch = FetchType.LAZY)
        @Nullable
        Patient patient;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable
        Doctor desiredDoctor;

        @Nullable
        LocalDate since;
    }

    @Entity(name = "DeviceReading")
    static class DeviceReading {
        @Id
        Long id = 0L;

        String patientNumber = "";

        String deviceId = "";

        int heartRate;

        @Nullable
        Instant measuredAt;
    }

    @Entity(name = "Shift")
    static class Shift {
        @Id
        Long id = 0L;

        @ManyToOne(optional = false, fetch = FetchType.LAZY)
        @Nullable
        Employee employee;

        @Nullable
        Instant startsAt;

        @Nullable
        Instant endsAt;
    }
}
