package dialtone.order.console;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Rejection;
import dialtone.fulfilment.Alternative;
import dialtone.fulfilment.CheckResult;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContractTermsTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void of_several_that_may_not_be_left_yet_the_last_to_be_free_says_from_when_all_may() {
        ContractTerms terms = ContractTerms.of(List.of(bound("2027-05-25"), bound("2027-08-01")), BERLIN);
        assertThat(terms.bind()).isTrue();
        assertThat(terms.freeOn()).isEqualTo("2027-08-01");
        assertThat(terms.refusals())
                .extracting(Rejection::message)
                .containsExactly(
                        "It is taken until 2027-05-25. Order it for 2027-05-25 or later.",
                        "It is taken until 2027-08-01. Order it for 2027-08-01 or later.");
    }

    @Test
    void a_day_is_not_proposed_when_one_of_them_cannot_be_ordered_so_far_ahead() {
        CheckResult far = CheckResult.refused("contract-term", "MINIMUM_TERM_RUNS", "It is taken until 2030-01-01.")
                .mendedBy("Order it on 2030-01-01 or later; it cannot be ordered so far ahead.");
        assertThat(ContractTerms.of(List.of(bound("2027-05-25"), far), BERLIN).freeOn())
                .isEmpty();
    }

    @Test
    void what_is_free_says_nothing() {
        assertThat(ContractTerms.of(List.of(), BERLIN)).isEqualTo(ContractTerms.FREE);
        assertThat(ContractTerms.FREE.bind()).isFalse();
    }

    private static CheckResult bound(String day) {
        return CheckResult.refused("contract-term", "MINIMUM_TERM_RUNS", "It is taken until " + day + ".")
                .mendedBy("Order it for " + day + " or later.")
                .orRather(List.of(Alternative.startingOn(LocalDate.parse(day), BERLIN)));
    }
}
