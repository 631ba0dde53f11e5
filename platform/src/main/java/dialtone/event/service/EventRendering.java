package dialtone.event.service;

import dialtone.event.DomainEvent;
import java.util.Optional;

/** Puts an event into the words of its API: the edge that owns the API's resources gives it to {@link EventDelivery#start}. */
@FunctionalInterface
public interface EventRendering {

    /** The JSON envelope with its resource; empty when there is nothing left to tell, such as a resource that is gone. */
    Optional<String> render(DomainEvent event);
}
