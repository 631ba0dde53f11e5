package dialtone.order.console;

import dialtone.base.Money;
import dialtone.base.console.Amounts;
import dialtone.base.console.Words;
import dialtone.catalog.AnswerForm;
import dialtone.catalog.CharacteristicSpecification;
import dialtone.catalog.MinimumTerm;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.UsageType;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An offering as a CSR chooses it.
 *
 * @param monthly   {@code €24.99}; empty when it costs nothing a month
 * @param recurring what it costs otherwise than by the month, each: {@code €3.90 a week}
 * @param once      {@code €9.99}; empty when it costs nothing once
 * @param term      {@code At least 24 months, else €4.00 for each that is left}; empty when it may end on any day
 * @param included  an allowance each: "20 GB data"
 * @param overage   a usage price each, "Calls €0.09 a minute", and a recurring one each that says more than an amount a month
 * @param questions what the order has to say about it
 */
public record OfferingCard(
        String id,
        String name,
        String description,
        String monthly,
        List<String> recurring,
        String once,
        String term,
        List<String> included,
        List<String> overage,
        List<Question> questions)
        implements Serializable {

    /**
     * A characteristic to be answered.
     *
     * @param key     where the answer is kept: offering, colon, name
     * @param hint    what an answer looks like, a sentence; empty when anything will do
     * @param answers empty when any text will do
     */
    public record Question(String key, String name, String label, String hint, boolean required, List<Answer> answers)
            implements Serializable {
        public boolean isChoice() {
            return !answers.isEmpty();
        }
    }

    public record Answer(String value, String label) implements Serializable {}

    public static OfferingCard of(ProductOffering offering) {
        return new OfferingCard(
                offering.id().value(),
                offering.name(),
                offering.description(),
                sum(offering, price -> price instanceof Price.Recurring recurring && recurring.isByTheMonth())
                        .map(Amounts::text)
                        .orElse(""),
                offering.prices().stream().flatMap(OfferingCard::otherwise).toList(),
                sum(offering, Price.OneOff.class::isInstance).map(Amounts::text).orElse(""),
                offering.minimumTerm().map(OfferingCard::term).orElse(""),
                offering.prices().stream()
                        .filter(Price.Allowance.class::isInstance)
                        .map(price -> included((Price.Allowance) price))
                        .toList(),
                offering.prices().stream().flatMap(OfferingCard::beside).toList(),
                // A characteristic with one possible answer asks nothing.
                offering.characteristics().stream()
                        .filter(characteristic -> characteristic.allowedValues().size() != 1)
                        .map(characteristic -> question(offering, characteristic))
                        .toList());
    }

    /** {@code €9.90 a month}, {@code €3.90 a week}, or both with a comma; empty when nothing recurs. */
    public String recurs() {
        return Stream.concat(monthly.isEmpty() ? Stream.of() : Stream.of(monthly + " a month"), recurring.stream())
                .collect(Collectors.joining(", "));
    }

    /** The amount that is shown large: what recurs, or else what it costs once. */
    public String headline() {
        String recurs = recurs();
        return recurs.isEmpty() ? once : recurs.substring(0, headlineEnds(recurs));
    }

    /** What follows the large amount: {@code once}, {@code a month}, {@code a week}. */
    public String headlinePer() {
        String recurs = recurs();
        return recurs.isEmpty()
                ? "once"
                : recurs.substring(headlineEnds(recurs)).strip();
    }

    private static int headlineEnds(String recurs) {
        int end = recurs.indexOf(" a ");
        return end < 0 ? recurs.length() : end;
    }

    private static Stream<String> otherwise(Price price) {
        return price instanceof Price.Recurring charge && !charge.isByTheMonth()
                ? Stream.of(Amounts.rate(charge))
                : Stream.of();
    }

    private static String term(MinimumTerm term) {
        String atLeast = term.months() == 1 ? "At least 1 month" : "At least " + term.months() + " months";
        return term.fee().map(fee -> term(atLeast, fee)).orElse(atLeast + ", and not to be ended before");
    }

    private static String term(String atLeast, MinimumTerm.Fee charged) {
        return switch (charged) {
            case MinimumTerm.Fee.PerRemainingMonth fee when fee.amount().isZero() -> atLeast;
            case MinimumTerm.Fee.Fixed fee when fee.amount().isZero() -> atLeast;
            case MinimumTerm.Fee.PerRemainingMonth fee ->
                atLeast + ", else " + Amounts.text(fee.amount()) + " for each that is left";
            case MinimumTerm.Fee.Fixed fee -> atLeast + ", else " + Amounts.text(fee.amount());
        };
    }

    static String key(ProductOffering offering, CharacteristicSpecification characteristic) {
        return offering.id().value() + ":" + characteristic.name();
    }

    private static Question question(ProductOffering offering, CharacteristicSpecification characteristic) {
        return new Question(
                key(offering, characteristic),
                characteristic.name(),
                characteristic.label(),
                characteristic.form().map(AnswerForm::words).orElse(""),
                characteristic.required(),
                characteristic.allowedValues().stream()
                        .map(value -> new Answer(value, Words.of(value)))
                        .toList());
    }

    /** What costs something beside the sums. */
    private static Stream<String> beside(Price price) {
        return switch (price) {
            case Price.Recurring byTheMonth when byTheMonth.terms().isMonthly() -> Stream.of();
            case Price.Recurring other -> Stream.of(recurring(other));
            case Price.Usage usage -> Stream.of(overage(usage));
            case Price.OneOff once -> Stream.of();
            case Price.EarlyTermination fee -> Stream.of();
            case Price.Allowance allowance -> Stream.of();
        };
    }

    private static Optional<Money> sum(ProductOffering offering, Predicate<Price> counted) {
        return offering.prices().stream()
                .filter(counted)
                .map(price -> switch (price) {
                    case Price.OneOff once -> once.amount();
                    case Price.Recurring monthly -> monthly.amount();
                    case Price.EarlyTermination fee -> fee.amount();
                    case Price.Usage usage -> throw new IllegalArgumentException("Not an amount: " + usage);
                    case Price.Allowance allowance -> throw new IllegalArgumentException("Not an amount: " + allowance);
                })
                .reduce(Money::plus)
                .filter(sum -> !sum.isZero());
    }

    /** {@code Service €120.00 a year (in arrears)}. */
    public static String recurring(Price.Recurring price) {
        String terms = price.terms().description();
        return price.name() + " " + Amounts.rate(price) + (terms.isEmpty() ? "" : " (" + terms + ")");
    }

    public static String included(Price.Allowance allowance) {
        return includedUse(allowance) + includedTerms(allowance);
    }

    /** "20 GB data". */
    public static String includedUse(Price.Allowance allowance) {
        String what = allowance.types().stream().map(OfferingCard::noun).collect(Collectors.joining(" or "));
        UsageType first = allowance.types().getFirst();
        String quantity = Amounts.text(first, allowance.quantity());
        return first == UsageType.SMS ? quantity : quantity + " " + what;
    }

    /** What follows it: ", what is left is carried over for a month"; mostly nothing. */
    public static String includedTerms(Price.Allowance allowance) {
        String terms = allowance
                .terms()
                .description(units -> Amounts.text(allowance.types().getFirst(), units));
        if (terms.isEmpty()) {
            return "";
        }
        return (allowance.scope().description().isEmpty() ? ", " : " ") + terms;
    }

    public static String overage(Price.Usage usage) {
        String per = Amounts.text(usage.type(), usage.perUnitCount()).replaceFirst("^1 ", "");
        String price = Words.of(noun(usage.type())) + " " + Amounts.text(usage.price()) + " per " + per;
        String terms = usage.terms().description();
        return terms.isEmpty() ? price : price + " (" + terms + ")";
    }

    private static String noun(UsageType type) {
        return switch (type) {
            case VOICE -> "calls";
            case SMS -> "messages";
            case DATA -> "data";
        };
    }
}
