package dev.sojourn.spring;

import dev.sojourn.Sojourn;
import dev.sojourn.Stores;
import dev.sojourn.jpa.JpaStores;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import jakarta.persistence.EntityManagerFactory;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an operator sees, where the application has an actuator: endpoint, health, meters and observations. */
@AutoConfiguration(after = SojournAutoConfiguration.class)
@ConditionalOnClass(Endpoint.class)
@ConditionalOnBean(Sojourn.class)
@ConditionalOnProperty(name = "sojourn.watch.enabled", matchIfMissing = true)
public class SojournOperationsAutoConfiguration {

    @Bean
    Lookout sojournLookout(Sojourn sojourn, ObjectProvider<Stores> stores, SojournProperties properties) {
        return new Lookout(sojourn, Optional.ofNullable(stores.getIfUnique()), properties.watch());
    }

    @Bean
    @ConditionalOnMissingBean
    SojournEndpoint sojournEndpoint(Sojourn sojourn, Lookout lookout, ObjectProvider<CoverageSource> coverage) {
        return new SojournEndpoint(sojourn, lookout, Optional.ofNullable(coverage.getIfUnique()));
    }

    /** Where entities are mapped. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(EntityManagerFactory.class)
    static class Jpa {

        @Bean
        @ConditionalOnBean(JpaStores.class)
        CoverageSource sojournCoverageSource(JpaStores stores, Sojourn sojourn) {
            return () -> stores.personalData(sojourn.policy());
        }
    }

    /** Where meters are taken. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    static class Meters {

        @Bean
        SojournMeters sojournMeters(Sojourn sojourn, Lookout lookout, Enforcement enforcement) {
            return new SojournMeters(sojourn, lookout, enforcement);
        }
    }

    /** Where sweeps are observed. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ObservationRegistry.class)
    static class Observations {

        @Bean
        AroundSweep sojournAroundSweep(ObjectProvider<ObservationRegistry> registry) {
            ObservationRegistry observed = registry.getIfUnique(() -> ObservationRegistry.NOOP);
            return sweep -> {
                Observation observation = Observation.createNotStarted("sojourn.sweep", observed);
                return observation.observe(() -> {
                    var report = sweep.get();
                    observation.lowCardinalityKeyValue(
                            "outcome", report.stopped().map(Enum::name).orElse("ENDED"));
                    return report;
                });
            };
        }
    }

    /** Health, as Spring Boot 3 asks for it. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
    @ConditionalOnProperty(name = "management.health.sojourn.enabled", matchIfMissing = true)
    static class HealthOfBoot3 {

        @Bean
        org.springframework.boot.actuate.health.HealthIndicator sojournHealthIndicator(
                Lookout lookout, Sojourn sojourn) {
            return () -> {
                SojournHealth health = SojournHealth.of(lookout, sojourn.gate().freshness());
                return org.springframework.boot.actuate.health.Health.status(health.status())
                        .withDetails(health.details())
                        .build();
            };
        }
    }

    /** Health, as Spring Boot 4 asks for it. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
    @ConditionalOnProperty(name = "management.health.sojourn.enabled", matchIfMissing = true)
    static class HealthOfBoot4 {

        @Bean
        org.springframework.boot.health.contributor.HealthIndicator sojournHealthContributor(
                Lookout lookout, Sojourn sojourn) {
            return () -> {
                SojournHealth health = SojournHealth.of(lookout, sojourn.gate().freshness());
                return org.springframework.boot.health.contributor.Health.status(health.status())
                        .withDetails(health.details())
                        .build();
            };
        }
    }
}
