package dialtone.event.service;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody who wants to be told.
 *
 * @param id        a UUID
 * @param callback  address that {@code /listener/<eventType>} is put after
 * @param query     as it was given; see {@link EventFilter}
 * @param owner     login of who subscribed; nobody else sees or ends it, but an administrator
 */
public record EventSubscription(
        String id, EventFamily family, String callback, Optional<String> query, String owner, Instant createdAt) {}
