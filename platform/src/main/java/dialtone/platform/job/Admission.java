package dialtone.platform.job;

/**
 * How many jobs of a queue this node may take, as those see it whom the jobs will ask something. It changes at any time. Whoever takes jobs
 * tells what came of it, so that one queue may go before another.
 */
public interface Admission {

    /** As many as there are. */
    int UNLIMITED = Integer.MAX_VALUE;

    /** For jobs that ask nobody. */
    Admission ALWAYS = new Admission() {
        @Override
        public int room() {
            return UNLIMITED;
        }

        @Override
        public boolean isOpen() {
            return true;
        }
    };

    /** @return how many more jobs may be taken now, 0 for none; {@link #UNLIMITED} when nobody counts */
    int room();

    /** Whether all whom the jobs need serve as usual. An attempt that fails while one does not is not the job's fault, and is not counted. */
    boolean isOpen();

    /**
     * The broker was asked for no more jobs than there was room for, and has answered.
     *
     * @param jobs    so many came, which are in hand until {@link #done}
     * @param emptied whether nothing waits there any more
     */
    default void came(int jobs, boolean emptied) {}

    /** One of the jobs that came is not in hand any more. */
    default void done() {}
}
