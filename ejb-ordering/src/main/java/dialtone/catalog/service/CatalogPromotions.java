package dialtone.catalog.service;

import dialtone.catalog.DiscountCondition;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.Promotion;
import dialtone.catalog.RecurringTerms;
import dialtone.catalog.RecurringTerms.Discount;
import dialtone.catalog.service.CatalogRules.Placed;
import dialtone.platform.yaml.CatalogFaults;
import dialtone.platform.yaml.YamlMap;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a catalogue says under {@code promotions}: what coupons take off, of what, for whom and when. */
final class CatalogPromotions {

    private static final Set<String> KEYS = Set.of(
            "id",
            "name",
            "code",
            "limit",
            "percent",
            "amount",
            "after",
            "periods",
            "charges",
            "offerings",
            "from",
            "until",
            "customers",
            "combinable");

    /** Of one house at a time. */
    private static final int MAX_PROMOTIONS = 500;

    private final CatalogFaults faults;
    private final List<Placed<Promotion>> said = new ArrayList<>();

    CatalogPromotions(CatalogFaults faults) {
        this.faults = faults;
    }

    void read(YamlMap file, Currency currency) {
        for (YamlMap map : file.maps("promotions", KEYS)) {
            promotion(map, new CatalogRecurring(currency))
                    .ifPresent(found -> said.add(new Placed<>(found, map.place())));
        }
    }

    List<Promotion> value() {
        return said.stream().map(Placed::value).toList();
    }

    private static Optional<Promotion> promotion(YamlMap map, CatalogRecurring recurring) {
        String name = map.text("name", 64);
        Optional<Discount> discount = recurring.discount(map);
        if (!DiscountCondition.NAME.matcher(name).matches()) {
            map.fault(
                    "name",
                    "a promotion's name has none of : ; , = |  and no slash, since invoices say it with its discount");
            return Optional.empty();
        }
        return discount.map(off -> new Promotion(
                map.name("id"),
                name,
                code(map),
                limit(map),
                off.where(DiscountCondition.named(name)),
                charges(map),
                map.texts("offerings", 64).stream().map(OfferingId::new).toList(),
                day(map, "from"),
                day(map, "until"),
                newOnly(map),
                map.flag("combinable")));
    }

    private static Optional<String> code(YamlMap map) {
        Optional<String> code = map.optionalText("code", 32);
        if (code.filter(text -> !text.matches(Promotion.CODE_FORM)).isPresent()) {
            map.fault("code", "a code has 4 to 32 capitals, digits and hyphens, not " + code.get());
            return Optional.empty();
        }
        return code;
    }

    private static Optional<Integer> limit(YamlMap map) {
        Optional<String> text = map.optionalText("limit", 8);
        Optional<Integer> limit = text.filter(number -> number.matches("[1-9][0-9]{0,6}"))
                .map(Integer::valueOf)
                .filter(number -> number <= Promotion.MAX_LIMIT);
        if (text.isPresent() && limit.isEmpty()) {
            map.fault("limit", "limit is a number of uses from 1 to " + Promotion.MAX_LIMIT + ", not " + text.get());
        }
        if (text.isPresent() && !map.has("code")) {
            map.fault("limit", "limit is said of a code that all use: codes of a series are for one use each");
        }
        return limit;
    }

    private static Set<Promotion.Charge> charges(YamlMap map) {
        Set<Promotion.Charge> found = EnumSet.noneOf(Promotion.Charge.class);
        for (String text : map.texts("charges", 16)) {
            Stream.of(Promotion.Charge.values())
                    .filter(charge -> charge.word().equals(text))
                    .findFirst()
                    .ifPresentOrElse(
                            found::add,
                            () -> map.fault(
                                    "charges",
                                    "charges are some of one-off, recurring, voice, sms, data and roaming, not "
                                            + text));
        }
        return found.isEmpty() ? EnumSet.of(Promotion.Charge.RECURRING) : found;
    }

    private static Optional<LocalDate> day(YamlMap map, String key) {
        return map.optionalText(key, 10).flatMap(text -> {
            try {
                return Optional.of(LocalDate.parse(text));
            } catch (DateTimeException unreadable) {
                map.fault(key, key + " is a day such as 2026-12-31, not " + text);
                return Optional.empty();
            }
        });
    }

    private static boolean newOnly(YamlMap map) {
        String text = map.optionalText("customers", 8).orElse("all");
        if (!text.equals("all") && !text.equals("new")) {
            map.fault("customers", "customers are all or new, not " + text);
        }
        return text.equals("new");
    }

    /** What promotions say of each other and of offerings. */
    void check(List<ProductOffering> offerings) {
        Set<String> ids = new HashSet<>();
        Set<String> codes = new HashSet<>();
        for (Placed<Promotion> each : said) {
            Promotion promotion = each.value();
            if (!ids.add(promotion.id())) {
                faults.add(each.place(), "promotion " + promotion.id() + " occurs more than once");
            }
            if (promotion.code().filter(code -> !codes.add(code)).isPresent()) {
                faults.add(each.place(), "code " + promotion.code().get() + " is that of another promotion");
            }
            if (promotion
                    .until()
                    .flatMap(until -> promotion.from().filter(until::isBefore))
                    .isPresent()) {
                faults.add(each.place(), "until is before from");
            }
            if (promotion.discount().after() > 0 && promotion.charges().contains(Promotion.Charge.ONE_OFF)) {
                faults.add(
                        each.place(),
                        "after is of recurring charges alone: what is paid once is paid in the beginning");
            }
            if (promotion.offerings().isEmpty()) {
                faults.add(each.place(), "offerings are missing: a promotion names those that it is for");
            }
            promotion.offerings().forEach(id -> offering(each, id, offerings));
        }
        if (said.size() > MAX_PROMOTIONS) {
            faults.add(said.getLast().place(), "there are at most " + MAX_PROMOTIONS + " promotions");
        }
    }

    private void offering(Placed<Promotion> promotion, OfferingId id, List<ProductOffering> offerings) {
        Optional<ProductOffering> found =
                offerings.stream().filter(each -> each.id().equals(id)).findFirst();
        if (found.isEmpty()) {
            faults.add(promotion.place(), "offering " + id + " is none of the catalogue");
            return;
        }
        if (found.get().characteristics().stream()
                .noneMatch(question -> question.name().equals(Promotion.COUPON))) {
            faults.add(
                    promotion.place(),
                    "offering " + id + " has no characteristic " + Promotion.COUPON + ", in which its code is told");
        }
        if (found.get().prices().stream().anyMatch(price -> discounts(price).size() >= RecurringTerms.MAX_DISCOUNTS)) {
            faults.add(promotion.place(), "a price of " + id + " has as many discounts as there may be already");
            return;
        }
        reduced(promotion, found.get());
    }

    private static List<Discount> discounts(Price price) {
        return switch (price) {
            case Price.Recurring recurring -> recurring.terms().discounts();
            case Price.Usage usage -> usage.terms().discounts();
            default -> List.of();
        };
    }

    private static int said(Price price) {
        return switch (price) {
            case Price.Recurring recurring -> recurring.terms().text().length();
            case Price.Usage usage -> usage.terms().text().length();
            default -> 0;
        };
    }

    private void reduced(Placed<Promotion> promotion, ProductOffering offering) {
        List<Price> reduced = promotion.value().off(offering).prices();
        if (reduced.equals(offering.prices())) {
            faults.add(promotion.place(), "offering " + offering.id() + " has no price that something comes off");
        }
        if (reduced.stream().anyMatch(price -> said(price) > RecurringTerms.MAX_TEXT)) {
            faults.add(
                    promotion.place(),
                    "all that is said of a price of " + offering.id() + ", with the promotion, has at most "
                            + RecurringTerms.MAX_TEXT + " characters");
        }
    }
}
