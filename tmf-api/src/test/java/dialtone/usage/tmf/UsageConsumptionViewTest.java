package dialtone.usage.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.catalog.OfferingNames;
import dialtone.catalog.Price;
import dialtone.catalog.UsageType;
import dialtone.invoice.AllowanceLine;
import dialtone.invoice.InvoicePreview;
import dialtone.party.Address;
import dialtone.party.BillingAccount;
import dialtone.party.BillingAccountId;
import dialtone.party.Customer;
import dialtone.party.CustomerId;
import dialtone.party.NewCustomer;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.rating.AllowanceUse;
import dialtone.rating.ChargePeriod;
import dialtone.spending.SpendingLimit;
import dialtone.spending.SpendingLimit.Per;
import dialtone.spending.SpendingLimit.Then;
import dialtone.spending.SpendingLimit.Where;
import dialtone.spending.SpendingStanding;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left of what is included, as TMF677 tells it. */
class UsageConsumptionViewTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final BillingAccount ACCOUNT = new BillingAccount(
            new BillingAccountId("BAC-1"),
            new Customer(
                    new CustomerId("CUS-1"),
                    new NewCustomer(
                            "Ada",
                            "Lind",
                            LocalDate.parse("1990-01-01"),
                            "a@example.org",
                            Optional.empty(),
                            new Address("S 1", "10115", "Berlin", "DE")),
                    NOW),
            Currency.getInstance("EUR"),
            ZoneId.of("Europe/Berlin"),
            LocalDate.parse("2026-11-01"));

    private static InvoicePreview month(AllowanceLine... allowances) {
        return new InvoicePreview(
                ACCOUNT.id(), YearMonth.parse("2026-11"), List.of(), List.of(allowances), List.of(), List.of());
    }

    private static AllowanceLine line(String msisdn, UsageType type, long quantity, long used) {
        return line(msisdn, type, quantity, used, AllowanceLine.Validity.OPEN);
    }

    private static AllowanceLine line(
            String msisdn, UsageType type, long quantity, long used, AllowanceLine.Validity validity) {
        return new AllowanceLine(
                msisdn,
                new AllowanceUse(new Price.Allowance("included", "Included", List.of(type), quantity), used),
                ChargePeriod.month(YearMonth.parse("2026-11")),
                validity);
    }

    @Test
    void anAllowanceIsABucketWithWhatIsUsedAndWhatIsLeft() {
        assertThat(ResourceJson.write(UsageConsumptionView.of(
                        ACCOUNT, month(line("491", UsageType.VOICE, 6_000, 4_500)), List.of(), NOW)))
                .isEqualTo("""
                        {"id":"BAC-1-2026-11","href":"/tmf-api/usageConsumption/v4/queryUsageConsumption/BAC-1-2026-11",\
                        "queryUsageConsumptionDate":"2026-11-25T12:00:00Z",\
                        "partyAccount":[{"@referredType":"BillingAccount","id":"BAC-1","name":"Ada Lind"}],\
                        "relatedParty":[{"id":"CUS-1","role":"customer","@referredType":"Customer"}],\
                        "usageConsumption":[{"id":"BAC-1-2026-11-491","name":"Use of +491 in 2026-11","state":"done",\
                        "validPeriod":{"startDateTime":"2026-10-31T23:00:00Z","endDateTime":"2026-11-30T23:00:00Z"},\
                        "logicalResource":[{"@referredType":"MSISDN","id":"491","name":"+491"}],\
                        "bucketRefOrValue":[{"id":"491-included-20261031T230000Z","name":"Included","usageType":"voice","isShared":false,\
                        "status":"active","remainingValue":{"amount":1500,"units":"second"},"remainingValueName":"25 minutes",\
                        "bucketCounter":[{"counterType":"used","level":"global","value":{"amount":4500,"units":"second"},\
                        "valueName":"75 minutes","consumptionPeriod":{"startDateTime":"2026-10-31T23:00:00Z",\
                        "endDateTime":"2026-11-30T23:00:00Z"}}],\
                        "validFor":{"startDateTime":"2026-10-31T23:00:00Z","endDateTime":"2026-11-30T23:00:00Z"}}]}],\
                        "@type":"QueryUsageConsumption"}""");
    }

    @Test
    void aLimitIsABucketOfMoneyAlsoOfALineWithoutAllowances() {
        Currency euro = Currency.getInstance("EUR");
        SpendingLimit limit = new SpendingLimit(
                "roaming-data",
                "Data abroad",
                Per.LINE,
                Set.of(UsageType.DATA),
                Where.ABROAD,
                euro,
                Optional.of(Money.of("50.00", euro)),
                List.of(80, 100),
                Then.HOLD,
                LocalDate.parse("2022-07-01"),
                Optional.empty(),
                OfferingNames.ANY);
        SpendingStanding at = new SpendingStanding(
                limit,
                Optional.of("492"),
                LocalDate.parse("2026-11-01"),
                limit.amount(),
                Money.of("48.00", euro),
                0,
                List.of());
        SpendingStanding none = new SpendingStanding(
                limit, Optional.of("493"), at.cycle(), Optional.empty(), Money.of("70.00", euro), 0, List.of());
        String view = ResourceJson.write(UsageConsumptionView.of(ACCOUNT, month(), List.of(at, none), NOW));
        assertThat(view)
                .contains(
                        "\"bucketRefOrValue\":[{\"id\":\"492-roaming-data-20261031T230000Z\",\"name\":\"Data abroad\","
                                + "\"usageType\":\"EUR\",\"isShared\":false,\"status\":\"active\",\"remainingValue\":{\"amount\":2.00,"
                                + "\"units\":\"EUR\"},\"remainingValueName\":\"2.00 EUR\",\"bucketCounter\":[{\"counterType\":\"used\","
                                + "\"level\":\"global\",\"value\":{\"amount\":48.00,\"units\":\"EUR\"}")
                .doesNotContain("493");
    }

    @Test
    void whatLinesShareIsOfNoNumber() {
        String view = ResourceJson.write(UsageConsumptionView.of(
                ACCOUNT,
                month(line(AllowanceLine.SHARED, UsageType.DATA, 5_000_000_000L, 1_500_000_000L)),
                List.of(),
                NOW));

        assertThat(view)
                .contains("\"id\":\"BAC-1-2026-11-shared\",\"name\":\"Use of what lines share in 2026-11\"")
                .contains("\"id\":\"shared-included-20261031T230000Z\"")
                .contains("\"isShared\":true")
                .contains("\"remainingValue\":{\"amount\":3500000000,");
    }

    @Test
    void eachNumberIsByItselfAndABucketWithoutRestIsExhausted() {
        UsageConsumptionView view = UsageConsumptionView.of(
                ACCOUNT,
                month(
                        line("491", UsageType.VOICE, 60, 60),
                        line("492", UsageType.SMS, 100, 0),
                        line("491", UsageType.DATA, 5_000_000_000L, 1_500_000_000L)),
                List.of(),
                NOW);

        assertThat(view.usageConsumption())
                .extracting(number -> number.id() + " "
                        + number.bucketRefOrValue().stream()
                                .map(bucket ->
                                        bucket.usageType() + " " + bucket.status() + " " + bucket.remainingValueName())
                                .toList())
                .containsExactly(
                        "BAC-1-2026-11-491 [voice exhausted 0 minutes, data active 3.5 GB]",
                        "BAC-1-2026-11-492 [sms active 100 messages]");
    }

    @Test
    void ofAFormerPlanNothingRemainsAndItsBucketHasItsOwnIdAndEnd() {
        Instant changed = Instant.parse("2026-11-20T10:15:00Z");
        UsageConsumptionView view = UsageConsumptionView.of(
                ACCOUNT,
                month(
                        line(
                                "491",
                                UsageType.VOICE,
                                6_000,
                                600,
                                new AllowanceLine.Validity(
                                        Instant.parse("2026-10-01T00:00:00Z"), Optional.of(changed))),
                        line("491", UsageType.VOICE, 12_000, 0, new AllowanceLine.Validity(changed, Optional.empty()))),
                List.of(),
                NOW);

        assertThat(view.usageConsumption().getFirst().bucketRefOrValue())
                .extracting(bucket -> bucket.id() + " " + bucket.status() + " "
                        + bucket.remainingValue().amount() + " until "
                        + bucket.validFor().endDateTime())
                .containsExactly(
                        "491-included-20261031T230000Z expired 0 until 2026-11-20T10:15:00Z",
                        "491-included-20261120T101500Z active 12000 until 2026-11-30T23:00:00Z");
    }

    @Test
    void oneAccountIsAskedAboutAndTheMonthOfAMoment() {
        UsageConsumptionRequestView asked = read(
                "{\"partyAccount\": [{\"id\": \"BAC-1\"}], \"searchCriteria\": {\"validPeriod\": {\"startDateTime\":"
                        + " \"2026-10-01T00:00:00+02:00\"}}}");
        assertThat(asked.accountRead()).isEqualTo("BAC-1");
        assertThat(asked.monthRead(BERLIN, NOW)).isEqualTo(YearMonth.parse("2026-10"));
        assertThat(read("{\"partyAccount\": [{\"id\": \"BAC-1\"}]}").monthRead(BERLIN, NOW))
                .isEqualTo(YearMonth.parse("2026-11"));
        assertThatThrownBy(() -> read("{}").accountRead()).hasMessageContaining("MISSING");
        assertThatThrownBy(() -> read("{\"partyAccount\": [{\"id\": \"1\"}, {\"id\": \"2\"}]}")
                        .accountRead())
                .hasMessageContaining("TOO_MANY");
        assertThatThrownBy(() -> read("{\"id\": \"x\"}"))
                .isInstanceOf(TmfRefusal.class)
                .hasMessageContaining("READ_ONLY_ATTRIBUTE");
    }

    private static UsageConsumptionRequestView from(String period) {
        return read(
                "{\"partyAccount\": [{\"id\": \"BAC-1\"}], \"searchCriteria\": {\"validPeriod\": {" + period + "}}}");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-09-30T22:00:00Z, 2026-10-31T23:00:00Z, 2026-10",
        "2026-11-03T10:00:00Z, 2026-11-04T10:00:00Z, 2026-11",
        "1970-01-01T00:00:00Z, 1970-01-02T00:00:00Z, 1970-01",
    })
    void aPeriodOfOneMonthAsksForThatMonth(String start, String end, String month) {
        assertThat(from("\"startDateTime\": \"" + start + "\", \"endDateTime\": \"" + end + "\"")
                        .monthRead(BERLIN, NOW))
                .isEqualTo(YearMonth.parse(month));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-01T00:00:00Z, 2026-10-31T23:00:01Z, endDateTime",
        "2026-10-01T00:00:00Z, 2026-12-01T00:00:00Z, endDateTime",
        "2026-10-02T00:00:00Z, 2026-10-02T00:00:00Z, endDateTime",
        "2026-10-02T00:00:00Z, 2026-09-02T00:00:00Z, endDateTime",
        "1969-12-01T00:00:00Z, 1969-12-02T00:00:00Z, startDateTime",
        "+10000-01-01T00:00:00Z, +10000-01-02T00:00:00Z, startDateTime",
    })
    void anyOtherPeriodIsRefusedByItsField(String start, String end, String field) {
        UsageConsumptionRequestView asked =
                from("\"startDateTime\": \"" + start + "\", \"endDateTime\": \"" + end + "\"");

        assertThatThrownBy(() -> asked.monthRead(BERLIN, NOW))
                .hasMessageContaining("INVALID_PERIOD")
                .hasMessageContaining("searchCriteria.validPeriod." + field);
    }

    @Test
    void aPeriodBeginsSomewhere() {
        assertThatThrownBy(
                        () -> from("\"endDateTime\": \"2026-10-02T00:00:00Z\"").monthRead(BERLIN, NOW))
                .hasMessageContaining("MISSING");
    }

    private static UsageConsumptionRequestView read(String json) {
        return RequestJson.read(
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), UsageConsumptionRequestView.class);
    }
}
