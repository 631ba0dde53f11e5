package dialtone.invoice.tmf;

import dialtone.base.Money;
import dialtone.base.UnitPrice;
import dialtone.catalog.Tiers;
import dialtone.catalog.Tiers.Tier;
import dialtone.catalog.UsageType;
import dialtone.invoice.tmf.ContractUsePriceView.RateView;
import dialtone.invoice.tmf.ContractUsePriceView.StepView;
import dialtone.invoice.tmf.ContractUsePriceView.TiersView;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.rating.AgreedUse;
import jakarta.json.JsonNumber;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rates of use as people send them, in units that people use.
 *
 * @param type of the use that the price is for; empty when nobody sells it now
 */
record UsageRates(Optional<UsageType> type) {

    private static final int MAX_DIGITS = 18;

    /** The column has eighteen digits. */
    private static final long MAX_UNITS = 999_999_999_999_999_999L;

    AgreedUse.PerUnits perUnits(RateView rate) {
        return new AgreedUse.PerUnits(
                price("rate.value", rate.value(), currency("rate.unit", rate.unit())),
                units("rate.per", rate.per(), "rate.perUnit", rate.perUnit()));
    }

    Tiers tiers(TiersView said) {
        Currency currency = currency("tiers.unit", said.unit());
        List<StepView> steps = said.steps() == null ? List.of() : said.steps();
        List<Tier> all = new ArrayList<>();
        for (StepView step : steps) {
            all.add(new Tier(
                    step.upTo() == null
                            ? Tiers.NO_END
                            : units("tiers.steps.upTo", step.upTo(), "tiers.perUnit", said.perUnit()),
                    price("tiers.steps.value", step.value(), currency),
                    units("tiers.per", said.per(), "tiers.perUnit", said.perUnit()),
                    Boolean.TRUE.equals(step.blocks()),
                    step.flat() == null
                            ? new UnitPrice(BigDecimal.ZERO, currency)
                            : price("tiers.steps.flat", step.flat(), currency)));
        }
        try {
            return new Tiers(mode(said.mode()), all);
        } catch (IllegalArgumentException wrong) {
            throw TmfRefusal.at(
                    "tiers.steps",
                    "INVALID_TIERS",
                    "1 to " + Tiers.MAX_TIERS
                            + " steps, each ending above the one before it, the last one without an end.");
        }
    }

    /** @throws TmfRefusal WRONG_TYPE, INVALID_PERCENTAGE */
    AgreedUse.Percentage percentage(JsonValue said) {
        BigDecimal off = decimal("percentOff", said);
        if (!Money.isOfDigits(off, MAX_DIGITS) || !AgreedUse.Percentage.isOne(off)) {
            throw TmfRefusal.at(
                    "percentOff", "INVALID_PERCENTAGE", "It is more than 0 and at most 100, with two decimals.");
        }
        return new AgreedUse.Percentage(off);
    }

    private static BigDecimal decimal(String field, @Nullable JsonValue said) {
        if (said == null) {
            throw ReceiptView.missing(field);
        }
        if (!(said instanceof JsonNumber number)) {
            throw TmfRefusal.at(field, "WRONG_TYPE", "This has to be a number.");
        }
        return number.bigDecimalValue();
    }

    private static Tiers.Mode mode(@Nullable String said) {
        return Arrays.stream(Tiers.Mode.values())
                .filter(each -> each.wire().equals(said))
                .findFirst()
                .orElseThrow(() -> TmfRefusal.at("tiers.mode", "INVALID_TIERS", "It is graduated or volume."));
    }

    private static UnitPrice price(String field, @Nullable JsonValue said, Currency currency) {
        BigDecimal value = decimal(field, said);
        if (!Money.isOfDigits(value, MAX_DIGITS) || !AgreedUse.isPrice(value)) {
            throw TmfRefusal.at(
                    field,
                    "INVALID_AMOUNT",
                    "It is not negative, with at most nine digits before and ten behind the point.");
        }
        return new UnitPrice(value, currency);
    }

    /** One of the unit, where nothing is said. */
    private long units(String field, @Nullable JsonValue said, String unitField, @Nullable String unit) {
        BigDecimal amount = said == null ? BigDecimal.ONE : decimal(field, said);
        if (unit == null) {
            throw ReceiptView.missing(unitField);
        }
        Optional<Long> units = type.map(List::of).orElseGet(() -> List.of(UsageType.values())).stream()
                .flatMap(each -> each.units(amount, unit).stream())
                .findFirst();
        if (units.isEmpty()) {
            throw TmfRefusal.at(unitField, "INVALID_UNIT", "The price is for no use that is counted in " + unit + ".");
        }
        return units.filter(some -> some > 0 && some <= MAX_UNITS)
                .orElseThrow(() -> TmfRefusal.at(
                        field, "INVALID_AMOUNT", "It is more than nothing, and at most " + MAX_UNITS + " base units."));
    }

    private static Currency currency(String field, @Nullable String code) {
        if (code == null) {
            throw ReceiptView.missing(field);
        }
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException unknown) {
            throw TmfRefusal.at(field, "WRONG_CURRENCY", "There is no currency " + code + ".");
        }
    }

    /** In base units, which can be sent again as they are. */
    RateView view(AgreedUse.PerUnits rate) {
        return new RateView(
                rate.price().currency().getCurrencyCode(),
                ResourceJson.number(rate.price().amount()),
                ResourceJson.number(BigDecimal.valueOf(rate.perUnitCount())),
                baseUnit());
    }

    /** In base units. */
    TiersView view(AgreedUse.Tiered rate) {
        List<Tier> all = rate.tiers().tiers();
        return new TiersView(
                rate.tiers().mode().wire(),
                all.getFirst().price().currency().getCurrencyCode(),
                ResourceJson.number(BigDecimal.valueOf(all.getFirst().perUnitCount())),
                baseUnit(),
                all.stream()
                        .map(tier -> new StepView(
                                tier.upTo() == Tiers.NO_END
                                        ? null
                                        : ResourceJson.number(BigDecimal.valueOf(tier.upTo())),
                                ResourceJson.number(tier.price().amount()),
                                tier.wholeBlocks(),
                                ResourceJson.number(tier.flat().amount())))
                        .toList());
    }

    private @Nullable String baseUnit() {
        return type.map(of -> switch (of) {
                    case VOICE -> "s";
                    case SMS -> "messages";
                    case DATA -> "B";
                })
                .orElse(null);
    }
}
