package dev.sojourn.jpa;

import java.time.LocalDateTime;

/** How much a run took of one tenant's rows under one rule, or that the rule was confirmed. */
class SweepRow {

    Long position = 0L;
    String run = "";
    String entity = "";
    String rule = "";
    String tenant = "";
    Long gone = 0L;
    Integer confirmed = 0;
    LocalDateTime sweptAt = LocalDateTime.MIN;
}
