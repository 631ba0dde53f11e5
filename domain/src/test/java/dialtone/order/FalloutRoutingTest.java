package dialtone.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.order.FalloutRouting.Rule;
import dialtone.order.FalloutRouting.Team;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FalloutRoutingTest {

    private static final FalloutRouting ROUTING = new FalloutRouting(
            List.of(new Team("stock", "Stock"), new Team("sims", "SIMs"), new Team("desk", "Desk")),
            List.of(
                    rule(Set.of(), Set.of("SIM_POOL_EMPTY"), "stock"),
                    rule(Set.of("activate-sim"), Set.of("ELEMENT_REFUSED"), "sims"),
                    rule(Set.of(), Set.of(), "desk")));

    @ParameterizedTest
    @CsvSource(textBlock = """
            ,               SIM_POOL_EMPTY,    stock
            activate-sim,   SIM_POOL_EMPTY,    stock
            activate-sim,   ELEMENT_REFUSED,   sims
            activate-sim,   RETRIES_EXHAUSTED, desk
            ,               ELEMENT_REFUSED,   desk
            apply-profile,  ELEMENT_REFUSED,   desk
            """)
    void the_first_rule_that_fits_says_whose_a_task_is(String jobType, String errorCode, String team) {
        assertThat(ROUTING.rule(Optional.ofNullable(jobType), errorCode).team()).isEqualTo(team);
    }

    @Test
    void a_routing_in_which_a_task_could_be_nobodys_is_none() {
        assertThatThrownBy(() -> new FalloutRouting(List.of(), List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> new FalloutRouting(List.of(), List.of(rule(Set.of(), Set.of("SIM_POOL_EMPTY"), "stock"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(FalloutRouting.ONE_DESK.rule(Optional.empty(), "ANYTHING").team())
                .isEqualTo("operations");
    }

    @Test
    void a_team_is_read_by_its_label_and_one_that_is_gone_by_its_name() {
        assertThat(ROUTING.label("sims")).isEqualTo("SIMs");
        assertThat(ROUTING.label("gone")).isEqualTo("gone");
    }

    private static Rule rule(Set<String> jobTypes, Set<String> errorCodes, String team) {
        return new Rule(jobTypes, errorCodes, team, Duration.ofHours(1), Optional.empty());
    }
}
