package dev.sojourn.spring.units;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** What another persistence unit holds, of nobody. */
@Entity
public class Shelf {

    @Id
    Long id;

    String label;

    /** For JPA. */
    protected Shelf() {}

    /** A shelf. */
    public Shelf(Long id, String label) {
        this.id = id;
        this.label = label;
    }
}
