package dialtone.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.catalog.DiscountCondition.Together;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscountConditionTest {

    private static final OfferingId PLAN = new OfferingId("plan");

    @ParameterizedTest
    @CsvSource({"2, 4, 1, false", "2, 4, 2, true", "2, 4, 4, true", "2, 4, 5, false", "3, , 2, false", "3, , 9999, true"
    })
    void so_many_products_are_enough_and_not_too_many(
            int atLeast, @Nullable Integer atMost, long count, boolean holds) {
        assertThat(new Together(List.of(PLAN), atLeast, Optional.ofNullable(atMost)).holdsFor(count))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({"0, ", "10001, ", "3, 2", "1, 10001", "1, 0"})
    void numbers_of_products_go_from_few_to_many_within_the_limit(int atLeast, @Nullable Integer atMost) {
        assertThatThrownBy(() -> new Together(List.of(PLAN), atLeast, Optional.ofNullable(atMost)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 to 10000 products, from few to many");
    }

    @Test
    void a_step_of_one_number_and_the_last_one_of_all_are_fine() {
        assertThat(new Together(List.of(PLAN), 3, Optional.of(3)).holdsFor(3)).isTrue();
        assertThat(new Together(List.of(PLAN), Together.MAX_COUNT, Optional.of(Together.MAX_COUNT))
                        .holdsFor(Together.MAX_COUNT))
                .isTrue();
    }

    @Test
    void it_names_one_to_twenty_offerings() {
        assertThat(new Together(Collections.nCopies(20, PLAN), 1, Optional.empty()).offerings())
                .hasSize(Together.MAX_OFFERINGS);
        assertThatThrownBy(() -> new Together(Collections.nCopies(21, PLAN), 1, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 to 20 offerings, not 21");
        assertThatThrownBy(() -> new Together(List.of(), 1, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 to 20 offerings, not 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:b", "a;b", "a,b", "a=b", "a|b", "a/b", "a\nb"})
    void a_name_has_none_of_the_letters_that_the_stored_text_divides_by(String name) {
        assertThatThrownBy(() -> DiscountCondition.named(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("A name has 1 to 64 characters");
    }

    @Test
    void a_name_has_at_most_64_characters() {
        String longest = "ä".repeat(64);

        assertThat(DiscountCondition.named(longest).name()).contains(longest);
        assertThatThrownBy(() -> DiscountCondition.named(longest + "ä")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tenure_is_of_at_most_fifty_years() {
        assertThat(tenure(600).afterMonths()).isEqualTo(DiscountCondition.MAX_MONTHS);
        assertThatThrownBy(() -> tenure(601)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tenure(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0 to 600 months of tenure, not -1");
    }

    @Test
    void one_of_tenure_or_of_other_products_may_begin_within_a_period_and_a_name_may_not() {
        assertThat(DiscountCondition.ALWAYS.isOfDays()).isFalse();
        assertThat(DiscountCondition.named("Welcome").isOfDays()).isFalse();
        assertThat(tenure(1).isOfDays()).isTrue();
        assertThat(new DiscountCondition(
                                Optional.empty(), 0, Optional.of(new Together(List.of(PLAN), 1, Optional.empty())))
                        .isOfDays())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {":n/Two lines", ":m/12", ":t/2/*/plan/bigger", ":n/Family:m/600:t/3/4/plan"})
    void the_same_condition_has_the_same_text(String text) {
        assertThat(parsed(text).text()).isEqualTo(text);
    }

    @Test
    void one_that_always_holds_has_no_text_and_the_parts_say_what_they_mean() {
        assertThat(DiscountCondition.ALWAYS.text()).isEmpty();
        assertThat(DiscountCondition.parse(List.of())).isEqualTo(DiscountCondition.ALWAYS);
        assertThat(parsed(":n/Family:m/6:t/3/4/plan/bigger"))
                .isEqualTo(new DiscountCondition(
                        Optional.of("Family"),
                        6,
                        Optional.of(new Together(List.of(PLAN, new OfferingId("bigger")), 3, Optional.of(4)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x/1", "n", ""})
    void a_part_that_nobody_knows_is_refused(String part) {
        assertThatThrownBy(() -> DiscountCondition.parse(List.of(part)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Unknown condition of a discount: " + part);
    }

    private static DiscountCondition tenure(int months) {
        return new DiscountCondition(Optional.empty(), months, Optional.empty());
    }

    private static DiscountCondition parsed(String text) {
        return DiscountCondition.parse(List.of(text.substring(1).split(":", -1)));
    }
}
