package dialtone.invoice.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.base.Rejection;
import dialtone.billrun.BillRun;
import dialtone.billrun.BillRun.AccountState;
import dialtone.billrun.RunAccount;
import dialtone.billrun.service.BillsOnDemand.Asked;
import dialtone.invoice.InvoiceId;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.platform.tmf.RequestJson;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillOnDemandViewTest {

    private static final Instant ASKED = Instant.parse("2026-11-25T20:00:00Z");

    private static Asked asked(AccountState state, Optional<Rejection> reason, Optional<InvoiceId> invoice) {
        BillRun run = new BillRun(
                100_007,
                BillRun.Kind.DEMAND,
                LocalDate.parse("2026-11-26"),
                BillRun.State.COMPLETED,
                "finance",
                ASKED,
                "finance",
                ASKED);
        Optional<Money> total = invoice.map(id -> Money.of("12.99", Currency.getInstance("EUR")));
        return new Asked(
                run,
                new RunAccount(
                        new BillingAccountId("BAC-1"),
                        state,
                        reason,
                        invoice,
                        total,
                        1,
                        invoice.map(id -> ASKED.plusSeconds(2))),
                new CustomerId("CUS-1"));
    }

    @Test
    void one_that_is_done_names_its_bill() {
        assertThat(ResourceJson.write(BillOnDemandView.of(
                        asked(AccountState.BILLED, Optional.empty(), Optional.of(new InvoiceId("INV-000000001"))))))
                .isEqualTo(
                        "{\"id\":\"100007\",\"href\":\"/tmf-api/customerBillManagement/v4/customerBillOnDemand/100007\","
                                + "\"lastUpdate\":\"2026-11-25T20:00:02Z\",\"billingAccount\":{\"@referredType\":\"BillingAccount\",\"id\":\"BAC-1\"},"
                                + "\"customerBill\":{\"@referredType\":\"CustomerBill\",\"href\":\"/tmf-api/customerBillManagement/v4/customerBill/INV-000000001\","
                                + "\"id\":\"INV-000000001\"},\"relatedParty\":{\"id\":\"CUS-1\",\"role\":\"customer\",\"@referredType\":\"Customer\"},\"state\":\"done\",\"@type\":\"CustomerBillOnDemand\"}");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            WAITING,      inProgress
            BILLED,       done
            CONSOLIDATED, rejected
            NOTHING,      rejected
            CARRIED_OVER, rejected
            CANCELLED,    rejected
            FAILED,       terminatedWithError
            """)
    void its_state_is_the_standards(AccountState state, String word) {
        BillOnDemandView view = BillOnDemandView.of(
                asked(state, Optional.of(Rejection.of("PAID_FOR", "BAC-2 pays for it.")), Optional.empty()));
        assertThat(view.state()).isEqualTo(word);
        assertThat(view.description()).isEqualTo("BAC-2 pays for it.");
        assertThat(view.lastUpdate()).isEqualTo(ASKED);
    }

    @Test
    void a_request_names_an_account_and_at_most_whose_it_is() {
        assertThat(read("{\"billingAccount\": {\"id\": \"BAC-1\"}}").account())
                .isEqualTo(new BillingAccountId("BAC-1"));
        assertThat(read("{\"billingAccount\": {\"id\": \"BAC-1\"}}").customer()).isEmpty();
        assertThat(
                        read("{\"billingAccount\": {\"id\": \"BAC-1\"}, \"relatedParty\": {\"id\": \"CUS-1\", \"name\": \"Ada\", \"role\": \"Customer\"}}")
                                .customer())
                .contains(new CustomerId("CUS-1"));
        assertThatThrownBy(() -> read("{\"relatedParty\": {\"name\": \"Ada\"}}").customer())
                .isInstanceOf(TmfRefusal.class)
                .hasMessageContaining("MISSING");
        assertThatThrownBy(() -> read("{\"relatedParty\": {\"id\": \"CUS-1\", \"role\": \"payer\"}}")
                        .customer())
                .isInstanceOf(TmfRefusal.class)
                .hasMessageContaining("UNKNOWN_ROLE");
        assertThatThrownBy(() -> read("{}").account())
                .isInstanceOf(TmfRefusal.class)
                .hasMessageContaining("MISSING");
        assertThatThrownBy(() -> read("{\"billingAccount\": {\"id\": \"BAC-1\"}, \"name\": \"Now\"}"))
                .isInstanceOf(TmfRefusal.class)
                .hasMessageContaining("name");
    }

    private static BillOnDemandRequestView read(String json) {
        return RequestJson.read(
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), BillOnDemandRequestView.class);
    }
}
