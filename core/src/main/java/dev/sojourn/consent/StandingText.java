package dev.sojourn.consent;

import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Acts that stand as one text, which a tombstone keeps: an act a line, its parts as a web form would send them. Neither
 * the subject nor the actor's name is in it.
 */
final class StandingText {

    private static final Comparator<SubjectAct> STABLE = Comparator.comparing(
                    (SubjectAct act) -> act.kind().facet())
            .thenComparing(SubjectAct::purpose)
            .thenComparing(SubjectAct::scope);
    private static final String PARTICULAR = "particular.";

    private StandingText() {}

    static String write(Collection<SubjectAct> acts) {
        return acts.stream().sorted(STABLE).map(StandingText::line).collect(Collectors.joining("\n"));
    }

    static List<SubjectAct> read(DataSubject subject, String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        return Arrays.stream(text.split("\n", -1))
                .map(line -> act(subject, line))
                .toList();
    }

    private static String line(SubjectAct act) {
        SortedMap<String, String> parts = new TreeMap<>();
        act.particulars().forEach((name, value) -> parts.put(PARTICULAR + name, value));
        parts.put("act", act.id());
        parts.put("kind", act.kind().name());
        parts.put("purpose", act.purpose());
        parts.put("scope", act.scope());
        parts.put("actor", act.actor().kind().name());
        parts.put("effective.at", act.effectiveAt().toString());
        parts.put("recorded.at", act.recordedAt().toString());
        return parts.entrySet().stream()
                .map(part -> encoded(part.getKey()) + "=" + encoded(part.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static SubjectAct act(DataSubject subject, String line) {
        Map<String, String> parts = new TreeMap<>();
        SortedMap<String, String> particulars = new TreeMap<>();
        for (String part : line.split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("a tombstone's acts cannot be read: a part has no '='");
            }
            String name = decoded(part.substring(0, equals));
            String value = decoded(part.substring(equals + 1));
            if (name.startsWith(PARTICULAR)) {
                particulars.put(name.substring(PARTICULAR.length()), value);
            } else {
                parts.put(name, value);
            }
        }
        try {
            return new SubjectAct(
                    part(parts, "act"),
                    subject,
                    ActKind.valueOf(part(parts, "kind")),
                    part(parts, "purpose"),
                    part(parts, "scope"),
                    new Actor(Actor.Kind.valueOf(part(parts, "actor")), ""),
                    Instant.parse(part(parts, "effective.at")),
                    Instant.parse(part(parts, "recorded.at")),
                    particulars);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a tombstone's acts cannot be read: a time is none", e);
        }
    }

    private static String part(Map<String, String> parts, String name) {
        String part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException("a tombstone's acts cannot be read: '" + name + "' is missing");
        }
        return part;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
