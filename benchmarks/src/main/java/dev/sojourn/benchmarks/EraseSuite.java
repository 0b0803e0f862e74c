package dev.sojourn.benchmarks;

import dev.sojourn.Sojourn;
import dev.sojourn.jpa.JpaStores;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.rights.AccessCopy;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.rights.ErasureReport;
import dev.sojourn.rights.Identity;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import javax.crypto.spec.SecretKeySpec;

/**
 * E1 and E2: what it costs to erase a person with 1,000 rows in eight tables, and to copy what is held about one, beside
 * eight statements written by hand. Both sides work on the same tables in turns, on persons who differ in nothing that
 * matters, and each is looked at afterwards.
 */
final class EraseSuite implements Suite {

    private static final int WARM_UP = 40;

    @Override
    public void run(Scale scale, Consumer<Score> scores) throws Exception {
        int customers = scale.pick(250, 1_500);
        int turns = scale.pick(40, 200);
        try (Postgres server = Postgres.start()) {
            server.create("shop");
            try (Connection connection = server.connect("shop")) {
                Shop.fill(connection, customers);
            }
            try (Host host = Host.open(server.url("shop"), 4, Shop.ENTITIES);
                    Sojourn sojourn = open(host);
                    ShopByHand hand = new ShopByHand(server.connect("shop"));
                    Connection looking = server.connect("shop")) {
                copies(sojourn, hand, customers, turns, scores);
                erasures(sojourn, hand, looking, customers, turns, scores);
            }
        }
    }

    private static Sojourn open(Host host) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 17);
        return Sojourn.builder(Shop.policy())
                .stores(JpaStores.of(host.work))
                .following(Sojourn.USUAL_BOUND)
                .suppressionKey(new SecretKeySpec(key, "HmacSHA256"))
                .build();
    }

    /** Each customer of both sides once in a turn, so that neither finds the other's pages warmer. */
    private static void copies(Sojourn sojourn, ShopByHand hand, int customers, int turns, Consumer<Score> scores)
            throws SQLException {
        List<Double> ours = new ArrayList<>();
        List<Double> byHand = new ArrayList<>();
        for (int turn = -WARM_UP; turn < turns; turn++) {
            int first = customers - 1 - 2 * (turn + WARM_UP) % (customers / 2);
            boolean oursFirst = turn % 2 == 0;
            String copied = Shop.name(oursFirst ? first : first - 1);
            String selected = Shop.name(oursFirst ? first - 1 : first);
            double[] took = new double[2];
            byte[][] written = new byte[2][];
            for (int side = 0; side < 2; side++) {
                boolean ourTurn = oursFirst == (side == 0);
                long begun = System.nanoTime();
                if (ourTurn) {
                    written[0] = copy(sojourn, copied);
                } else {
                    written[1] = Json.of(hand.copy(selected));
                }
                took[ourTurn ? 0 : 1] = (System.nanoTime() - begun) / 1e6;
            }
            expectSame(copied, written[0], Json.of(hand.copy(copied)));
            expectSame(selected, copy(sojourn, selected), written[1]);
            if (turn >= 0) {
                ours.add(took[0]);
                byHand.add(took[1]);
            }
        }
        scores.accept(Score.ratio("E2", samples(ours), samples(byHand), Target.atMost(1.5), "ms"));
    }

    private static byte[] copy(Sojourn sojourn, String customer) {
        AccessCopy copy = sojourn.rights().accessCopy(DataSubject.of(customer));
        return Json.of(copy.rows());
    }

    private static void expectSame(String customer, byte[] ours, byte[] hand) {
        if (!Arrays.equals(ours, hand)) {
            throw new IllegalStateException(
                    "the copies of " + customer + " differ: " + ours.length + " and " + hand.length + " bytes");
        }
    }

    private static void erasures(
            Sojourn sojourn, ShopByHand hand, Connection looking, int customers, int turns, Consumer<Score> scores)
            throws SQLException {
        List<Double> ours = new ArrayList<>();
        List<Double> byHand = new ArrayList<>();
        List<String> erased = new ArrayList<>();
        for (int turn = -WARM_UP; turn < turns; turn++) {
            double[] took = new double[2];
            for (int side = 0; side < 2; side++) {
                String customer = Shop.name(erased.size() + 1);
                Records.expect("rows of a customer", Shop.ROWS, Shop.left(looking, customer));
                boolean ourTurn = (turn % 2 == 0) == (side == 0);
                if (ourTurn) {
                    sojourn.consents().give(DataSubject.of(customer), Shop.NEWSLETTER);
                }
                long begun = System.nanoTime();
                long gone = ourTurn ? erase(sojourn, customer) : hand.erase(customer);
                took[ourTurn ? 0 : 1] = (System.nanoTime() - begun) / 1e6;
                Records.expect("rows erased", Shop.ROWS, gone);
                Records.expect("rows of the erased left", 0, Shop.left(looking, customer));
                erased.add(customer);
            }
            if (turn >= 0) {
                ours.add(took[0]);
                byHand.add(took[1]);
            }
        }
        Shop.check(looking, customers, erased);
        Records.expect(
                "entries of erasures and partings",
                turns + WARM_UP,
                Postgres.number(looking, "select count(*) from sojourn_ledger where entry_kind = 'IDENTITY_PARTED'"));
        scores.accept(Score.ratio("E1", samples(ours), samples(byHand), Target.atMost(2), "ms"));
    }

    private static long erase(Sojourn sojourn, String customer) {
        DataSubject subject = DataSubject.of(customer);
        ErasureReport report =
                sojourn.rights().erase(sojourn.rights().planErasure(subject, ErasureGround.ACCOUNT_CLOSED));
        if (!report.isCompleted() || report.identity() != Identity.PARTED) {
            throw new IllegalStateException("the erasure is not whole: " + report.unanswered() + report.identity());
        }
        return report.erased().values().stream().mapToLong(Long::longValue).sum();
    }

    private static Samples samples(List<Double> values) {
        return new Samples(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
