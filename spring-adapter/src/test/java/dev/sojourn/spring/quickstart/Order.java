package dev.sojourn.spring.quickstart;

import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

// tag::entity[]
@Entity
@Table(name = "bakery_order")
@Retained(rule = "order", from = "placedAt")
public class Order {

    @Id
    @GeneratedValue
    Long id;

    @SubjectRef
    String customer;

    Instant placedAt;
    String address;
    // end::entity[]

    protected Order() {}

    public Order(String customer, Instant placedAt, String address) {
        this.customer = customer;
        this.placedAt = placedAt;
        this.address = address;
    }
}
