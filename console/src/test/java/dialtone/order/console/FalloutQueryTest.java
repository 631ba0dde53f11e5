package dialtone.order.console;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.order.FalloutFilter;
import dialtone.order.FalloutFilter.Attribute;
import dialtone.order.console.FalloutQuery.Choice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FalloutQueryTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    @Test
    void what_stands_in_the_address_is_the_filter() {
        FalloutQuery query = FalloutQuery.of(Map.of(
                "orderId", " ORD-1, ORD-2 ORD-3",
                "jobType", "fulfilment.activate-sim",
                "team", "stock",
                "age", "60",
                "overdue", "true"));
        assertThat(query.filter(NOON))
                .isEqualTo(FalloutFilter.ALL
                        .with(Attribute.ORDER, Set.of("ORD-1", "ORD-2", "ORD-3"))
                        .with(Attribute.JOB_TYPE, Set.of("fulfilment.activate-sim"))
                        .with(Attribute.TEAM, Set.of("stock"))
                        .openedBefore(NOON.minusSeconds(3_600))
                        .dueBefore(NOON));
        assertThat(query.parameters()).containsEntry("age", "60").containsEntry("errorCode", "");
        assertThat(query.isEmpty()).isFalse();
    }

    @Test
    void what_is_no_age_is_none_and_what_is_no_pace_is_refused_later() {
        assertThat(FalloutQuery.of(Map.of("age", "-1")).isEmpty()).isTrue();
        assertThat(FalloutQuery.of(Map.of()).filter(NOON).isAll()).isTrue();
        assertThat(FalloutQuery.of(Map.of("offering", "x".repeat(600))).offering())
                .hasSize(500);
        assertThat(FalloutQuery.pace("20")).isEqualTo(20);
        assertThat(FalloutQuery.pace("fast")).isZero();
        assertThat(FalloutQuery.pace("")).isZero();
    }

    @Test
    void the_value_that_is_chosen_is_among_the_choices_and_steps_are_named_without_their_feature() {
        assertThat(FalloutQuery.choices(List.of("fulfilment.activate-sim"), "fulfilment.deactivate-sim"))
                .containsExactly(
                        new Choice("fulfilment.deactivate-sim", "Deactivate SIM"),
                        new Choice("fulfilment.activate-sim", "Activate SIM"));
        assertThat(FalloutQuery.choices(List.of("ELEMENT_REFUSED"), ""))
                .extracting(Choice::label)
                .containsExactly("Element refused");
    }
}
