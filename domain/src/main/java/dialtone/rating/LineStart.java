package dialtone.rating;

import java.time.LocalDate;

/**
 * Since when discounts of a line's use count, and in which cycles.
 *
 * @param day first day of the line, whichever plan it had then
 */
public record LineStart(LocalDate day, UsageCycles cycles) {

    /** How many cycles a later one is behind that in which the line began; 0 for that one. */
    long cyclesBefore(LocalDate cycle) {
        return cycles.between(day, cycle);
    }
}
