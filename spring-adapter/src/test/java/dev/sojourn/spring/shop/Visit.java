package dev.sojourn.spring.shop;

import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "shop_visit")
@Retained(rule = "visit", from = "visitedAt")
public class Visit {

    @Id
    Long id;

    @SubjectRef
    String visitor;

    Instant visitedAt;

    protected Visit() {}

    public Visit(long id, String visitor, Instant visitedAt) {
        this.id = id;
        this.visitor = visitor;
        this.visitedAt = visitedAt;
    }
}
