package dialtone.rating;

/**
 * The part of a usage record that lies in one cell.
 *
 * @param units base units after minimum and increment
 */
public record Segment(Cell cell, long units) {}
