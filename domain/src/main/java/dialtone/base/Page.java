package dialtone.base;

import java.util.List;

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
}
