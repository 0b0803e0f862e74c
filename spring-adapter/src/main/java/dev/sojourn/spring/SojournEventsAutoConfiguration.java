package dev.sojourn.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

/** Tells the application what was committed, by events it may listen to or leave alone. */
@AutoConfiguration(before = SojournAutoConfiguration.class)
public class SojournEventsAutoConfiguration {

    @Bean
    EventPublishing sojournEventPublishing(ApplicationEventPublisher publisher) {
        return new EventPublishing(publisher);
    }
}
