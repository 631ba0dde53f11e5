package dialtone.rating;

import java.util.Arrays;

/**
 * What a cycle opens with.
 *
 * @param included   by cell, what a former tariff of the same cycle has included; without cells where that is nothing
 * @param beyond     by cell, how much of that would be beyond the allowances of this one
 * @param quantities by the allowance's place, what the cycle has of it
 */
@SuppressWarnings("ArrayRecordComponent") // read for each record, never compared, and never leaves this package
record CycleOpening(long[] included, long[] beyond, long[] quantities) {

    private static final long[] NOTHING = {};

    static CycleOpening nothing(long[] quantities) {
        return new CycleOpening(NOTHING, NOTHING, quantities);
    }

    static CycleOpening of(RatePlan plan, long[] included, long[] quantities) {
        if (Arrays.stream(included).allMatch(units -> units == 0)) {
            return nothing(quantities);
        }
        long[] beyond = included.clone();
        for (int place = 0; place < quantities.length; place++) {
            plan.allowances()[place].consume(quantities[place], beyond, 0);
        }
        return new CycleOpening(included, beyond, quantities);
    }

    boolean isNothing() {
        return included.length == 0;
    }
}
