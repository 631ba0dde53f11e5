package dialtone.usage;

/**
 * What became of suspended records that a person took up.
 *
 * @param taken     those that he asked for, and parts of their sessions that left suspense with them: the sum of the four
 * @param rated     of them
 * @param duplicate of them: they tell what another part of their session has told
 * @param refused   of them
 * @param suspended of them still
 * @param more      whether there are further ones that the filter means: a request takes a limited number
 */
public record SuspenseResult(long taken, long rated, long duplicate, long refused, long suspended, boolean more) {

    public static final SuspenseResult NONE = new SuspenseResult(0, 0, 0, 0, 0, false);

    /** The same, with further ones to be taken up. */
    public SuspenseResult andMore() {
        return new SuspenseResult(taken, rated, duplicate, refused, suspended, true);
    }

    public SuspenseResult plus(SuspenseResult next) {
        return new SuspenseResult(
                taken + next.taken,
                rated + next.rated,
                duplicate + next.duplicate,
                refused + next.refused,
                suspended + next.suspended,
                next.more);
    }
}
