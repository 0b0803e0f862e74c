package dev.sojourn.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The network of an IP address as text; never asks a name server. */
final class NetworkAddress {

    private static final String UNREADABLE = "0.0.0.0";

    private NetworkAddress() {}

    /** 203.0.113.77 becomes 203.0.113.0, 2001:db8:7::1 becomes 2001:db8:7::; what is no address 0.0.0.0. */
    static String networkOf(String address) {
        String text = address.strip();
        int zone = text.indexOf('%');
        String plain = zone < 0 ? text : text.substring(0, zone);
        if (!plain.contains(":")) {
            return isVersion4(plain) ? plain.substring(0, plain.lastIndexOf('.')) + ".0" : UNREADABLE;
        }
        String last = plain.substring(plain.lastIndexOf(':') + 1);
        if (last.contains(".")) {
            return isVersion4(last) ? last.substring(0, last.lastIndexOf('.')) + ".0" : UNREADABLE;
        }
        return networkOf6(plain);
    }

    private static boolean isVersion4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            if (!part.matches("[0-9]{1,3}") || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    private static String networkOf6(String text) {
        int gap = text.indexOf("::");
        List<String> groups = groups(gap < 0 ? text : text.substring(0, gap));
        List<String> after = gap < 0 ? List.of() : groups(text.substring(gap + 2));
        int missing = 8 - groups.size() - after.size();
        if (gap < 0 ? missing != 0 : missing < 1) {
            return UNREADABLE;
        }
        for (int i = 0; i < missing; i++) {
            groups.add("0");
        }
        groups.addAll(after);
        if (!groups.stream().allMatch(group -> group.matches("[0-9A-Fa-f]{1,4}"))) {
            return UNREADABLE;
        }
        return groups.stream()
                .limit(3)
                .map(group -> Integer.toHexString(Integer.parseInt(group, 16)))
                .collect(Collectors.joining(":", "", "::"));
    }

    private static List<String> groups(String text) {
        return text.isEmpty() ? new ArrayList<>() : new ArrayList<>(List.of(text.split(":", -1)));
    }
}
