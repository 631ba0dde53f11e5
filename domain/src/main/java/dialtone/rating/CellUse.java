package dialtone.rating;

/**
 * What a bill cycle has of a cell.
 *
 * @param units   base units after minimum and increment
 * @param records that began in it and used something
 */
public record CellUse(long units, long records) {

    public CellUse {
        if (units < 0 || records < 0) {
            throw new IllegalArgumentException("Use is not negative: " + units + " units, " + records + " records");
        }
    }
}
