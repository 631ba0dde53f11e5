package dialtone.simulator.store;

/**
 * What was counted of one operation on one key.
 *
 * @param requests calls, repeated ones and those that were refused or met a closed door included
 * @param effects changes of state
 * @param duplicates requests answered from memory
 * @param refusals faults
 */
public record Tally(long requests, long effects, long duplicates, long refusals) {

    public static final Tally NOTHING = new Tally(0, 0, 0, 0);
    public static final Tally REQUEST = new Tally(1, 0, 0, 0);
    public static final Tally EFFECT = new Tally(0, 1, 0, 0);
    public static final Tally DUPLICATE = new Tally(0, 0, 1, 0);
    public static final Tally REFUSAL = new Tally(0, 0, 0, 1);

    public Tally plus(Tally other) {
        return new Tally(
                requests + other.requests,
                effects + other.effects,
                duplicates + other.duplicates,
                refusals + other.refusals);
    }
}
