package dialtone.element;

import java.time.Instant;

/**
 * The limits of an element as somebody has set them. A later setting is a further version; the earlier ones are kept.
 *
 * @param version from 1 for each element
 * @param by      login of the person
 */
public record LimitsSetting(String element, int version, ElementLimits limits, String by, Instant at) {}
