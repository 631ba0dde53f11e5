package dialtone.order.service;

import static dialtone.order.service.Desk.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.party.BillingAccount;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A customer gets another billing account, which is called otherwise later. */
class AccountOpeningTest {

    @AutoClose
    private final Desk desk = new Desk();

    private Outcome<BillingAccount> open(CustomerId customer, String name, int cycleDay) {
        return desk.database.inTransaction(() -> desk.parties.open(customer, name, cycleDay));
    }

    private Outcome<BillingAccount> rename(BillingAccountId account, String name) {
        return desk.database.inTransaction(() -> desk.parties.rename(account, name));
    }

    private Page<BillingAccount> accounts(Set<String> ids, Set<String> customers, int offset, int limit) {
        return desk.database.inTransaction(() -> desk.parties.accounts(ids, customers, offset, limit));
    }

    private List<BillingAccount> accounts() {
        return desk.database.inTransaction(() -> desk.parties.accounts(ADA));
    }

    private static String refused(Outcome<BillingAccount> outcome) {
        return outcome.fold(
                account -> "accepted",
                reasons -> reasons.getFirst().field() + " " + reasons.getFirst().code());
    }

    @Test
    void anotherAccountIsOpenedAndListedWithTheFirstOne() {
        BillingAccount fleet = open(ADA, "Fleet", 15).fold(account -> account, reasons -> {
            throw new AssertionError(reasons.toString());
        });

        assertThat(fleet.name()).isEqualTo("Fleet");
        assertThat(fleet.cycleDay()).isEqualTo(15);
        Page<BillingAccount> ofAda = accounts(Set.of(), Set.of(ADA.value()), 0, 10);
        assertThat(ofAda.total()).isEqualTo(2);
        assertThat(ofAda.rows()).extracting(BillingAccount::id).contains(fleet.id());
        assertThat(accounts(Set.of(fleet.id().value()), Set.of(), 0, 10).rows())
                .extracting(BillingAccount::name)
                .containsExactly("Fleet");
        assertThat(accounts(Set.of(), Set.of(ADA.value()), 1, 1).rows()).hasSize(1);
        assertThat(accounts(Set.of("BAC-404"), Set.of(), 0, 10).total()).isZero();
        assertThat(accounts(Set.of(fleet.id().value()), Set.of("CUS-404"), 0, 10)
                        .total())
                .as("both conditions hold")
                .isZero();
        assertThat(accounts(Set.of(fleet.id().value()), Set.of(ADA.value()), 0, 10)
                        .total())
                .isOne();
        assertThat(accounts(Set.of(), Set.of(), 0, 10).total()).isGreaterThanOrEqualTo(2);
        assertThat(desk.database.inTransaction(() -> desk.parties.names(Set.of(ADA, new CustomerId("CUS-404")))))
                .containsOnlyKeys(ADA);
        assertThat(desk.database.inTransaction(() -> desk.parties.names(Set.of())))
                .isEmpty();
    }

    @Test
    void anAccountIsCalledOtherwiseFromThenOn() {
        BillingAccountId id = accounts().getFirst().id();

        rename(id, "Fleet North");

        assertThat(accounts()).extracting(BillingAccount::name).containsExactly("Fleet North");
    }

    @Test
    void whatIsNotRightIsRefusedByItsField() {
        BillingAccountId id = accounts().getFirst().id();

        assertThat(refused(open(new CustomerId("CUS-404"), "Fleet", 1))).isEqualTo("customer UNKNOWN_CUSTOMER");
        assertThat(refused(open(ADA, " ", 1))).isEqualTo("name REQUIRED");
        assertThat(refused(open(ADA, "x".repeat(161), 1))).isEqualTo("name TOO_LONG");
        assertThat(refused(open(ADA, "Fleet", 29))).isEqualTo("cycleDay INVALID_CYCLE_DAY");
        assertThat(refused(rename(id, ""))).isEqualTo("name REQUIRED");
        assertThat(refused(rename(new BillingAccountId("BAC-404"), "Fleet"))).isEqualTo(" UNKNOWN_ACCOUNT");
        assertThat(accounts()).hasSize(1);
    }
}
