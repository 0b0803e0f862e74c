package dev.sojourn.spring.units;

import dev.sojourn.spring.SojournAutoConfiguration;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;

/** An application with two databases, each with a persistence unit and transactions of its own. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(SojournAutoConfiguration.class)
public class TwoUnits {

    @Bean
    LocalContainerEntityManagerFactoryBean shopFactory() {
        return factory("shop", "dev.sojourn.spring.quickstart");
    }

    @Bean
    LocalContainerEntityManagerFactoryBean archiveFactory() {
        return factory("archive", "dev.sojourn.spring.units");
    }

    @Bean
    JpaTransactionManager shopTransactions(@Qualifier("shopFactory") EntityManagerFactory factory) {
        return new JpaTransactionManager(factory);
    }

    @Bean
    JpaTransactionManager archiveTransactions(@Qualifier("archiveFactory") EntityManagerFactory factory) {
        return new JpaTransactionManager(factory);
    }

    private static LocalContainerEntityManagerFactoryBean factory(String unit, String entities) {
        DataSource database = new DriverManagerDataSource("jdbc:h2:mem:units-" + unit + ";DB_CLOSE_DELAY=-1");
        new ResourceDatabasePopulator(new ClassPathResource("dev/sojourn/schema/h2.sql")).execute(database);
        LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
        factory.setPersistenceUnitName(unit);
        factory.setPackagesToScan(entities);
        factory.setDataSource(database);
        factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        factory.setJpaPropertyMap(Map.of("hibernate.hbm2ddl.auto", "update"));
        return factory;
    }
}
