package dev.sojourn.policy;

import java.util.List;

record PolicyCheck(List<Fault> faults, List<Finding> findings) {
    static PolicyCheck of(Policy.Builder builder) {
        return new PolicyCheck(List.of(), List.of());
    }
}
