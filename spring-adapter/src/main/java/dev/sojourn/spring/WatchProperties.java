package dev.sojourn.spring;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is looked at from time to time, for the actuator endpoint, health and meters: never when they are asked.
 *
 * @param enabled whether anything is looked at; on where the application has an actuator
 * @param every how long after one look the next one is taken: each counts what is due, as a preview does
 * @param overdueAfter how long rows may have been due before health asks for attention
 * @param verifyLedgerEvery how long after one check of the whole ledger the next one begins; 0 for never
 */
record WatchProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1h") Duration every,
        @DefaultValue("7d") Duration overdueAfter,
        @DefaultValue("24h") Duration verifyLedgerEvery) {}
