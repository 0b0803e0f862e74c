package dev.sojourn.benchmarks;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One line of the scorecard.
 *
 * @param id the line's name
 * @param ours what Sojourn took or held
 * @param peer what the peer did, where there is one
 * @param ratio the one over the other, where there is a peer; the median of the ratios within each turn where there are
 *     turns, so that a slow minute counts for both
 * @param target what has to be reached
 * @param ok whether it was
 * @param unit of ours and the peer's
 * @param spread least and most of the ratio, or of ours, over the turns; for the reader, not judged
 */
record Score(
        String id,
        double ours,
        OptionalDouble peer,
        OptionalDouble ratio,
        Target target,
        boolean ok,
        String unit,
        String spread) {

    static Score ratio(String id, Samples ours, Samples peer, Target target, String unit) {
        Samples ratios = ours.over(peer);
        return new Score(
                id,
                ours.median(),
                OptionalDouble.of(peer.median()),
                OptionalDouble.of(ratios.median()),
                target,
                target.isMetBy(ratios.median()),
                unit,
                ratios.spread());
    }

    static Score alone(String id, double ours, Target target, String unit, String spread) {
        return new Score(
                id, ours, OptionalDouble.empty(), OptionalDouble.empty(), target, target.isMetBy(ours), unit, spread);
    }

    String line() {
        return String.join(
                " ", "score", id, figure(ours), figure(peer), figure(ratio), target.toString(), ok ? "ok" : "short");
    }

    static String header() {
        return "id,ours,peer,ratio,target,verdict,unit,spread";
    }

    String csv() {
        return String.join(
                ",",
                id,
                figure(ours),
                figure(peer),
                figure(ratio),
                target.toString(),
                ok ? "ok" : "short",
                unit,
                spread);
    }

    private static String figure(OptionalDouble value) {
        return value.isPresent() ? figure(value.getAsDouble()) : "-";
    }

    /** Four digits that mean something, and no more. */
    static String figure(double value) {
        if (value == 0) {
            return "0";
        }
        if (!Double.isFinite(value)) {
            return String.format(Locale.ROOT, "%f", value);
        }
        return new BigDecimal(value, new MathContext(4, RoundingMode.HALF_UP))
                .stripTrailingZeros()
                .toPlainString();
    }
}
