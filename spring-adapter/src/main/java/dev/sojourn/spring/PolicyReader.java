package dev.sojourn.spring;

import dev.sojourn.policy.DataCategory;
import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.policy.Notice;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/** Makes the policy of what the configuration states, or says everything that is wrong with it. */
final class PolicyReader {

    static final String ROOT = "sojourn.policy";

    private final PolicyProperties properties;
    private final ResourceLoader resources;
    private final List<PolicyCustomizer> customizers;
    private final FaultList faults = new FaultList();

    PolicyReader(PolicyProperties properties, ResourceLoader resources, List<PolicyCustomizer> customizers) {
        this.properties = properties;
        this.resources = resources;
        this.customizers = customizers;
    }

    Policy read() {
        String name = faults.required(ROOT + ".name", properties.name(), "say what the policy is called");
        Policy.Builder builder = Policy.builder(name)
                .version(faults.required(
                        ROOT + ".version",
                        properties.version(),
                        "give this text of the policy a version, such as the day it came into force"))
                .controller(controller());
        String zone = properties.zone();
        if (zone != null) {
            builder.zone(zone);
        }
        faults.monthDay(ROOT + ".financial-year-ends", properties.financialYearEnds())
                .ifPresent(builder::financialYearEnds);
        faults.period(ROOT + ".retain-proof", properties.retainProof()).ifPresent(builder::retainProof);
        Map<String, Purpose> purposes = purposes();
        builder.purposes(purposes.values().toArray(Purpose[]::new));
        properties.prohibited().forEach(builder::prohibit);
        properties.categories().forEach((id, category) -> builder.category(category(id, category)));
        for (int i = 0; i < properties.notices().size(); i++) {
            notice(ROOT + ".notices[" + i + "]", properties.notices().get(i), purposes)
                    .ifPresent(builder::notice);
        }
        RuleReader rules = new RuleReader(faults, purposes);
        for (int i = 0; i < properties.rules().size(); i++) {
            rules.read(ROOT + ".rules[" + i + "]", properties.rules().get(i)).ifPresent(builder::retain);
        }
        CookieReader cookies = new CookieReader(faults, purposes);
        for (int i = 0; i < properties.cookies().size(); i++) {
            cookies.read(ROOT + ".cookies[" + i + "]", properties.cookies().get(i))
                    .ifPresent(builder::cookies);
        }
        customizers.forEach(customizer -> customizer.customize(builder));
        return build(name, builder);
    }

    /** What the configuration cannot say comes first; what the policy finds wrong follows, so that all is told at once. */
    private Policy build(String name, Policy.Builder builder) {
        try {
            Policy policy = builder.build();
            if (faults.faults().isEmpty()) {
                return policy;
            }
        } catch (FaultyDeclaration e) {
            faults.addAll(e.faults());
        }
        throw new FaultyDeclaration("the policy '" + name + "' under " + ROOT, faults.faults());
    }

    private Party controller() {
        PolicyProperties.Controller written = properties.controller();
        Party party = Party.named(
                faults.required(ROOT + ".controller.name", written.name(), "name who decides on the processing"));
        String contact = written.contact();
        if (contact != null && !contact.isBlank()) {
            party = party.contact(contact);
        }
        String country = written.country();
        return country == null || country.isBlank() ? party : party.country(country);
    }

    private Map<String, Purpose> purposes() {
        Map<String, Purpose> purposes = new LinkedHashMap<>();
        PurposeReader reader = new PurposeReader(faults);
        properties
                .purposes()
                .forEach((id, written) -> purposes.put(id, reader.read(ROOT + ".purposes." + id, id, written)));
        return purposes;
    }

    private DataCategory category(String id, PolicyProperties.Category written) {
        return faults.word(ROOT + ".categories." + id + ".held-as", written.heldAs(), Role.class)
                .map(DataCategory.of(id)::heldAs)
                .orElseGet(() -> DataCategory.of(id));
    }

    private Optional<Notice> notice(String at, PolicyProperties.Notice written, Map<String, Purpose> purposes) {
        int before = faults.faults().size();
        String id = faults.required(at + ".id", written.id(), "name the notice");
        String version = faults.required(at + ".version", written.version(), "name the version of the notice");
        String text = text(at, written);
        Optional<LocalDate> from = faults.requiredDay(
                at + ".effective-from", written.effectiveFrom(), "write the first day it is in force as YYYY-MM-DD");
        Optional<Notice.Change> change = faults.word(at + ".change", written.change(), Notice.Change.class);
        Purpose[] affected = written.affects().stream()
                .flatMap(purpose -> known(at + ".affects", purpose, purposes).stream())
                .toArray(Purpose[]::new);
        if (faults.faults().size() > before) {
            return Optional.empty();
        }
        Notice notice = Notice.of(id, version, text, from.orElseThrow());
        String language = written.language();
        if (language != null && !language.isBlank()) {
            notice = notice.inLanguage(language);
        }
        Notice whole = notice;
        return Optional.of(change.map(what -> whole.changing(what, affected)).orElse(whole));
    }

    private Optional<Purpose> known(String property, String id, Map<String, Purpose> purposes) {
        Optional<Purpose> found = Optional.ofNullable(purposes.get(id));
        if (found.isEmpty()) {
            faults.add(
                    property,
                    "names purpose '" + id + "', which is not declared",
                    "declare it under " + ROOT + ".purposes, or name one of " + purposes.keySet());
        }
        return found;
    }

    private String text(String at, PolicyProperties.Notice written) {
        String text = written.text();
        String location = written.resource();
        if (text != null && location != null) {
            faults.add(at, "has both text and resource", "keep the one that people are shown");
            return text;
        }
        if (location == null) {
            return faults.required(at + ".text", text, "write the exact text people are shown, or name its resource");
        }
        return content(at + ".resource", location);
    }

    private String content(String property, @Nullable String location) {
        Resource resource = resources.getResource(String.valueOf(location));
        try {
            return resource.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            faults.add(
                    property,
                    "'" + location + "' cannot be read",
                    "name a resource such as classpath:notices/voice.txt");
            return "missing";
        }
    }
}
