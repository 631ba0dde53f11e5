package dialtone.pool;

import dialtone.catalog.ServiceSpecification.ResourceKind;

/**
 * How full a pool is.
 *
 * @param quarantined not handed out again, since the network may still know it
 */
public record PoolCount(ResourceKind kind, String variant, long free, long reserved, long assigned, long quarantined) {}
