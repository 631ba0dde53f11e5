package dialtone.element;

/**
 * How many jobs that need an element are not done.
 *
 * @param urgent of lost and stolen lines; they go first
 * @param usual  of what customers wait for
 * @param batch  of what may wait
 */
public record OpenJobs(long urgent, long usual, long batch) {

    public long all() {
        return urgent + usual + batch;
    }
}
