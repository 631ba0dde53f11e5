package dialtone.rating;

/**
 * What is left of an allowance from a former cycle.
 *
 * @param allowance its place among the tariff's allowances, from 0
 * @param age       how many cycles before the one it is carried into it was included, from 1
 * @param units     base units, above 0
 */
public record Carried(int allowance, int age, long units) {

    public Carried {
        if (allowance < 0 || age < 1 || units < 1) {
            throw new IllegalArgumentException("Nothing is carried: " + units + " units of " + age + " cycles ago");
        }
    }
}
