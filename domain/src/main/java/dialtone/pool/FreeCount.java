package dialtone.pool;

import dialtone.catalog.ServiceSpecification.ResourceKind;

/**
 * What is free of a pool, as far as it was asked for.
 *
 * @param free resources, counted no further than somebody needs them: 2 for who needs 2, in a pool of thousands
 */
public record FreeCount(ResourceKind kind, String variant, long free) {}
