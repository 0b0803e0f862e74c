package dev.sojourn.retention;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** A digest over everything a plan says; maps are put in order first, so that it is the same on every run. */
final class PlanDigest {

    private final MessageDigest digest;

    private PlanDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }

    static String of(SweepPlan plan) {
        PlanDigest digest = new PlanDigest();
        digest.add(plan.id());
        digest.add(plan.at());
        digest.add(plan.expiresAt());
        digest.add(plan.policyVersion());
        digest.add(plan.policyDigest());
        digest.add(plan.steps().size());
        plan.steps().forEach(digest::add);
        digest.add(new TreeSet<>(plan.unconfirmed()));
        return HexFormat.of().formatHex(digest.digest.digest());
    }

    private void add(SweepPlan.Step step) {
        add(step.entity());
        add(step.rule());
        add(step.cause());
        add(step.disposition());
        add(step.reviewDueSince());
        add(step.lines().size());
        step.lines().forEach(this::add);
        Selection selection = step.selection();
        add(selection.run());
        addArms(selection.due());
        add(selection.passed().size());
        selection.passed().forEach(this::addArms);
        addArms(selection.notDue());
        add(selection.pending());
        addArms(step.event());
        add(step.failure());
        add(step.tenant());
    }

    private void add(SweepPlan.Line line) {
        add(line.tenant());
        add(line.source());
        add(line.due());
        add(line.oldest());
        add(line.kept());
        add(line.childKept());
    }

    private void addArms(List<Arm> arms) {
        add(arms.size());
        arms.forEach(arm -> {
            add(arm.attribute());
            add(arm.recordsFrom());
            add(arm.recordsBefore());
            add(arm.versionZone());
            add(arm.whileNull());
            add(arm.cutoffs().name());
            add(arm.cutoffs().others());
            add(new TreeMap<>(arm.cutoffs().byTenant()));
        });
    }

    private void add(Object part) {
        byte[] bytes = part.toString().getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }
}
