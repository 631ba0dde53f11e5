package dialtone.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why a discount is given and on which days (SID ProductOfferingPrice: priceAlteration with its condition). Whatever it says has to hold.
 *
 * @param name        as the customer reads it on the invoice; empty of one that explains itself
 * @param afterMonths of tenure: how many months ago the customer began with the line at the least; 0 when it does not matter
 * @param together    what else the account has to have; empty when it does not matter
 */
public record DiscountCondition(Optional<String> name, int afterMonths, Optional<Together> together) {

    /** One that always holds. */
    public static final DiscountCondition ALWAYS = new DiscountCondition(Optional.empty(), 0, Optional.empty());

    /** Fifty years of tenure. */
    public static final int MAX_MONTHS = 600;

    /** Of a name: letters as a person writes them, without those that the stored text divides by. */
    public static final Pattern NAME = Pattern.compile("[^:;,=|/\\p{Cntrl}]{1,64}");

    /**
     * So many products of these offerings at once, paid for by one account. What the discount is on is one of them if its offering is.
     *
     * <p>A bundle: {@code [mobile-call-pack]}, 1 at the least. A second line: all plans, 2 at the least. Three or four lines: 3 to 4.
     *
     * @param atMost empty when however many
     */
    public record Together(List<OfferingId> offerings, int atLeast, Optional<Integer> atMost) {

        /** Lines of an account that a step of a volume discount may name. */
        public static final int MAX_COUNT = 10_000;

        /** Offerings that one may name: as many as fit the text of a price. */
        public static final int MAX_OFFERINGS = 20;

        public Together {
            offerings = List.copyOf(offerings);
            if (offerings.isEmpty() || offerings.size() > MAX_OFFERINGS) {
                throw new IllegalArgumentException("1 to " + MAX_OFFERINGS + " offerings, not " + offerings.size());
            }
            int least = atLeast;
            if (atLeast < 1
                    || atLeast > MAX_COUNT
                    || atMost.filter(most -> most < least || most > MAX_COUNT).isPresent()) {
                throw new IllegalArgumentException("1 to " + MAX_COUNT + " products, from few to many");
            }
        }

        public boolean holdsFor(long count) {
            return count >= atLeast && atMost.map(most -> count <= most).orElse(true);
        }

        String text() {
            return "t/" + atLeast + "/" + atMost.map(String::valueOf).orElse("*") + "/"
                    + String.join("/", offerings.stream().map(OfferingId::value).toList());
        }

        static Together parse(String text) {
            List<String> parts = Arrays.asList(text.split("/", -1));
            return new Together(
                    parts.subList(3, parts.size()).stream().map(OfferingId::new).toList(),
                    Integer.parseInt(parts.get(1)),
                    parts.get(2).equals("*") ? Optional.empty() : Optional.of(Integer.valueOf(parts.get(2))));
        }
    }

    public DiscountCondition {
        if (name.filter(text -> !NAME.matcher(text).matches()).isPresent()) {
            throw new IllegalArgumentException("A name has 1 to 64 characters, none of : ; , = | /");
        }
        if (afterMonths < 0 || afterMonths > MAX_MONTHS) {
            throw new IllegalArgumentException("0 to " + MAX_MONTHS + " months of tenure, not " + afterMonths);
        }
    }

    /** One that holds always and has a name. */
    public static DiscountCondition named(String name) {
        return new DiscountCondition(Optional.of(name), 0, Optional.empty());
    }

    /** Whether it may begin or end within a period. */
    public boolean isOfDays() {
        return afterMonths > 0 || together.isPresent();
    }

    /** Parts after the four of a discount, each with a colon before it; empty of one that always holds, as discounts of before had none. */
    String text() {
        List<String> parts = new ArrayList<>();
        name.ifPresent(text -> parts.add(":n/" + text));
        if (afterMonths > 0) {
            parts.add(":m/" + afterMonths);
        }
        together.ifPresent(with -> parts.add(":" + with.text()));
        return String.join("", parts);
    }

    static DiscountCondition parse(List<String> parts) {
        Optional<String> name = Optional.empty();
        int months = 0;
        Optional<Together> together = Optional.empty();
        for (String part : parts) {
            switch (part.substring(0, Math.min(part.length(), 2))) {
                case "n/" -> name = Optional.of(part.substring(2));
                case "m/" -> months = Integer.parseInt(part.substring(2));
                case "t/" -> together = Optional.of(Together.parse(part));
                default -> throw new IllegalArgumentException("Unknown condition of a discount: " + part);
            }
        }
        return new DiscountCondition(name, months, together);
    }
}
