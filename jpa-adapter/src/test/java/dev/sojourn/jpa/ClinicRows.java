package dev.sojourn.jpa;

import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Some years of a clinic's rows, whose values must never be seen in a survey. */
final class ClinicRows {

    static final String[] SECRETS = {"Zenobia", "Quillfeather", "zenobia@quill.example", "+4070012345", "2900101223344"
    };

    private ClinicRows() {}

    static void insert(EntityManagerFactory factory) {
        JpaUnitOfWork.of(factory).run(em -> {
            Clinic.Employee employee = new Clinic.Employee();
            employee.id = 1L;
            employee.hiredOn = LocalDate.of(2015, 3, 1);
            em.persist(employee);
            Clinic.Doctor doctor = new Clinic.Doctor();
            doctor.id = 1L;
            doctor.employee = employee;
            em.persist(doctor);
            for (long i = 1; i <= 300; i++) {
                Clinic.Patient patient = new Clinic.Patient();
                patient.id = i;
                patient.firstName = SECRETS[0];
                patient.lastName = SECRETS[1];
                patient.email = SECRETS[2];
                patient.mobile = SECRETS[3];
                patient.nationalId = SECRETS[4];
                patient.lastVisitOn = LocalDate.of(2014, 5, 6).plusDays(i * 14);
                em.persist(patient);
                for (long j = 1; j <= 4; j++) {
                    Clinic.Appointment appointment = new Clinic.Appointment();
                    appointment.id = i * 10 + j;
                    appointment.patient = patient;
                    appointment.doctor = doctor;
                    appointment.startsAt = Instant.parse("2014-05-06T08:00:00Z").plus(i * 14, ChronoUnit.DAYS);
                    em.persist(appointment);
                }
            }
        });
    }
}
