package dialtone.usage.tmf;

import dialtone.base.Money;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import dialtone.invoice.AllowanceLine;
import dialtone.invoice.InvoicePreview;
import dialtone.party.BillingAccount;
import dialtone.platform.tmf.EntityRef;
import dialtone.platform.tmf.RelatedEntity;
import dialtone.rating.ChargePeriod;
import dialtone.spending.SpendingStanding;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * TMF677 QueryUsageConsumption, as it is answered: what an account's lines have used in a month of what is included. Asked again it says what
 * holds then: nothing of it is kept, and its id names account and month.
 *
 * @param id {@code BAC-100001-2026-11}
 */
@JsonbPropertyOrder({
    "id",
    "href",
    "queryUsageConsumptionDate",
    "partyAccount",
    "relatedParty",
    "usageConsumption",
    "type"
})
public record UsageConsumptionView(
        String id,
        String href,
        Instant queryUsageConsumptionDate,
        List<EntityRef> partyAccount,
        List<RelatedEntity> relatedParty,
        List<ConsumptionView> usageConsumption,
        @JsonbProperty("@type") String type) {

    static final String PATH = "/tmf-api/usageConsumption/v4/queryUsageConsumption/";

    /** TMF677 UsageConsumption of one number. */
    @JsonbPropertyOrder({"id", "name", "state", "validPeriod", "logicalResource", "bucketRefOrValue"})
    public record ConsumptionView(
            String id,
            String name,
            String state,
            PeriodView validPeriod,
            List<EntityRef> logicalResource,
            List<BucketView> bucketRefOrValue) {}

    @JsonbPropertyOrder({"startDateTime", "endDateTime"})
    public record PeriodView(Instant startDateTime, Instant endDateTime) {
        static PeriodView of(ChargePeriod days, ZoneId zone) {
            return new PeriodView(
                    days.from().atStartOfDay(zone).toInstant(),
                    days.to().atStartOfDay(zone).toInstant());
        }

        /** In ids. */
        private String begin() {
            return startDateTime.toString().replaceAll("[-:.]", "");
        }

        PeriodView within(AllowanceLine.Validity validity) {
            return new PeriodView(
                    validity.from().isAfter(startDateTime) ? validity.from() : startDateTime,
                    validity.until()
                            .filter(until -> until.isBefore(endDateTime))
                            .orElse(endDateTime));
        }
    }

    /**
     * TMF677 Bucket: an allowance, or a limit of what may be spent.
     *
     * @param usageType          voice, sms or data, the first of several that it covers; of a limit the code of its currency
     * @param remainingValueName as people read it: {@code 20 minutes}
     * @param id                 {@code 491510000001-minutes-20261120T101500Z}: number, allowance and where it begins in the month
     * @param status             active, exhausted, or expired: nothing of it remains, for its time is over
     * @param validFor           the part of the month in which the number has the tariff
     */
    @JsonbPropertyOrder({
        "id",
        "name",
        "usageType",
        "shared",
        "status",
        "remainingValue",
        "remainingValueName",
        "bucketCounter",
        "validFor"
    })
    public record BucketView(
            String id,
            String name,
            String usageType,
            @JsonbProperty("isShared") boolean shared,
            String status,
            QuantityView remainingValue,
            String remainingValueName,
            List<CounterView> bucketCounter,
            PeriodView validFor) {}

    /** @param units second, message or byte; of a limit the code of its currency */
    @JsonbPropertyOrder({"amount", "units"})
    public record QuantityView(BigDecimal amount, String units) {
        static QuantityView of(Money money) {
            return new QuantityView(money.amount(), money.currency().getCurrencyCode());
        }

        static QuantityView of(long units, UsageType type) {
            return new QuantityView(BigDecimal.valueOf(units), type.unit());
        }
    }

    /**
     * @param counterType used
     * @param level global, for a bucket is of one number
     */
    @JsonbPropertyOrder({"counterType", "level", "value", "valueName", "consumptionPeriod"})
    public record CounterView(
            String counterType, String level, QuantityView value, String valueName, PeriodView consumptionPeriod) {}

    /** In ids: that something is of the account and no number. */
    private static final String ACCOUNT = "account";

    static String id(BillingAccount account, YearMonth month) {
        return account.id().value() + "-" + month;
    }

    /** @param spending limits that the account has, and where it has none */
    static UsageConsumptionView of(
            BillingAccount account, InvoicePreview month, List<SpendingStanding> spending, Instant now) {
        String id = id(account, month.month());
        return new UsageConsumptionView(
                id,
                PATH + id,
                now,
                List.of(EntityRef.to(account.id().value(), account.name(), "BillingAccount")),
                List.of(RelatedEntity.customer(account.customer().value())),
                Stream.concat(
                                month.allowances().stream().map(AllowanceLine::msisdn),
                                limited(spending).map(UsageConsumptionView::holder))
                        .distinct()
                        .map(holder -> consumption(id, holder, month, spending, account.timeZone(), now))
                        .toList(),
                "QueryUsageConsumption");
    }

    private static ConsumptionView consumption(
            String id, String msisdn, InvoicePreview month, List<SpendingStanding> spending, ZoneId zone, Instant now) {
        PeriodView period = PeriodView.of(ChargePeriod.month(month.month()), zone);
        boolean line = !msisdn.equals(AllowanceLine.SHARED) && !msisdn.equals(ACCOUNT);
        String whose = line ? "+" + msisdn : msisdn.equals(ACCOUNT) ? "all lines" : "what lines share";
        return new ConsumptionView(
                id + "-" + holder(msisdn),
                "Use of " + whose + " in " + month.month(),
                "done",
                period,
                line ? List.of(EntityRef.to(msisdn, "+" + msisdn, "MSISDN")) : List.of(),
                Stream.concat(
                                month.allowances().stream()
                                        .filter(each -> each.msisdn().equals(msisdn))
                                        .map(each -> bucket(
                                                each,
                                                PeriodView.of(each.cycle(), zone)
                                                        .within(each.validity()),
                                                now)),
                                limited(spending)
                                        .filter(each -> holder(each).equals(msisdn))
                                        .map(each -> bucket(each, period, now)))
                        .toList());
    }

    private static Stream<SpendingStanding> limited(List<SpendingStanding> spending) {
        return spending.stream().filter(each -> each.most().isPresent());
    }

    private static String holder(SpendingStanding standing) {
        return standing.msisdn().orElse(ACCOUNT);
    }

    /** A limit of what may be spent: money is left of it. */
    private static BucketView bucket(SpendingStanding standing, PeriodView period, Instant now) {
        boolean expired = !period.endDateTime().isAfter(now);
        Money none = Money.zero(standing.limit().currency());
        Money left = expired ? none : standing.left().orElse(none);
        return new BucketView(
                holder(standing) + "-" + standing.limit().id() + "-" + period.begin(),
                standing.limit().name(),
                standing.limit().currency().getCurrencyCode(),
                standing.msisdn().isEmpty(),
                expired ? "expired" : left.isZero() ? "exhausted" : "active",
                QuantityView.of(left),
                left.toString(),
                List.of(new CounterView(
                        "used",
                        "global",
                        QuantityView.of(standing.spent()),
                        standing.spent().toString(),
                        period)),
                period);
    }

    /** In ids: a number, or that lines share. */
    private static String holder(String msisdn) {
        return msisdn.equals(AllowanceLine.SHARED) ? "shared" : msisdn;
    }

    /** @param period of the month that the line has its tariff in: of one that has ended nothing remains */
    private static BucketView bucket(AllowanceLine line, PeriodView period, Instant now) {
        Price.Allowance allowance = line.use().allowance();
        UsageType type = allowance.types().getFirst();
        boolean expired = !period.endDateTime().isAfter(now);
        long remaining = expired ? 0 : line.use().remaining();
        return new BucketView(
                holder(line.msisdn()) + "-" + allowance.id() + "-" + period.begin(),
                allowance.name(),
                type.name().toLowerCase(Locale.ROOT),
                line.isShared(),
                expired ? "expired" : remaining == 0 ? "exhausted" : "active",
                QuantityView.of(remaining, type),
                type.text(remaining),
                List.of(new CounterView(
                        "used",
                        "global",
                        QuantityView.of(line.use().used(), type),
                        type.text(line.use().used()),
                        period)),
                period);
    }
}
