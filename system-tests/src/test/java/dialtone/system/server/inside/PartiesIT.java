package dialtone.system.server.inside;

import static dialtone.system.server.inside.OrderRun.accepted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Rejection;
import dialtone.party.Address;
import dialtone.party.BillingAccount;
import dialtone.party.Customer;
import dialtone.party.CustomerId;
import dialtone.party.NewCustomer;
import dialtone.party.service.Parties;
import dialtone.system.server.InTheServer;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Customers, made and found by the container's transactions. */
@InTheServer
class PartiesIT {

    private static final Address HOME = new Address("Am Testplatz 1", "10115", "Berlin", "DE");

    private static final String CUSTOMERS = "SELECT COUNT(*) FROM CUSTOMER";

    @Inject
    private Parties parties;

    @Inject
    private OrderRun run;

    @Inject
    private Tables tables;

    @Test
    void aNewCustomerHasAnAccountAndIsFoundByNameMailAndNumber() {
        CustomerId id = accepted(parties.create(customer("Zarah", "Inside", "zarah.inside@example.org")))
                .id();

        assertThat(parties.accounts(id))
                .singleElement()
                .extracting(BillingAccount::customer)
                .isEqualTo(id);
        String number = run.complete(id);
        for (String text : List.of("inside za", "zarah", "ZARAH.INSIDE@", id.value(), "+" + number)) {
            assertThat(parties.search(text, 0, 10).rows())
                    .as(text)
                    .extracting(Customer::id)
                    .contains(id);
        }
        assertThat(parties.search("%", 0, 10).rows()).isEmpty();
    }

    @Test
    void aCustomerThatCannotBeIsRefusedForEachReasonAndNotKept() {
        long before = tables.number(CUSTOMERS);
        NewCustomer wrong = new NewCustomer(
                "",
                "x".repeat(65),
                LocalDate.of(2020, 1, 1),
                "nobody",
                Optional.empty(),
                new Address("", "", "", "Germany"));

        List<Rejection> reasons = parties.create(wrong).fold(customer -> List.of(), refusals -> refusals);

        assertThat(reasons)
                .extracting(Rejection::field)
                .contains("givenName", "familyName", "birthDate", "email", "address.country");
        assertThat(tables.number(CUSTOMERS)).isEqualTo(before);
    }

    @Test
    void aCustomerWithoutAnAccountIsNotKept() {
        long before = tables.number(CUSTOMERS);

        tables.without(
                "BILLING_ACCOUNT",
                () -> assertThatThrownBy(() -> parties.create(customer("Half", "Written", "half@example.org")))
                        .isInstanceOf(RuntimeException.class));

        assertThat(tables.number(CUSTOMERS)).isEqualTo(before);
        assertThat(parties.search("written half", 0, 10).total()).isZero();
    }

    private static NewCustomer customer(String givenName, String familyName, String email) {
        return new NewCustomer(givenName, familyName, LocalDate.of(1990, 1, 1), email, Optional.empty(), HOME);
    }
}
