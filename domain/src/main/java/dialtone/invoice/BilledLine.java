package dialtone.invoice;

import dialtone.base.Money;
import dialtone.order.OrderId;
import dialtone.rating.ChargePeriod;
import java.time.LocalDate;

/**
 * A line of an invoice, net of tax. It has one cause, and each cause is on one line: that is what the table's unique keys hold.
 *
 * @param number      1 for the first line of its invoice
 * @param subject     order and item, {@code ORD-100001/1}; the number that was used, {@code 491510000001}; the adjustment's reason; at
 *                    most 80 characters
 * @param description as the customer reads it; at most {@value #MAX_DESCRIPTION} characters
 * @param explanation how the amount came about: {@code 6 of 30 days of 15.00 EUR}; at most {@value #MAX_EXPLANATION} characters
 * @param period      the days it is for
 * @param records     usage records behind it
 */
public record BilledLine(
        int number,
        Kind kind,
        Cause cause,
        String subject,
        String description,
        String explanation,
        ChargePeriod period,
        Money amount,
        long records) {

    /** Column width. */
    public static final int MAX_EXPLANATION = 1_000;

    /** Column width; a price's name has up to 128, and a line may be of several. */
    public static final int MAX_DESCRIPTION = 255;

    /** What a line is for; those of charges are called as {@link dialtone.rating.ChargeKind} calls them. */
    public enum Kind {
        ONE_OFF,
        RECURRING,
        USAGE,
        CREDIT,
        EARLY_TERMINATION,
        ADJUSTMENT
    }

    /** Why a line is there. */
    public sealed interface Cause {}

    /**
     * A rated charge of an order item.
     *
     * @param chargeId of the charge's row
     */
    public record OfCharge(long chargeId, OrderId order, String itemId, String priceId) implements Cause {}

    /** Use of a number by one price in a cycle. */
    public sealed interface OfUse extends Cause {

        /** Row of the number: number, account and tariff for a time. */
        long numberAccountId();

        /** First day of the cycle of the use. */
        LocalDate cycle();

        String priceId();
    }

    /**
     * The use of a number by one price in a cycle that is over, or what of it no bill on demand has had.
     *
     * @param numberAccountId row of the number: number, account and tariff for a time
     * @param cycle           first day of the cycle of the use
     * @param billCycle       first day of the cycle that is invoiced: later than {@code cycle} for use that came late
     */
    public record OfUsage(long numberAccountId, LocalDate cycle, LocalDate billCycle, String priceId) implements OfUse {
        /** What the table holds once. */
        public String key() {
            return numberAccountId + ":" + cycle + ":" + billCycle + ":" + priceId;
        }

        public boolean isLate() {
            return billCycle.isAfter(cycle);
        }
    }

    /**
     * What a bill on demand has of a cycle that goes on: what it has cost so far.
     *
     * @param billedTo first day that the bill does not have
     */
    public record OfUsageSoFar(long numberAccountId, LocalDate cycle, LocalDate billedTo, String priceId)
            implements OfUse {
        /** What the table holds once. */
        public String key() {
            return numberAccountId + ":" + cycle + ":to:" + billedTo + ":" + priceId;
        }
    }

    /** An adjustment that two people have agreed to. */
    public record OfAdjustment(long adjustmentId) implements Cause {}

    /** A line that a credit note takes back. */
    public record OfCreditedLine(InvoiceId invoice, int line) implements Cause {
        public String key() {
            return invoice + ":" + line;
        }
    }

    /**
     * What a line of an invoice that was credited whole was for, on the invoice that takes its place.
     *
     * @param of the cause of that line: of none of these
     */
    public record OfRebilledLine(InvoiceId invoice, int line, Cause of) implements Cause {
        public String key() {
            return invoice + ":" + line;
        }
    }

    public BilledLine {
        if (number < 1 || records < 0) {
            throw new IllegalArgumentException("Line " + number + " with " + records + " records");
        }
        description = fitted(description, MAX_DESCRIPTION);
        explanation = fitted(explanation, MAX_EXPLANATION);
    }

    private static String fitted(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width);
    }

    /** The same line in another place. */
    public BilledLine numbered(int other) {
        return new BilledLine(other, kind, cause, subject, description, explanation, period, amount, records);
    }

    /** The same line for another cause. */
    BilledLine causedBy(Cause other) {
        return new BilledLine(number, kind, other, subject, description, explanation, period, amount, records);
    }

    /** What it is for in the first place: of a line that takes the place of another one, what that one was for. */
    public Cause origin() {
        return cause instanceof OfRebilledLine rebilled ? rebilled.of() : cause;
    }

    /** The price that it was charged by, where there is one. */
    public String priceId() {
        return switch (origin()) {
            case OfCharge charge -> charge.priceId();
            case OfUse use -> use.priceId();
            case OfAdjustment adjustment -> "";
            case OfCreditedLine credited -> "";
            case OfRebilledLine rebilled -> throw new IllegalStateException("Rebilled twice over: " + rebilled);
        };
    }
}
