package dialtone.process;

import java.time.Instant;
import java.util.Optional;

/**
 * @param scope key of the process instance, or of the element instance that the variable is local to
 * @param value JSON; empty when it is too large to be shown
 */
public record ProcessVariable(String name, long scope, Optional<String> value, Instant changedAt) {}
