package dialtone.invoice.tmf;

import dialtone.catalog.OfferingId;
import dialtone.platform.tmf.ReadOnly;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.rating.AgreedUse;
import dialtone.rating.service.ContractUsePrices.ContractUsePrice;
import dialtone.rating.service.ContractUsePrices.Posted;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Another rate for a price of use of an offering, both ways. One of rate, tiers and percentOff; none when the price's own holds again.
 *
 * @param price id of the usage price
 * @param percentOff more than 0, at most 100, with two decimals at the most
 * @param from  first day of the first month that it holds in, {@code 2026-12-01}
 * @param to    first day of the first month that it does not hold in any more; left out when none
 * @param posted by how much months that are on no invoice cost more or less
 */
@JsonbPropertyOrder({
    "offering",
    "price",
    "rate",
    "tiers",
    "percentOff",
    "from",
    "to",
    "reason",
    "agreedAt",
    "agreedBy",
    "posted"
})
public record ContractUsePriceView(
        @Nullable String offering,
        @Nullable String price,
        @Nullable RateView rate,
        @Nullable TiersView tiers,
        @Nullable JsonValue percentOff,
        @Nullable String from,
        @Nullable String to,
        @Nullable String reason,
        @ReadOnly @Nullable Instant agreedAt,
        @ReadOnly @Nullable String agreedBy,
        @ReadOnly @Nullable List<PostedView> posted) {

    /** 0.05 EUR a minute is {@code {"unit": "EUR", "value": 0.05, "per": 1, "perUnit": "min"}}. */
    @JsonbPropertyOrder({"unit", "value", "per", "perUnit"})
    public record RateView(
            @Nullable String unit,
            @Nullable JsonValue value,
            @Nullable JsonValue per,
            @Nullable String perUnit) {}

    /**
     * @param mode    graduated or volume
     * @param unit    ISO 4217 code
     * @param per     how many of perUnit a value is for; 1 where it is left out
     * @param perUnit that all of them count: {@code min}, {@code messages}, {@code MB}
     */
    @JsonbPropertyOrder({"mode", "unit", "per", "perUnit", "steps"})
    public record TiersView(
            @Nullable String mode,
            @Nullable String unit,
            @Nullable JsonValue per,
            @Nullable String perUnit,
            @Nullable List<StepView> steps) {}

    /**
     * @param upTo   last unit of it; left out in the last one
     * @param value  what {@code per} units cost
     * @param blocks whether what is begun of {@code per} units counts whole
     * @param flat   what it costs beside to reach it
     */
    @JsonbPropertyOrder({"upTo", "value", "blocks", "flat"})
    public record StepView(
            @Nullable JsonValue upTo,
            @Nullable JsonValue value,
            @Nullable Boolean blocks,
            @Nullable JsonValue flat) {}

    /** @param month first day of it */
    @JsonbPropertyOrder({"number", "month", "price", "amount"})
    public record PostedView(String number, String month, String price, AmountView amount) {
        static PostedView of(Posted posted) {
            return new PostedView(
                    posted.msisdn(),
                    posted.cycle().toString(),
                    posted.charge().priceId(),
                    AmountView.of(posted.charge().amount()));
        }
    }

    static ContractUsePriceView of(ContractUsePrice each, UsageRates rates) {
        return of(each.offering(), each.agreed(), rates, Optional.of(each), List.of());
    }

    static ContractUsePriceView of(OfferingId offering, AgreedUse agreed, UsageRates rates, List<Posted> posted) {
        return of(offering, agreed, rates, Optional.empty(), posted);
    }

    private static ContractUsePriceView of(
            OfferingId offering,
            AgreedUse agreed,
            UsageRates rates,
            Optional<ContractUsePrice> said,
            List<Posted> posted) {
        AgreedUse.Rate rate = agreed.rate().orElse(null);
        return new ContractUsePriceView(
                offering.value(),
                agreed.price(),
                rate instanceof AgreedUse.PerUnits each ? rates.view(each) : null,
                rate instanceof AgreedUse.Tiered each ? rates.view(each) : null,
                rate instanceof AgreedUse.Percentage each ? ResourceJson.number(each.off()) : null,
                agreed.from().toString(),
                agreed.to().map(LocalDate::toString).orElse(null),
                agreed.reason(),
                said.map(ContractUsePrice::at).orElse(null),
                said.map(ContractUsePrice::by).orElse(null),
                said.isPresent() ? null : posted.stream().map(PostedView::of).toList());
    }

    OfferingId offeringRead() {
        return new OfferingId(required("offering", offering));
    }

    String priceRead() {
        return required("price", price);
    }

    /**
     * @param rates of the use that the price is for
     * @throws TmfRefusal MISSING, INVALID_DATE, INVALID_AMOUNT, INVALID_UNIT, INVALID_TIERS, INVALID_PERCENTAGE, AMBIGUOUS
     */
    AgreedUse read(UsageRates rates) {
        if ((rate == null ? 0 : 1) + (tiers == null ? 0 : 1) + (percentOff == null ? 0 : 1) > 1) {
            throw TmfRefusal.at("rate", "AMBIGUOUS", "Say one of rate, tiers and percentOff.");
        }
        return new AgreedUse(
                priceRead(),
                Dates.day("from", from),
                Optional.ofNullable(to).map(last -> Dates.day("to", last)),
                agreed(rates),
                required("reason", reason));
    }

    private Optional<AgreedUse.Rate> agreed(UsageRates rates) {
        if (percentOff != null) {
            return Optional.of(rates.percentage(percentOff));
        }
        if (tiers != null) {
            return Optional.of(new AgreedUse.Tiered(rates.tiers(tiers)));
        }
        return Optional.ofNullable(rate).map(rates::perUnits);
    }

    private static String required(String field, @Nullable String value) {
        if (value == null) {
            throw TmfRefusal.at(field, "MISSING", "This is required.");
        }
        return value;
    }
}
