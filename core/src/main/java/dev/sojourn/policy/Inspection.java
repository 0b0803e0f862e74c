package dev.sojourn.policy;

import java.time.Period;
import java.util.ArrayList;
import java.util.List;

/** Collects faults and findings while a policy is checked, so that none hides another. */
final class Inspection {

    private final List<Fault> faults = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    void fault(Object element, String problem, String mend) {
        Fault fault = new Fault(element.toString(), problem, mend);
        if (!faults.contains(fault)) {
            faults.add(fault);
        }
    }

    void finding(String code, Object element, String text) {
        Finding finding = new Finding(code, element.toString(), text);
        if (!findings.contains(finding)) {
            findings.add(finding);
        }
    }

    /**
     * Refuses a period that is not longer than nothing.
     *
     * @return whether the period can be reckoned with
     */
    boolean requirePositive(Object element, String which, Period period) {
        if (period.isZero()) {
            fault(element, which + " is zero", "write a positive period, for example Period.ofDays(30)");
            return false;
        }
        return requireReckonable(element, which, period);
    }

    /**
     * Refuses a period with a negative part, or one without an end.
     *
     * @return whether the period can be reckoned with
     */
    boolean requireReckonable(Object element, String which, Period period) {
        if (period.isNegative()) {
            fault(
                    element,
                    which + " " + period + " has a negative part",
                    "write years, months and days that are each zero or more");
            return false;
        }
        if (Periods.isEndless(period)) {
            fault(
                    element,
                    which + " " + period + " lasts " + Periods.LONGEST_YEARS + " years or more, which is no end",
                    "write the period the data is needed for");
            return false;
        }
        return true;
    }

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }
}
