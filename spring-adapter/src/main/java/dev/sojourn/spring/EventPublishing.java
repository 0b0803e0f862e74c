package dev.sojourn.spring;

import dev.sojourn.Sojourn;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes what was committed as application events: each act, sweep, erasure and new notice as the value it is. What is
 * told while the application is put together waits until every listener is there.
 */
final class EventPublishing implements SojournCustomizer, SmartInitializingSingleton {

    private final ApplicationEventPublisher publisher;
    private final List<Object> early = new ArrayList<>();
    private boolean complete;

    EventPublishing(ApplicationEventPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public void customize(Sojourn.Builder builder) {
        builder.onAct(this::publish)
                .onSweep(this::publish)
                .onErasure(this::publish)
                .onNotice(this::publish);
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<Object> waiting;
        synchronized (early) {
            complete = true;
            waiting = List.copyOf(early);
            early.clear();
        }
        waiting.forEach(publisher::publishEvent);
    }

    private void publish(Object event) {
        synchronized (early) {
            if (!complete) {
                early.add(event);
                return;
            }
        }
        publisher.publishEvent(event);
    }
}
