package dialtone.base;

import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * A part of a longer list.
 *
 * @param rows   in the order asked for
 * @param offset of the first row, from 0
 * @param total  number of rows there are in all
 */
public record Page<T>(List<T> rows, int offset, long total) {

    /** A page is never longer: a request that asks for more gets this many. */
    public static final int MAX_LIMIT = 500;

    public Page {
        rows = List.copyOf(rows);
    }

    /** The same part of the list, each row as something else. */
    public <R> Page<R> map(Function<? super T, ? extends R> shown) {
        return new Page<>(rows.stream().<R>map(shown).toList(), offset, total);
    }

    /**
     * A page of rows that were read. One that is not full ends the list and says by itself how many there are, so that nobody counts; one
     * past the end does not.
     *
     * @param limit   how many rows were asked for
     * @param counted how many there are in all
     */
    public static <T> Page<T> of(List<T> rows, int offset, int limit, LongSupplier counted) {
        return endsHere(rows, offset, limit) ? last(rows, offset) : new Page<>(rows, offset, counted.getAsLong());
    }

    /** Whether the rows that were read say by themselves how many there are in all. */
    public static boolean endsHere(List<?> rows, int offset, int limit) {
        return rows.size() < limit && (offset == 0 || !rows.isEmpty());
    }

    /** The last page. */
    public static <T> Page<T> last(List<T> rows, int offset) {
        return new Page<>(rows, offset, (long) offset + rows.size());
    }
}
