package dev.sojourn.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A person as a host knows it: by a text, by a number, and of some kind and tenant. */
@Entity
class Reader {

    @Id
    Long id = 0L;

    String reference = "";
    Long number = 0L;
    Integer small = 0;
    String kind = "";
    String tenant = "";
}
