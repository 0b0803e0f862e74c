package dev.sojourn.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.policy.FaultyDeclaration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.security.core.context.SecurityContextHolder;

/** The consent endpoints are closed until the application says who may call them, and say so. */
class PreferencesFaultsTest {

    private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SojournAutoConfiguration.class,
                    SojournWebAutoConfiguration.class,
                    PreferencesAutoConfiguration.class,
                    UnsubscribeAutoConfiguration.class))
            .withPropertyValues(
                    "sojourn.policy.name=Shop",
                    "sojourn.policy.version=1",
                    "sojourn.policy.zone=Europe/Bucharest",
                    "sojourn.policy.controller.name=Shop",
                    "sojourn.policy.retain-proof=P3Y",
                    "sojourn.policy.purposes.newsletter.basis=consent",
                    "sojourn.policy.purposes.orders.basis=contract");

    @Test
    void hasNoEndpointsUntilTheyAreEnabled() {
        application.run(context -> assertThat(context)
                .doesNotHaveBean(PreferenceEndpoints.class)
                .doesNotHaveBean(UnsubscribeEndpoint.class)
                .doesNotHaveBean(UnsubscribeLinks.class));
    }

    @Test
    void refusesEndpointsThatNobodyMayCall() {
        faulty("sojourn.preferences.enabled=true")
                .hasMessageContaining("sojourn.preferences: is enabled, and nobody may call the endpoints");
    }

    @Test
    void refusesAnAuthorityThatNobodyCouldKnow() {
        application
                .withClassLoader(new FilteredClassLoader(SecurityContextHolder.class))
                .withPropertyValues("sojourn.preferences.enabled=true", "sojourn.preferences.authority=ROLE_CUSTOMER")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining(
                                "sojourn.preferences.authority: is set, and there is no Spring Security"));
    }

    @Test
    void startsWithABeanThatSaysWhoMayCall() {
        application
                .withPropertyValues("sojourn.preferences.enabled=true")
                .withBean(PreferenceAccess.class, () -> subject -> false)
                .run(context -> assertThat(context).hasSingleBean(PreferenceEndpoints.class));
    }

    @Test
    void refusesSurfacesThatAskForWhatThePolicyDoesNotHave() {
        faulty(
                        "sojourn.preferences.enabled=true",
                        "sojourn.preferences.visitors=true",
                        "sojourn.preferences.surfaces.banner.notice=cookies",
                        "sojourn.preferences.surfaces.banner.purposes=newsletter,orders,gossip")
                .hasMessageContaining("surfaces.banner.notice: names notice 'cookies'")
                .hasMessageContaining("surfaces.banner.purposes: names purpose 'orders'")
                .hasMessageContaining("surfaces.banner.purposes: names purpose 'gossip'");
    }

    @Test
    void refusesLinksThatCannotBeSealedOrFollowed() {
        faulty("sojourn.preferences.unsubscribe.enabled=true")
                .hasMessageContaining("unsubscribe.base-url: is missing")
                .hasMessageContaining("unsubscribe.keys: is missing");
        faulty(
                        "sojourn.preferences.unsubscribe.enabled=true",
                        "sojourn.preferences.unsubscribe.base-url=http://shop.example",
                        "sojourn.preferences.unsubscribe.valid-for=0s",
                        "sojourn.preferences.unsubscribe.keys=" + KEY + ",c2hvcnQ=")
                .hasMessageContaining("unsubscribe.base-url: is no https address")
                .hasMessageContaining("unsubscribe.valid-for: is not positive")
                .hasMessageContaining("unsubscribe.keys: holds a key that is no Base64 of 32 bytes or more")
                .hasMessageNotContaining("c2hvcnQ");
    }

    private AbstractThrowableAssert<?, ?> faulty(String... properties) {
        AbstractThrowableAssert<?, ?>[] found = new AbstractThrowableAssert<?, ?>[1];
        application
                .withPropertyValues(properties)
                .run(context -> found[0] =
                        assertThat(context.getStartupFailure()).rootCause().isInstanceOf(FaultyDeclaration.class));
        return found[0];
    }
}
