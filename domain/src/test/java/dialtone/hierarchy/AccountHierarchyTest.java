package dialtone.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Rejection;
import dialtone.hierarchy.AccountRelationship.PaidBy;
import dialtone.party.BillingAccountId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who pays for whom, on which day. */
class AccountHierarchyTest {

    private static final LocalDate NOVEMBER = LocalDate.parse("2026-11-01");

    /** 2 belongs to 1, which pays from the 16th on; 3 to 2, which pays; 4 to 1 and pays itself until the 20th. */
    private static final AccountHierarchy FAMILY = new AccountHierarchy(List.of(
            of(1, 2, 1, PaidBy.SELF, "2026-11-01", "2026-11-16"),
            of(2, 2, 1, PaidBy.PARENT, "2026-11-16", ""),
            of(3, 3, 2, PaidBy.PARENT, "2026-11-10", ""),
            of(4, 4, 1, PaidBy.SELF, "2026-11-01", "2026-11-20")));

    @ParameterizedTest
    @CsvSource(textBlock = """
            # account, day,        payer
            1,         2026-11-20, 1
            2,         2026-10-31, 2
            2,         2026-11-15, 2
            2,         2026-11-16, 1
            3,         2026-11-09, 3
            3,         2026-11-10, 2
            3,         2026-11-15, 2
            3,         2026-11-16, 1
            4,         2026-11-19, 4
            4,         2026-11-20, 4
            5,         2026-11-20, 5
            """)
    void the_day_of_a_charge_says_who_pays_for_it(int account, LocalDate day, int payer) {
        assertThat(FAMILY.payerOf(account(account), day)).isEqualTo(account(payer));
    }

    @Test
    void those_that_an_account_has_ever_paid_for_are_found_through_others() {
        assertThat(FAMILY.paidFor(account(1))).containsExactly(account(1), account(2), account(3));
        assertThat(FAMILY.paidFor(account(2))).containsExactly(account(2), account(3));
        assertThat(FAMILY.paidFor(account(4))).containsExactly(account(4));
        assertThat(FAMILY.childrenOf(account(1), NOVEMBER))
                .extracting(AccountRelationship::child)
                .containsExactly(account(2), account(4));
        assertThat(FAMILY.of(account(4), LocalDate.parse("2026-11-20"))).isEmpty();
        assertThat(AccountHierarchy.NONE.isEmpty()).isTrue();
        assertThat(FAMILY.isEmpty()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # child, parent, from,       to,         refused for
            5,       1,      2026-11-01, '',         ''
            2,       5,      2026-12-01, '',         PARENT_ALREADY
            4,       5,      2026-11-19, '',         PARENT_ALREADY
            4,       5,      2026-11-20, '',         ''
            1,       3,      2026-11-10, '',         OWN_PARENT
            1,       3,      2026-10-01, 2026-11-10, ''
            1,       4,      2026-11-19, '',         OWN_PARENT
            1,       4,      2026-11-20, '',         ''
            6,       6,      2026-11-01, '',         OWN_PARENT
            """)
    void nobody_is_above_himself_or_has_two_parents_on_a_day(
            int child, int parent, String from, String to, String code) {
        assertThat(FAMILY.refusal(of(0, child, parent, PaidBy.SELF, from, to))
                        .map(Rejection::code)
                        .orElse(""))
                .isEqualTo(code);
    }

    @Test
    void a_tree_has_a_depth_and_a_size() {
        AccountHierarchy chain = new AccountHierarchy(IntStream.rangeClosed(1, 3)
                .mapToObj(i -> of(i, i + 1, i, PaidBy.PARENT, "2026-11-01", ""))
                .toList());
        assertThat(chain.payerOf(account(4), NOVEMBER)).isEqualTo(account(1));
        assertThat(chain.refusal(of(0, 5, 4, PaidBy.SELF, "2026-11-01", ""))).isEmpty();
        AccountHierarchy deepest = joined(chain, of(4, 5, 4, PaidBy.PARENT, "2026-11-01", ""));
        assertThat(deepest.payerOf(account(5), NOVEMBER)).isEqualTo(account(1));
        assertThat(code(deepest.refusal(of(0, 6, 5, PaidBy.SELF, "2026-11-01", ""))))
                .isEqualTo("TOO_DEEP");
        assertThat(code(deepest.refusal(of(0, 1, 6, PaidBy.SELF, "2026-11-01", ""))))
                .isEqualTo("TOO_DEEP");
        AccountHierarchy wide = new AccountHierarchy(IntStream.rangeClosed(2, AccountHierarchy.MAX_ACCOUNTS)
                .mapToObj(i -> of(i, i, 1, PaidBy.PARENT, "2026-11-01", ""))
                .toList());
        assertThat(code(wide.refusal(of(0, 5_000, 1, PaidBy.SELF, "2026-11-01", ""))))
                .isEqualTo("TOO_MANY_ACCOUNTS");
    }

    @Test
    void who_has_left_or_never_came_is_not_counted_and_a_change_of_payer_adds_nobody() {
        List<AccountRelationship> full = new ArrayList<>(IntStream.rangeClosed(2, AccountHierarchy.MAX_ACCOUNTS)
                .mapToObj(i -> of(i, i, 1, PaidBy.PARENT, "2026-11-01", i == 2 ? "2026-12-01" : ""))
                .toList());
        AccountHierarchy leaves = new AccountHierarchy(full);
        assertThat(code(leaves.refusal(of(0, 5_000, 1, PaidBy.SELF, "2026-11-30", ""))))
                .isEqualTo("TOO_MANY_ACCOUNTS");
        assertThat(leaves.refusal(of(0, 5_000, 1, PaidBy.SELF, "2026-12-01", "")))
                .isEmpty();
        full.set(1, full.get(1).until(LocalDate.parse("2026-12-01")));
        full.set(0, of(2, 2, 1, PaidBy.PARENT, "2026-11-01", ""));
        assertThat(new AccountHierarchy(full).refusal(of(0, 3, 1, PaidBy.SELF, "2026-12-01", "")))
                .as("another payer of one that is there")
                .isEmpty();
    }

    @Test
    void who_joins_or_leaves_changes_the_invoices_of_all_above_that_pay_and_all_below_that_are_paid_for() {
        AccountHierarchy line = new AccountHierarchy(List.of(
                of(1, 2, 1, PaidBy.PARENT, "2026-11-01", ""),
                of(2, 3, 2, PaidBy.PARENT, "2026-11-01", ""),
                of(3, 4, 3, PaidBy.PARENT, "2026-11-01", ""),
                of(4, 5, 3, PaidBy.SELF, "2026-11-01", ""),
                of(5, 6, 3, PaidBy.PARENT, "2026-11-01", "2026-11-05")));
        assertThat(line.touchedBy(of(2, 3, 2, PaidBy.PARENT, "2026-11-10", "")))
                .containsExactlyInAnyOrder(account(1), account(2), account(3), account(4));
        assertThat(line.touchedBy(of(2, 3, 2, PaidBy.SELF, "2026-11-10", "")))
                .containsExactlyInAnyOrder(account(2), account(3));
    }

    @Test
    void what_is_not_refused_leaves_each_account_one_payer_and_no_circle() {
        Random random = new Random(46);
        for (int round = 0; round < 200; round++) {
            AccountHierarchy hierarchy = AccountHierarchy.NONE;
            for (int i = 1; i <= 25; i++) {
                LocalDate from = NOVEMBER.plusDays(random.nextInt(30));
                Optional<LocalDate> to =
                        random.nextBoolean() ? Optional.empty() : Optional.of(from.plusDays(1 + random.nextInt(20)));
                AccountRelationship joining = new AccountRelationship(
                        i,
                        account(random.nextInt(8)),
                        account(random.nextInt(8)),
                        random.nextInt(3) == 0 ? PaidBy.SELF : PaidBy.PARENT,
                        from,
                        to);
                if (hierarchy.refusal(joining).isEmpty()) {
                    hierarchy = joined(hierarchy, joining);
                }
            }
            for (int day = 0; day < 60; day++) {
                LocalDate on = NOVEMBER.plusDays(day);
                for (int account = 0; account < 8; account++) {
                    BillingAccountId payer = hierarchy.payerOf(account(account), on);
                    assertThat(hierarchy.payerOf(payer, on))
                            .as("who pays is paid for by nobody")
                            .isEqualTo(payer);
                    assertThat(hierarchy.paidFor(payer)).contains(account(account));
                    assertThat(levelsAbove(hierarchy, account(account), on)).isLessThan(AccountHierarchy.MAX_DEPTH);
                }
            }
        }
    }

    @Test
    void a_relationship_does_not_end_before_it_begins() {
        assertThatThrownBy(() -> of(1, 2, 1, PaidBy.SELF, "2026-11-02", "2026-11-01"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(of(1, 2, 1, PaidBy.SELF, "2026-11-02", "")
                        .until(LocalDate.parse("2026-11-02"))
                        .holdsOn(NOVEMBER.plusDays(1)))
                .isFalse();
    }

    private static int levelsAbove(AccountHierarchy hierarchy, BillingAccountId account, LocalDate on) {
        int levels = 0;
        Optional<AccountRelationship> above = hierarchy.of(account, on);
        while (above.isPresent() && levels < 100) {
            levels++;
            above = hierarchy.of(above.get().parent(), on);
        }
        return levels;
    }

    private static AccountHierarchy joined(AccountHierarchy hierarchy, AccountRelationship joining) {
        List<AccountRelationship> all = new ArrayList<>(hierarchy.relationships());
        all.add(joining);
        return new AccountHierarchy(all);
    }

    private static String code(Optional<Rejection> refusal) {
        return refusal.orElseThrow().code();
    }

    private static BillingAccountId account(int number) {
        return new BillingAccountId("BAC-" + number);
    }

    private static AccountRelationship of(long number, int child, int parent, PaidBy paidBy, String from, String to) {
        return new AccountRelationship(
                number,
                account(child),
                account(parent),
                paidBy,
                LocalDate.parse(from),
                to.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(to)));
    }
}
