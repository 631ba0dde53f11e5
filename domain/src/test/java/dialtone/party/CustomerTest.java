package dialtone.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CustomerTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final LocalDate BORN = LocalDate.of(1990, 2, 28);
    private static final Address ADDRESS = new Address("Lange Straße 1", "10115", "Berlin", "DE");
    private static final NewCustomer ADA =
            new NewCustomer("Ada", "Özgür", BORN, "ada@example.org", Optional.of("030123"), ADDRESS);

    @Test
    void a_customer_is_found_by_family_name_first_in_lower_case() {
        Customer ada = new Customer(new CustomerId("CUS-1"), ADA, NOON);
        assertThat(ada.searchName()).isEqualTo("özgür ada");
        assertThat(ada.name()).isEqualTo("Ada Özgür");
    }

    @Test
    void a_customer_keeps_what_was_told() {
        Customer ada = new Customer(new CustomerId("CUS-1"), ADA, NOON);
        assertThat(ada.id()).isEqualTo(new CustomerId("CUS-1"));
        assertThat(ada.givenName()).isEqualTo("Ada");
        assertThat(ada.familyName()).isEqualTo("Özgür");
        assertThat(ada.birthDate()).isEqualTo(BORN);
        assertThat(ada.email()).isEqualTo("ada@example.org");
        assertThat(ada.phone()).contains("030123");
        assertThat(ada.address()).isEqualTo(ADDRESS);
        assertThat(ada.createdAt()).isEqualTo(NOON);
    }

    @Test
    void a_billing_account_bills_its_customer_from_the_first_of_the_month() {
        Customer ada = new Customer(new CustomerId("CUS-1"), ADA, NOON);
        BillingAccount account = new BillingAccount(
                new BillingAccountId("BAC-1"),
                ada,
                Currency.getInstance("EUR"),
                ZoneId.of("Europe/Berlin"),
                LocalDate.of(2026, 11, 25));
        assertThat(account.id()).isEqualTo(new BillingAccountId("BAC-1"));
        assertThat(account.customer()).isEqualTo(ada.id());
        assertThat(account.name()).isEqualTo("Ada Özgür");
        assertThat(account.currency()).isEqualTo(Currency.getInstance("EUR"));
        assertThat(account.timeZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(account.cycleDay()).isEqualTo(1);
        assertThat(account.openedOn()).isEqualTo(LocalDate.of(2026, 11, 25));
    }

    @Test
    void an_account_may_have_a_name_and_a_cycle_of_its_own_and_another_name_later() {
        Customer ada = new Customer(new CustomerId("CUS-1"), ADA, NOON);
        BillingAccount account = account(ada, "Fleet", 28);
        assertThat(account.name()).isEqualTo("Fleet");
        assertThat(account.cycleDay()).isEqualTo(28);

        account.rename("Fleet North");

        assertThat(account.name()).isEqualTo("Fleet North");
        assertThatThrownBy(() -> account.rename(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> account(ada, "x".repeat(161), 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> account(ada, "Fleet", 29)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> account(ada, "Fleet", 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static BillingAccount account(Customer customer, String name, int cycleDay) {
        return new BillingAccount(
                new BillingAccountId("BAC-2"),
                customer,
                name,
                Currency.getInstance("EUR"),
                ZoneId.of("Europe/Berlin"),
                cycleDay,
                LocalDate.of(2026, 11, 25));
    }
}
