package dialtone.fulfilment;

import dialtone.base.Money;
import dialtone.catalog.CharacteristicSpecification;
import dialtone.catalog.ProductOffering;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Something that would pass where what was asked for does not.
 *
 * @param kind    of what it is said
 * @param name    of the characteristic; of the others the kind's own
 * @param content id of the offering; value of the characteristic; amount with its currency, or ISO 8601 time in UTC, each empty when it is not told; at most 255 characters
 * @param label   as a CSR reads it; at most 255 characters
 */
public record Alternative(Kind kind, String name, String content, String label) {

    public enum Kind {
        /** Another offering in the place of this one, or beside it. */
        OFFERING,
        /** Another answer to a question of the offering. */
        CHARACTERISTIC,
        /** The same, with a sum of money left with us. */
        DEPOSIT,
        /** The same, later. */
        START
    }

    public static Alternative offering(ProductOffering offering) {
        return new Alternative(Kind.OFFERING, "productOffering", offering.id().value(), offering.name());
    }

    /** Another answer to that question. */
    public static Alternative answer(CharacteristicSpecification question, String value) {
        return new Alternative(Kind.CHARACTERISTIC, question.name(), value, question.label() + " " + value);
    }

    public static Alternative deposit(Money amount) {
        return new Alternative(Kind.DEPOSIT, "deposit", amount.toString(), "A deposit of " + amount);
    }

    /** The same, without saying how much. */
    Alternative withoutSum() {
        return kind == Kind.DEPOSIT ? new Alternative(kind, name, "", "A deposit") : this;
    }

    public static Alternative startingAt(Instant time) {
        return startingAt(time, time.toString());
    }

    /** The same from the beginning of that day, which is what it is called: {@code From 2027-05-25}. */
    public static Alternative startingOn(LocalDate day, ZoneId zone) {
        return startingAt(day.atStartOfDay(zone).toInstant(), day.toString());
    }

    private static Alternative startingAt(Instant time, String words) {
        return new Alternative(Kind.START, "requestedStartDate", time.toString(), "From " + words);
    }

    /** The same, without saying when. */
    Alternative withoutDay() {
        return kind == Kind.START ? new Alternative(kind, name, "", "A later start") : this;
    }
}
