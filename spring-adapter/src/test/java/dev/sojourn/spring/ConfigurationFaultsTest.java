package dev.sojourn.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Each mistake in the configuration ends in one readable analysis that names the property and the mend. */
@ExtendWith(OutputCaptureExtension.class)
class ConfigurationFaultsTest {

    static final List<String> SOUND = List.of(
            "sojourn.policy.name=Bakery",
            "sojourn.policy.version=1",
            "sojourn.policy.zone=Europe/Bucharest",
            "sojourn.policy.controller.name=Bakery",
            "sojourn.policy.retain-proof=P3Y",
            "sojourn.policy.purposes.newsletter.basis=consent",
            "sojourn.policy.purposes.orders.basis=contract",
            "sojourn.policy.rules[0].id=order",
            "sojourn.policy.rules[0].at-most=P24M",
            "sojourn.policy.rules[0].serving=orders");

    private static final List<String> SWEEPING = List.of("sojourn.sweep.enabled=true");

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("sojourn.policy.name", "sojourn.policy.name=", "say what the policy is called"),
                fault("sojourn.policy.version", "sojourn.policy.version=", "give this text of the policy a version"),
                fault("sojourn.policy.controller.name", "sojourn.policy.controller.name=", "name who decides"),
                fault(
                        "sojourn.policy.retain-proof",
                        "sojourn.policy.retain-proof=3 years",
                        "such as P90D, P6M or P10Y"),
                fault("zone", "sojourn.policy.zone=Europe/Bukarest", "Europe/Bucharest"),
                fault(
                        "sojourn.policy.financial-year-ends",
                        "sojourn.policy.financial-year-ends=31.12.",
                        "such as --12-31"),
                fault(
                        "sojourn.policy.purposes.newsletter.basis",
                        "sojourn.policy.purposes.newsletter.basis=permission",
                        "consent, contract, legal-obligation"),
                fault(
                        "sojourn.policy.purposes.newsletter.level",
                        "sojourn.policy.purposes.newsletter.level=strong",
                        "implied, expressed, explicit"),
                fault(
                        "sojourn.policy.purposes.newsletter.scopes",
                        "sojourn.policy.purposes.newsletter.scopes=voice",
                        "channel=voice"),
                fault("sojourn.policy.rules[0]", "sojourn.policy.rules[0].at-most=", "at-most when data must go"),
                fault("sojourn.policy.rules[0]", "sojourn.policy.rules[0].at-least=P1Y", "state one of them"),
                fault(
                        "sojourn.policy.rules[0].serving[0]",
                        "sojourn.policy.rules[0].serving=deliveries",
                        "name one of ["),
                fault("sojourn.policy.rules[0].from", "sojourn.policy.rules[0].from=birth", "event:NAME"),
                fault(
                        "sojourn.policy.rules[0].for-records-from",
                        "sojourn.policy.rules[0].for-records-from=2026",
                        "YYYY-MM-DD"),
                fault("sojourn.policy.rules[0].then", "sojourn.policy.rules[0].then=forget", "delete, redact"),
                fault(
                        "sojourn.policy.rules[0].chosen-by-tenant",
                        "sojourn.policy.rules[0].chosen-by-tenant.least=P1D",
                        "both least and most"),
                fault(
                        "sojourn.policy.notices[0].resource",
                        "sojourn.policy.notices[0].resource=classpath:nowhere.txt",
                        "classpath:notices/voice.txt"),
                fault(
                        "sojourn.enforcement.purposes.sales",
                        "sojourn.enforcement.purposes.sales=observe",
                        "name one of ["),
                fault("sojourn.policy.prupose", "sojourn.policy.prupose=x", "sojourn.policy.prupose"),
                fault("sojourn.freshness", "sojourn.freshness=soon", "Duration"),
                fault("sojourn.sweep.cron", "sojourn.sweep.cron=at night", "such as \"0 30 2 * * *\""),
                fault("sojourn.sweep.window", "sojourn.sweep.window=02:00", "such as 22:00-05:00"),
                fault("sojourn.sweep.rows-per-second", "sojourn.sweep.rows-per-second=0", "set at least 1"),
                fault("sojourn.sweep.longest", "sojourn.sweep.longest=-1h", "a positive duration such as 4h"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void tellsWhichPropertyIsWrongAndHowToMendIt(String named, String mistake, String mend, CapturedOutput output) {
        assertThat(startWith(mistake)).isNotNull();
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START")
                .contains(named)
                .contains(mend);
    }

    @Test
    void tellsAllFaultsAtOnce(CapturedOutput output) {
        assertThat(startWith("sojourn.policy.retain-proof=long", "sojourn.policy.rules[0].then=forget"))
                .isNotNull();
        assertThat(output.getAll())
                .contains("sojourn.policy.retain-proof: 'long'")
                .contains("sojourn.policy.rules[0].then: 'forget'");
    }

    @Test
    void refusesAMethodThatNobodyCanStandBefore(CapturedOutput output) {
        assertThat(start(Unguardable.class)).isNotNull();
        assertThat(output.getAll())
                .contains("Hidden.whisper: cannot be guarded, because it is private")
                .contains("Hidden.shout: cannot be guarded, because it is final")
                .contains("Hidden.broadcast: cannot be guarded, because it is static")
                .contains("requires purpose 'gossip', which the policy does not name")
                .contains("Sealed.tell: cannot be guarded, because its class is final")
                .contains(
                        "Hidden.reach: says whom it is about by the expression 'T(java.lang.System).getenv()', which reaches")
                .contains("Hidden.beans: says whom it is about by the expression '@sojourn', which reaches")
                .contains("Hidden.make: says whom it is about by the expression 'new String(#who)', which reaches")
                .contains("Hidden.call: says whom it is about by the expression '#who.toString()', which reaches")
                .contains("Hidden.assign: says whom it is about by the expression '#who = 'eve'', which reaches")
                .contains("Hidden.misspell: says whom it is about by the expression '#whoo', which names no parameter")
                .contains("Hidden.broken: says whom it is about by the expression '#who +', which cannot be read")
                .doesNotContain("Hidden.sound");
    }

    @Test
    void startsWithASoundConfiguration() {
        assertThat(start(Plain.class)).isNull();
    }

    private static Arguments fault(String named, String mistake, String mend) {
        return Arguments.of(named, mistake, mend);
    }

    private static Throwable startWith(String... mistakes) {
        return start(Plain.class, mistakes);
    }

    private static Throwable start(Class<?> configuration, String... mistakes) {
        List<String> properties = new ArrayList<>(SOUND);
        properties.addAll(SWEEPING);
        properties.addAll(Arrays.asList(mistakes));
        SpringApplication application = new SpringApplication(configuration);
        application.setWebApplicationType(WebApplicationType.NONE);
        String[] arguments = properties.stream()
                .collect(Collectors.toMap(
                        property -> property.split("=", 2)[0], property -> property, (one, other) -> other))
                .values()
                .stream()
                .map(property -> "--" + property)
                .toArray(String[]::new);
        return catchThrowable(() -> application.run(arguments).close());
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({SojournAutoConfiguration.class, SojournSweepAutoConfiguration.class})
    static class Plain {}

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(SojournAutoConfiguration.class)
    static class Unguardable {
        @Bean
        Hidden hidden() {
            return new Hidden();
        }

        @Bean
        Sealed sealed() {
            return new Sealed();
        }
    }

    static final class Sealed {

        @RequiresPurpose("newsletter")
        public void tell() {}
    }

    static class Hidden {

        void speak() {
            whisper();
        }

        @RequiresPurpose("newsletter")
        private void whisper() {}

        @RequiresPurpose("newsletter")
        public final void shout() {}

        @RequiresPurpose("newsletter")
        static void broadcast() {}

        @RequiresPurpose("gossip")
        public void gossip() {}

        @RequiresPurpose(value = "newsletter", subject = "T(java.lang.System).getenv()")
        public void reach(String who) {}

        @RequiresPurpose(value = "newsletter", subject = "@sojourn")
        public void beans(String who) {}

        @RequiresPurpose(value = "newsletter", subject = "new String(#who)")
        public void make(String who) {}

        @RequiresPurpose(value = "newsletter", subject = "#who.toString()")
        public void call(String who) {}

        @RequiresPurpose(value = "newsletter", subject = "#who = 'eve'")
        public void assign(String who) {}

        @RequiresPurpose(value = "newsletter", subject = "#whoo")
        public void misspell(String who) {}

        @RequiresPurpose(value = "newsletter", subject = "#who +")
        public void broken(String who) {}

        @RequiresPurpose(value = "newsletter", subject = "#who.name ?: #p0[0]")
        public void sound(String who) {}
    }
}
