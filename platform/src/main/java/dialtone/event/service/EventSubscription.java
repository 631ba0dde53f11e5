package dialtone.event.service;

import dialtone.event.DomainEvent;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody who wants to be told.
 *
 * @param id       a UUID
 * @param callback address that {@code /listener/<eventType>} is put after
 * @param query    as it was given; see {@link EventFilter}
 * @param owner    who subscribed; nobody else sees or ends it, but an administrator
 */
public record EventSubscription(
        String id, EventFamily family, String callback, Optional<String> query, Owner owner, Instant createdAt) {

    /** Whose events somebody is told of. */
    public enum Scope {
        EVERYBODYS,
        /** Those about what he asked for himself: the fact {@link DomainEvent#PLACED_BY} is his login. */
        OWN
    }

    /** Who subscribed, and what he may be told of. */
    public record Owner(String login, Scope scope) {
        boolean mayHearOf(DomainEvent event) {
            return scope == Scope.EVERYBODYS || login.equals(event.facts().get(DomainEvent.PLACED_BY));
        }
    }
}
