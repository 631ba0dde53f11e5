package dialtone.usage;

/**
 * What became of usage records. Every line of a file is one of the four, none is lost:
 * {@code in = rated + duplicate + rejected + suspended}.
 *
 * @param rated     charged, or included in an allowance
 * @param duplicate had been taken before, by source and sequence
 * @param rejected  are no records, kept with the reason
 * @param suspended are records, and nobody can be charged for them yet, kept with the reason
 */
public record UsageCounts(long rated, long duplicate, long rejected, long suspended) {

    public static final UsageCounts NONE = new UsageCounts(0, 0, 0, 0);

    public UsageCounts plus(UsageCounts other) {
        return new UsageCounts(
                rated + other.rated,
                duplicate + other.duplicate,
                rejected + other.rejected,
                suspended + other.suspended);
    }

    public long in() {
        return rated + duplicate + rejected + suspended;
    }
}
