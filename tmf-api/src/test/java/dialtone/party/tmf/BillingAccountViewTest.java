package dialtone.party.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.hierarchy.AccountRelationship;
import dialtone.hierarchy.AccountRelationship.PaidBy;
import dialtone.party.Address;
import dialtone.party.BillingAccount;
import dialtone.party.BillingAccountId;
import dialtone.party.Customer;
import dialtone.party.CustomerId;
import dialtone.party.NewCustomer;
import dialtone.party.tmf.BillingAccountView.AskedView;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.tax.TaxExemption;
import dialtone.tax.TaxPeriod;
import dialtone.tax.TaxPlace;
import dialtone.tax.TaxProfile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Billing accounts as TMF666 tells them. */
class BillingAccountViewTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private static final AccountRelationship RELATIONSHIP = new AccountRelationship(
            1,
            new BillingAccountId("BAC-1"),
            new BillingAccountId("BAC-7"),
            PaidBy.PARENT,
            LocalDate.parse("2026-11-01"),
            Optional.empty());

    private static BillingAccount account() {
        return new BillingAccount(
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
                "Fleet",
                EUR,
                ZoneId.of("Europe/Berlin"),
                15,
                LocalDate.parse("2026-11-01"));
    }

    @Test
    void anAccountHasItsBalanceItsCycleAndWhatItIsExemptedFrom() {
        TaxProfile profile = new TaxProfile(
                TaxPlace.country("DE"),
                TaxProfile.CustomerType.BUSINESS,
                "",
                List.of(new TaxExemption(
                        TaxPlace.country("DE"),
                        "VAT",
                        "Diplomatic mission",
                        "D-4711",
                        new TaxPeriod(LocalDate.parse("2026-01-01"), Optional.empty()))));

        assertThat(ResourceJson.write(BillingAccountView.of(
                        account(), "Ada Lind", List.of(Money.of("12.50", EUR)), List.of(RELATIONSHIP), profile, NOW)))
                .isEqualTo("""
                        {"id":"BAC-1","href":"/tmf-api/accountManagement/v4/billingAccount/BAC-1","name":"Fleet",\
                        "accountType":"business","state":"active",\
                        "accountBalance":[{"balanceType":"receivableBalance","amount":{"unit":"EUR","value":12.50},\
                        "validFor":{"startDateTime":"2026-10-31T23:00:00Z","endDateTime":"2026-11-25T12:00:00Z"}}],\
                        "accountRelationship":[{"relationshipType":"paidForBy","account":{"id":"BAC-7",\
                        "href":"/tmf-api/accountManagement/v4/billingAccount/BAC-7","@referredType":"BillingAccount"},\
                        "validFor":{"startDateTime":"2026-10-31T23:00:00Z"}}],\
                        "billStructure":{"cycleSpecification":{"id":"monthly-15",\
                        "href":"/tmf-api/accountManagement/v4/billingCycleSpecification/monthly-15",\
                        "name":"Monthly from day 15","isRef":true,"@referredType":"BillingCycleSpecification"}},\
                        "relatedParty":[{"id":"CUS-1","name":"Ada Lind","role":"customer","@referredType":"Customer"}],\
                        "taxExemption":[{"issuingJurisdiction":"DE","certificateNumber":"D-4711",\
                        "reason":"Diplomatic mission","validFor":{"startDateTime":"2026-01-01T00:00:00Z"}}],\
                        "@baseType":"PartyAccount","@type":"BillingAccount"}""");
    }

    @Test
    void whatIsAskedForNamesItsCustomerAndPerhapsItsCycle() {
        AskedView asked = read(
                "{\"name\": \" Fleet \", \"relatedParty\": [{\"id\": \"CUS-1\", \"role\": \"customer\", \"@referredType\":"
                        + " \"Customer\"}], \"billStructure\": {\"cycleSpecification\": {\"id\": \"monthly-28\"}}}");
        assertThat(asked.nameRead()).isEqualTo("Fleet");
        assertThat(asked.customerRead()).isEqualTo("CUS-1");
        assertThat(asked.cycleDayRead()).isEqualTo(28);
        assertThat(read("{\"name\": \"Fleet\"}").cycleDayRead()).isOne();
    }

    @Test
    void theCustomerIsWhoeverHasThatRoleInWhateverCaseOrNone() {
        assertThat(
                        read("{\"relatedParty\": [{\"id\": \"EMP-4\", \"role\": \"seller\"}, {\"id\": \"CUS-1\", \"role\": \"Customer\"}]}")
                                .customerRead())
                .isEqualTo("CUS-1");
        assertThat(read("{\"relatedParty\": [{\"id\": \"CUS-1\"}]}").customerRead())
                .isEqualTo("CUS-1");
    }

    @Test
    void whatIsMissingOrUnknownIsRefused() {
        assertThatThrownBy(() -> read("{}").nameRead()).hasMessageContaining("MISSING");
        assertThatThrownBy(() -> read("{}").customerRead()).hasMessageContaining("MISSING");
        assertThatThrownBy(() -> read("{\"relatedParty\": [{\"id\": \"1\"}, {\"id\": \"2\"}]}")
                        .customerRead())
                .hasMessageContaining("TOO_MANY");
        assertThatThrownBy(() -> read("{\"billStructure\": {\"cycleSpecification\": {\"id\": \"monthly-29\"}}}")
                        .cycleDayRead())
                .hasMessageContaining("UNKNOWN_BILLING_CYCLE");
        assertThatThrownBy(() -> read("{\"creditLimit\": {}}")).hasMessageContaining("UNKNOWN_ATTRIBUTE");
        assertThat(BillingCycleSpecificationView.all()).hasSize(28);
        assertThat(BillingCycleSpecificationView.cycleDay(null)).isEmpty();
    }

    private static AskedView read(String json) {
        return RequestJson.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), AskedView.class);
    }
}
