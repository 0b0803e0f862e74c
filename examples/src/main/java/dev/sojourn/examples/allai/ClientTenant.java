package dev.sojourn.examples.allai;

import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A client of AllAI and what it chose; what it left open is empty.
 *
 * @param id its name in every row
 * @param conversations how long its conversation logs stay, 30 to 365 days
 * @param recordings how long its recordings stay, at most 90 days
 * @param leads how long its leads stay; without an answer AllAI, who only holds them for the client, keeps them
 * @param zone its zone, where it is not the controller's
 */
record ClientTenant(
        String id,
        Optional<Period> conversations,
        Optional<Period> recordings,
        Optional<Period> leads,
        Optional<ZoneId> zone) {

    static final List<ClientTenant> ALL = List.of(
            of("aurora-books", "P30D", "", "P6M"),
            of("blue-clinic", "P365D", "P30D", "P12M"),
            of("cedar-travel", "P90D", "P90D", "P6M"),
            of("delta-energy", "P180D", "", "P18M"),
            of("elm-insurance", "P365D", "P60D", "P24M"),
            of("fern-bank", "P90D", "P14D", "P12M"),
            of("garnet-sports", "", "", "P3M"),
            of("harbour-hotels", "P60D", "P45D", "").in("Europe/Lisbon"),
            of("iris-telecom", "P120D", "", "P12M"),
            of("juniper-foods", "P30D", "P7D", ""),
            of("kestrel-motors", "", "P30D", "P9M"),
            of("larch-school", "P45D", "", "P1M"));

    private static ClientTenant of(String id, String conversations, String recordings, String leads) {
        return new ClientTenant(id, period(conversations), period(recordings), period(leads), Optional.empty());
    }

    private ClientTenant in(String zone) {
        return new ClientTenant(id, conversations, recordings, leads, Optional.of(ZoneId.of(zone)));
    }

    private static Optional<Period> period(String iso) {
        return iso.isEmpty() ? Optional.empty() : Optional.of(Period.parse(iso));
    }
}
