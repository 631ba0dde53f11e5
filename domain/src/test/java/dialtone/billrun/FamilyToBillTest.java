package dialtone.billrun;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.hierarchy.AccountHierarchy;
import dialtone.hierarchy.AccountRelationship;
import dialtone.hierarchy.AccountRelationship.PaidBy;
import dialtone.invoice.BilledLine;
import dialtone.invoice.InvoiceBooking;
import dialtone.invoice.InvoiceDraft;
import dialtone.invoice.InvoiceId;
import dialtone.invoice.InvoiceSection;
import dialtone.order.OrderId;
import dialtone.party.BillingAccountId;
import dialtone.party.CustomerId;
import dialtone.rating.ChargeKind;
import dialtone.rating.ChargePeriod;
import dialtone.rating.RatedCharge;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One invoice of several accounts. */
class FamilyToBillTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final LocalDate DECEMBER = LocalDate.parse("2026-12-01");
    private static final FamilyToBill.Until UNTIL_DECEMBER = new FamilyToBill.Until(DECEMBER, DECEMBER);
    private static final BillPolicy POLICY = new BillPolicy(14, BigDecimal.ZERO, List.of());
    private static final AccountHierarchy FROM_16TH =
            new AccountHierarchy(List.of(paid(1, 2, 1, "2026-11-16"), paid(2, 3, 2, "2026-11-20")));

    @Test
    void a_charge_goes_to_who_pays_on_its_day() {
        List<AccountToBill> accounts = List.of(
                account(1, charge(1, 1, "2026-11-01", "10.00")),
                account(2, charge(2, 2, "2026-11-15", "9.99"), charge(3, 2, "2026-11-16", "5.00")),
                account(3, charge(4, 3, "2026-11-19", "1.00"), charge(5, 3, "2026-11-20", "2.00")));
        assertThat(told(draft(1, accounts)))
                .isEqualTo("BAC-1 17.00 EUR: BAC-1 1..1 10.00 EUR, BAC-2 2..2 5.00 EUR, BAC-3 3..3 2.00 EUR");
        assertThat(told(draft(2, accounts.subList(1, 3)))).isEqualTo("BAC-2 9.99 EUR: ");
        assertThat(told(draft(3, accounts.subList(2, 3)))).isEqualTo("BAC-3 1.00 EUR: ");
    }

    @Test
    void an_invoice_that_is_of_its_account_alone_has_no_sections_and_one_of_others_alone_has() {
        assertThat(draft(1, List.of(account(1, charge(1, 1, "2026-11-01", "10.00")), account(2)))
                        .sections())
                .isEmpty();
        assertThat(draft(1, List.of(account(1), account(2, charge(1, 2, "2026-11-20", "10.00"))))
                        .sections())
                .containsExactly(new InvoiceSection(id(2), 1, 1));
    }

    @Test
    void what_is_charged_to_others_is_owed_by_who_pays_from_the_invoice_on() {
        InvoiceDraft draft = draft(
                1,
                List.of(
                        account(1, charge(1, 1, "2026-11-01", "10.00")),
                        account(2, charge(2, 2, "2026-11-16", "5.00"), charge(3, 2, "2026-11-17", "-1.00"))));
        assertThat(InvoiceBooking.of(draft.issued(new InvoiceId("INV-1"), List.of()), Instant.EPOCH)
                        .orElseThrow()
                        .postings())
                .extracting(posting -> posting.account().code() + " " + posting.amount())
                .containsExactly("receivable:BAC-1 4.00 EUR", "receivable:BAC-2 -4.00 EUR");
    }

    @Test
    void the_books_say_what_is_tax_and_whose_charges_are_taken_over() {
        InvoiceDraft draft = draft(
                1,
                List.of(
                        account(1),
                        account(2, charge(2, 2, "2026-11-16", "5.00")),
                        account(3, charge(3, 3, "2026-11-20", "1.00"))));
        assertThat(InvoiceBooking.of(draft.issued(new InvoiceId("INV-7"), List.of()), Instant.EPOCH)
                        .orElseThrow()
                        .description())
                .isEqualTo("Invoice INV-7 of BAC-1: its tax, and charges taken over from BAC-2 and 1 more");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2026-12-01, 2026-12-01, 2026-11-30
            2026-12-15, 2026-12-15, 2026-11-30
            2026-11-27, 2026-12-01, 2026-11-30
            2026-12-01, 2026-12-15, 2026-11-30
            2026-12-03, 2027-01-01, 2026-12-31
            """)
    void use_goes_by_the_month_that_the_cycle_is_invoiced_with_also_where_it_is_billed_on_demand(
            LocalDate billedTo, LocalDate cycleTo, LocalDate day) {
        assertThat(new FamilyToBill.Until(billedTo, cycleTo).lastDayOfUse()).isEqualTo(day);
    }

    @Test
    void what_cannot_be_billed_of_another_account_names_it() {
        RatedCharge foreign = charge(2, 2, "2026-11-20", "5.00").charge();
        AccountToBill child = account(
                2,
                new UnbilledCharge(
                        2,
                        new RatedCharge(
                                foreign.order(),
                                "1",
                                "fee",
                                ChargeKind.RECURRING,
                                id(2),
                                "Fee",
                                "because",
                                foreign.period(),
                                Money.of("5.00", Currency.getInstance("USD")),
                                foreign.dueOn(),
                                0)));
        String refusal = FamilyToBill.of(id(1), List.of(account(1), child), FROM_16TH, UNTIL_DECEMBER)
                .draft(DECEMBER, DECEMBER, POLICY)
                .fold(draft -> "", reasons -> reasons.getFirst().toString());
        assertThat(refusal).contains("FOREIGN_CURRENCY", "BAC-2: Fee is charged in USD");
    }

    @Test
    void so_little_waits_while_one_of_the_accounts_goes_on() {
        FamilyToBill family = FamilyToBill.of(
                id(1), List.of(account(1), account(2, charge(1, 2, "2026-11-20", "4.00"))), FROM_16TH, UNTIL_DECEMBER);
        InvoiceDraft draft = family.draft(DECEMBER, DECEMBER, POLICY).fold(done -> done, reasons -> {
            throw new AssertionError(reasons);
        });
        assertThat(family.carriesOver(draft, new BillPolicy(14, new BigDecimal("4.01"), List.of())))
                .isTrue();
        assertThat(family.carriesOver(draft, new BillPolicy(14, new BigDecimal("4.00"), List.of())))
                .isFalse();
    }

    @Test
    void nothing_waits_with_a_payer_who_has_nothing_more_of_the_account() {
        BillPolicy fromOneOn = new BillPolicy(14, BigDecimal.ONE, List.of());
        FamilyToBill joined = FamilyToBill.of(
                id(2), List.of(account(2, charge(1, 2, "2026-11-10", "0.40"))), FROM_16TH, UNTIL_DECEMBER);
        assertThat(joined.carriesOver(drafted(joined), fromOneOn))
                .as("its parent pays from now on")
                .isFalse();
        AccountHierarchy ended =
                new AccountHierarchy(List.of(paid(1, 2, 1, "2026-11-16").until(LocalDate.parse("2026-11-20"))));
        FamilyToBill former = FamilyToBill.of(
                id(1), List.of(ended(1, charge(1, 1, "2026-11-10", "0.40")), account(2)), ended, UNTIL_DECEMBER);
        assertThat(former.carriesOver(drafted(former), fromOneOn))
                .as("it has ended all, and whom it has paid for goes on alone")
                .isFalse();
    }

    @Test
    void each_charge_is_on_the_invoice_of_one_payer_whatever_the_tree() {
        Random random = new Random(46);
        for (int round = 0; round < 100; round++) {
            AccountHierarchy hierarchy = hierarchy(random);
            List<AccountToBill> accounts = IntStream.range(0, 6)
                    .mapToObj(account -> account(
                            account,
                            IntStream.range(0, 5)
                                    .mapToObj(i -> charge(
                                            account * 100L + i,
                                            account,
                                            "2026-11-" + (10 + random.nextInt(20)),
                                            random.nextInt(100) - 20 + ".50"))
                                    .toArray(UnbilledCharge[]::new)))
                    .toList();
            Money all = Money.zero(EUR);
            List<Long> charged = new ArrayList<>();
            for (int payer = 0; payer < 6; payer++) {
                TreeSet<BillingAccountId> family = new TreeSet<>(Comparator.comparing(BillingAccountId::value));
                family.addAll(hierarchy.paidFor(id(payer)));
                InvoiceDraft draft = FamilyToBill.of(
                                id(payer),
                                accounts.stream()
                                        .filter(each -> family.contains(each.account()))
                                        .toList(),
                                hierarchy,
                                UNTIL_DECEMBER)
                        .draft(DECEMBER, DECEMBER, POLICY)
                        .fold(done -> done, reasons -> {
                            throw new AssertionError(reasons);
                        });
                draft.lines().forEach(line -> charged.add(((BilledLine.OfCharge) line.cause()).chargeId()));
                assertThat(draft.parts().stream().map(draft::netOf).reduce(Money.zero(EUR), Money::plus))
                        .as("the sections are the invoice")
                        .isEqualTo(draft.net());
                all = all.plus(draft.net());
            }
            assertThat(charged).hasSize(30).doesNotHaveDuplicates();
            assertThat(all)
                    .isEqualTo(accounts.stream()
                            .flatMap(each -> each.charges().stream())
                            .map(each -> each.charge().amount())
                            .reduce(Money.zero(EUR), Money::plus));
        }
    }

    private static AccountHierarchy hierarchy(Random random) {
        List<AccountRelationship> all = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            AccountRelationship joining =
                    paid(i, random.nextInt(6), random.nextInt(6), "2026-11-" + (10 + random.nextInt(20)));
            AccountRelationship some = random.nextBoolean()
                    ? joining
                    : joining.until(joining.from().plusDays(5));
            if (new AccountHierarchy(all).refusal(some).isEmpty()) {
                all.add(some);
            }
        }
        return new AccountHierarchy(all);
    }

    private static InvoiceDraft draft(int payer, List<AccountToBill> accounts) {
        return FamilyToBill.of(id(payer), accounts, FROM_16TH, UNTIL_DECEMBER)
                .draft(DECEMBER, LocalDate.parse("2026-12-02"), POLICY)
                .fold(draft -> draft, reasons -> {
                    throw new AssertionError(reasons);
                });
    }

    private static String told(InvoiceDraft draft) {
        return draft.account() + " " + draft.net() + ": "
                + String.join(
                        ", ",
                        draft.sections().stream()
                                .map(section -> section.account() + " " + section.firstLine() + ".."
                                        + section.lastLine() + " " + draft.netOf(section))
                                .toList());
    }

    private static BillingAccountId id(int number) {
        return new BillingAccountId("BAC-" + number);
    }

    private static AccountRelationship paid(long number, int child, int parent, String from) {
        return new AccountRelationship(
                number, id(child), id(parent), PaidBy.PARENT, LocalDate.parse(from), Optional.empty());
    }

    private static AccountToBill account(int number, UnbilledCharge... charges) {
        return new AccountToBill(
                id(number),
                new CustomerId("CUS-" + number),
                EUR,
                LocalDate.parse("2026-11-01"),
                true,
                List.of(charges),
                List.of(),
                List.of());
    }

    private static AccountToBill ended(int number, UnbilledCharge... charges) {
        AccountToBill open = account(number, charges);
        return new AccountToBill(
                open.account(), open.customer(), EUR, open.billedFrom(), false, open.charges(), List.of(), List.of());
    }

    private static InvoiceDraft drafted(FamilyToBill family) {
        return family.draft(DECEMBER, DECEMBER, POLICY).fold(done -> done, reasons -> {
            throw new AssertionError(reasons);
        });
    }

    private static UnbilledCharge charge(long row, int account, String dueOn, String amount) {
        LocalDate day = LocalDate.parse(dueOn);
        return new UnbilledCharge(
                row,
                new RatedCharge(
                        new OrderId("ORD-" + account),
                        "1",
                        "fee",
                        ChargeKind.RECURRING,
                        id(account),
                        "Fee",
                        "because",
                        ChargePeriod.day(day),
                        Money.of(amount, EUR),
                        day,
                        0));
    }
}
