package dialtone.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Money;
import dialtone.catalog.Catalog;
import dialtone.catalog.MinimumTerm;
import dialtone.catalog.MinimumTerm.Fee;
import dialtone.fulfilment.Alternative.Kind;
import dialtone.fulfilment.CheckResult.Verdict;
import dialtone.fulfilment.LeftProduct.Term;
import dialtone.fulfilment.LeftProduct.Way;
import dialtone.party.Address;
import dialtone.party.CustomerId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContractTermRulesTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final MinimumTerm FOUR_A_MONTH =
            new MinimumTerm(24, new Fee.PerRemainingMonth(Money.of("4.00", EUR)));
    private static final MinimumTerm FIXED = new MinimumTerm(12, new Fee.Fixed(Money.of("99.00", EUR)));
    private static final MinimumTerm TO_THE_END = new MinimumTerm(6, Optional.empty());

    @Test
    void what_may_be_left_early_says_what_it_costs_and_from_when_it_costs_nothing() {
        assertThat(judged("2027-10-30T10:00:00Z", Way.LEFT, term(FOUR_A_MONTH, "2026-11-25")))
                .isEqualTo(CheckResult.passed(
                                "contract-term",
                                "Mobile M, product PRD-1-1, is left before its minimum term is over, which costs 52.00 EUR:"
                                        + " 13 months of 24 remain, 4.00 EUR for each. From 2028-11-25 it costs nothing.")
                        .about("1"));
    }

    @Test
    void of_terms_beside_each_other_the_dearer_is_paid_and_the_longer_counts() {
        assertThat(judged("2027-10-30T10:00:00Z", Way.LEFT, term(FOUR_A_MONTH, "2026-11-25"), term(FIXED, "2027-08-01"))
                        .message())
                .contains("costs 99.00 EUR", "From 2028-11-25 it costs nothing");
    }

    @Test
    void on_the_last_day_of_a_term_it_still_binds_and_on_the_next_it_does_not_in_the_zone_of_the_account() {
        // Berlin's 25 May begins at 22:00 UTC on the 24th
        assertThat(judged("2027-05-24T21:59:59Z", Way.LEFT, term(TO_THE_END, "2026-11-25"))
                        .verdict())
                .isEqualTo(Verdict.REFUSED);
        assertThat(judged("2027-05-24T22:00:00Z", Way.LEFT, term(TO_THE_END, "2026-11-25")))
                .isEqualTo(CheckResult.passed(
                                "contract-term",
                                "Mobile M, product PRD-1-1, has had its minimum term since 2027-05-25.")
                        .about("1"));
    }

    @Test
    void what_may_not_be_left_is_refused_with_the_day_from_which_it_passes_and_that_start_passes() {
        CheckResult refused = judged("2027-02-01T10:00:00Z", Way.LEFT, term(TO_THE_END, "2026-11-25"));
        assertThat(refused.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(refused.code()).isEqualTo("MINIMUM_TERM_RUNS");
        assertThat(refused.item()).contains("1");
        assertThat(refused.message())
                .isEqualTo("Mobile M, product PRD-1-1, is taken until 2027-05-25 and may not be left before.");
        assertThat(refused.remedy()).contains("Order it for 2027-05-25 or later.");
        assertThat(refused.alternatives())
                .containsExactly(
                        new Alternative(Kind.START, "requestedStartDate", "2027-05-24T22:00:00Z", "From 2027-05-25"));

        String proposed = refused.alternatives().getFirst().content();
        assertThat(judged(proposed, Way.LEFT, term(TO_THE_END, "2026-11-25")).isPassed())
                .isTrue();
    }

    @Test
    void one_term_that_may_not_be_left_is_enough_and_a_fee_of_another_is_no_way_around_it() {
        CheckResult refused = judged(
                "2027-02-01T10:00:00Z", Way.LEFT, term(TO_THE_END, "2026-11-25"), term(FOUR_A_MONTH, "2027-01-01"));
        assertThat(refused.code()).isEqualTo("MINIMUM_TERM_RUNS");
        assertThat(refused.message()).contains("until 2027-05-25");
    }

    @Test
    void a_day_for_which_no_order_is_taken_is_said_and_not_proposed() {
        CheckResult refused =
                judged("2027-02-01T10:00:00Z", Way.LEFT, term(new MinimumTerm(36, Optional.empty()), "2026-11-25"));
        assertThat(refused.remedy()).contains("Order it on 2029-11-25 or later; it cannot be ordered so far ahead.");
        assertThat(refused.alternatives()).isEmpty();
    }

    @Test
    void a_plan_that_costs_as_much_leaves_the_term_to_run_on() {
        assertThat(judged("2027-02-01T10:00:00Z", Way.STAYS_BOUND, term(TO_THE_END, "2026-11-25")))
                .isEqualTo(CheckResult.passed(
                                "contract-term",
                                "Mobile M, product PRD-1-1, stays bound until 2027-05-25: to this plan it changes for nothing.")
                        .about("1"));
    }

    @Test
    void without_a_term_it_is_said_that_there_is_none() {
        assertThat(judged("2027-02-01T10:00:00Z", Way.LEFT).message())
                .isEqualTo("Mobile M, product PRD-1-1, has no minimum term.");
    }

    @Test
    void who_is_outside_the_house_learns_neither_sum_nor_day() {
        CheckResult told = judged("2027-02-01T10:00:00Z", Way.LEFT, term(TO_THE_END, "2026-11-25"))
                .forOutside();
        assertThat(told.code()).isEqualTo("MINIMUM_TERM_RUNS");
        assertThat(told.message() + told.remedy().orElseThrow()).doesNotContain("2027");
        assertThat(told.alternatives())
                .containsExactly(new Alternative(Kind.START, "requestedStartDate", "", "A later start"));
        assertThat(judged("2027-02-01T10:00:00Z", Way.LEFT, term(FIXED, "2026-11-25"))
                        .forOutside()
                        .message())
                .isEqualTo("May be left; customer service tells what it costs.");
    }

    @Test
    void what_was_waived_is_left_at_no_cost_and_says_by_which_exception() {
        Instant asked = Instant.parse("2027-02-01T10:00:00Z");
        LeftProduct left = new LeftProduct(
                "1",
                "PRD-1-1",
                "Mobile M",
                Way.LEFT,
                asked,
                asked,
                BERLIN,
                List.of(),
                Optional.of("death of the customer, WAI-1"));
        assertThat(ContractTermRules.judge(List.of(left)).getFirst().message())
                .isEqualTo("Mobile M, product PRD-1-1, is left before its minimum term is over, which costs nothing:"
                        + " death of the customer, WAI-1.");
    }

    private static Term term(MinimumTerm term, String activatedOn) {
        return new Term(term, LocalDate.parse(activatedOn));
    }

    private static CheckResult judged(String startsAt, Way way, Term... terms) {
        Instant start = Instant.parse(startsAt);
        Instant asked = Instant.parse("2027-02-01T10:00:00Z");
        List<CheckResult> found = ContractTermRules.judge(new CheckRequest(
                "ORD-1",
                new CustomerId("CUS-1"),
                Optional.empty(),
                "Ada Lovelace",
                LocalDate.of(1985, 12, 10),
                new Address("Invalidenstr. 1", "10115", "Berlin", "DE"),
                List.of(),
                List.of(),
                List.of(),
                List.of(new LeftProduct("1", "PRD-1-1", "Mobile M", way, asked, start, BERLIN, List.of(terms))),
                Map.of(),
                Set.of(),
                new Catalog("1", List.of(), List.of(), List.of(), List.of())));
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
