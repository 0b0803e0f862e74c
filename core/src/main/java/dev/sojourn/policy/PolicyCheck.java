package dev.sojourn.policy;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.zone.ZoneRulesException;
import java.util.List;

/**
 * Everything wrong with a policy's declarations, and everything legal but worth knowing.
 *
 * @param faults empty when the policy can be built
 * @param findings what {@link Policy#findings()} will list
 */
record PolicyCheck(List<Fault> faults, List<Finding> findings) {

    static PolicyCheck of(Policy.Builder builder) {
        Inspection inspection = new Inspection();
        String policy = "policy '" + builder.name + "'";
        checkHead(policy, builder, inspection);
        new PurposeCheck(builder, inspection).run(policy);
        new CategoryCheck(builder, inspection).run();
        builder.rules.forEach(rule -> new RuleCheck(rule, builder, inspection).run());
        new VersionCheck(builder.rules, inspection).run();
        new NoticeCheck(builder, inspection).run();
        new CookieCheck(builder, inspection).run();
        return new PolicyCheck(inspection.faults(), inspection.findings());
    }

    private static void checkHead(String policy, Policy.Builder builder, Inspection inspection) {
        if (builder.version.isBlank()) {
            inspection.fault(
                    policy, "has no version", "name it, for example by the date of the text: .version(\"2026-02-01\")");
        }
        checkZone(policy, builder.zone, inspection);
        if (builder.controller.isEmpty()) {
            inspection.fault(
                    policy, "names no controller", "name who is responsible: .controller(Party.named(\"Acme Ltd\"))");
        }
        builder.controller
                .filter(controller -> controller.contact().isBlank())
                .ifPresent(controller -> inspection.finding(
                        "CONTROLLER_WITHOUT_CONTACT",
                        "controller '" + controller.name() + "'",
                        "data subjects must be told how to reach the controller (GDPR 13(1)(a))"));
        builder.proofPeriod.ifPresent(period -> inspection.requirePositive(policy, "its retainProof", period));
    }

    private static void checkZone(String policy, String zone, Inspection inspection) {
        String mend = "name the controller's zone by its IANA name: .zone(\"Europe/Bucharest\")";
        if (zone.isBlank()) {
            inspection.fault(policy, "has no zone", mend);
            return;
        }
        try {
            ZoneId.of(zone);
        } catch (ZoneRulesException e) {
            inspection.fault(policy, "has the zone '" + zone + "', which this Java runtime does not know", mend);
        } catch (DateTimeException e) {
            inspection.fault(policy, "has the zone '" + zone + "', which is no name of a zone", mend);
        }
    }
}
