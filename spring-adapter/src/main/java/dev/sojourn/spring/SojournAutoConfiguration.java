package dev.sojourn.spring;

import dev.sojourn.Sojourn;
import dev.sojourn.Stores;
import dev.sojourn.jpa.JpaStores;
import dev.sojourn.jpa.JpaUnitOfWork;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.policy.Policy;
import dev.sojourn.retention.ContractPeriods;
import dev.sojourn.retention.PersonalDataStore;
import dev.sojourn.retention.SuspendingCondition;
import dev.sojourn.retention.SweepProgress;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.util.function.SingletonSupplier;

/**
 * Puts Sojourn together of what the application has: its configuration or its own {@link Policy} bean, its database or
 * else the memory, its clock, its stores and conditions. Every bean here stands back for one of the application's own.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration",
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
            "org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration"
        })
@EnableConfigurationProperties(SojournProperties.class)
public class SojournAutoConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SojournAutoConfiguration.class);

    @Bean
    @ConditionalOnMissingBean
    Policy sojournPolicy(
            SojournProperties properties, ResourceLoader resources, ObjectProvider<PolicyCustomizer> customizers) {
        return new PolicyReader(
                        properties.policy(),
                        resources,
                        customizers.orderedStream().toList())
                .read();
    }

    @Bean
    @ConditionalOnMissingBean
    Sojourn sojourn(
            Policy policy,
            Stores stores,
            SojournProperties properties,
            ObjectProvider<Clock> clock,
            ObjectProvider<PersonalDataStore> data,
            Map<String, SuspendingCondition> conditions,
            ObjectProvider<ContractPeriods> contracts,
            ObjectProvider<SweepProgress> progress,
            ObjectProvider<SojournCustomizer> customizers) {
        Sojourn.Builder builder = Sojourn.builder(policy)
                .stores(stores)
                .following(properties.freshness())
                .data(data.orderedStream().toArray(PersonalDataStore[]::new));
        clock.ifUnique(builder::clock);
        conditions.forEach(builder::condition);
        contracts.ifUnique(builder::contractPeriods);
        progress.ifUnique(builder::progress);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    @Bean
    @ConditionalOnMissingBean
    Enforcement sojournEnforcement(Policy policy, SojournProperties properties, ObjectProvider<EarlierCheck> earlier) {
        SojournProperties.Enforcement written = properties.enforcement();
        FaultList faults = new FaultList();
        written.purposes().keySet().stream()
                .filter(id -> policy.purpose(id).isEmpty())
                .forEach(id -> faults.add(
                        "sojourn.enforcement.purposes." + id,
                        "names a purpose the policy does not have",
                        "name one of " + policy.purposes().keySet()));
        if (!faults.faults().isEmpty()) {
            throw new FaultyDeclaration("the configuration", faults.faults());
        }
        return new Enforcement(written.usual(), written.purposes(), Optional.ofNullable(earlier.getIfUnique()));
    }

    /** Made before other beans, so it asks for them only when the first guarded call comes. */
    @Bean
    static PurposeGuardProcessor sojournPurposeGuardProcessor(
            ObjectProvider<Sojourn> sojourn,
            ObjectProvider<Policy> policy,
            ObjectProvider<SubjectResolver> resolver,
            ObjectProvider<Enforcement> enforcement,
            ObjectProvider<Standings> standings,
            ObjectProvider<DenialDisclosure> disclosure) {
        PurposeGuard guard = new PurposeGuard(
                once(sojourn::getObject),
                once(() -> resolver.getIfAvailable(() -> Optional::empty)),
                once(enforcement::getObject),
                once(() -> standings.getIfAvailable(() -> sojourn.getObject().gate()::of)),
                () -> disclosure.ifAvailable(DenialDisclosure::mayBeTold));
        return new PurposeGuardProcessor(guard, policy::getObject);
    }

    /** To look a bean up costs more than a remembered answer does: each is looked up once. */
    static <T> Supplier<T> once(Supplier<T> lookUp) {
        return SingletonSupplier.of(lookUp)::obtain;
    }

    /** Where the application has no database of its own that Sojourn could use. */
    @Configuration(proxyBeanMethods = false)
    static class InMemory {

        @Bean
        @ConditionalOnMissingBean(Stores.class)
        InMemoryStores sojournStores() {
            LOG.warn(
                    "no persistence unit was found: consents, holds and the ledger are kept in memory, and gone when the "
                            + "application stops");
            return new InMemoryStores();
        }
    }

    /** Where the application has a persistence unit: Sojourn's tables stand beside its own. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({EntityManagerFactory.class, JpaTransactionManager.class})
    static class Jpa {

        @Bean
        static MappingFileProcessor sojournMappingFileProcessor(Environment environment) {
            return new MappingFileProcessor(Optional.ofNullable(environment.getProperty("sojourn.persistence-unit")));
        }

        @Bean
        @ConditionalOnMissingBean(Stores.class)
        @ConditionalOnBean(EntityManagerFactory.class)
        JpaStores sojournStores(ListableBeanFactory beans, SojournProperties properties) {
            EntityManagerFactory factory =
                    PersistenceUnits.choose(beans, Optional.ofNullable(properties.persistenceUnit()));
            JpaUnitOfWork work = JpaUnitOfWork.over(
                    factory, new SpringTransactions(factory, PersistenceUnits.transactionsOf(factory, beans)));
            JpaStores stores = JpaStores.of(work);
            String tenant = properties.tenantAttribute();
            return tenant == null ? stores : stores.tenantAttribute(tenant);
        }
    }
}
