package dialtone.usage;

/**
 * What became of suspended records that a person took up.
 *
 * @param taken     how many
 * @param rated     of them
 * @param refused   of them
 * @param suspended of them still
 * @param more      whether there are further ones that the filter means: a request takes a limited number
 */
public record SuspenseResult(long taken, long rated, long refused, long suspended, boolean more) {

    public static final SuspenseResult NONE = new SuspenseResult(0, 0, 0, 0, false);

    public SuspenseResult plus(SuspenseResult next) {
        return new SuspenseResult(
                taken + next.taken, rated + next.rated, refused + next.refused, suspended + next.suspended, next.more);
    }
}
