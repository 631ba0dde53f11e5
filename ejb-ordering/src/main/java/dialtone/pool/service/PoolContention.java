package dialtone.pool.service;

import dialtone.pool.ResourceNeed;

/** So many reserve at once that every candidate was taken away. It passes: to be tried again. */
public class PoolContention extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PoolContention(ResourceNeed need) {
        super("Others took every free " + need.kind() + " " + need.variant() + " that was found");
    }
}
