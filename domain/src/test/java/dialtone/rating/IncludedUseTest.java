package dialtone.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.catalog.AllowanceTerms;
import dialtone.catalog.AllowanceTerms.Rollover;
import dialtone.catalog.Price;
import dialtone.catalog.UsageScope;
import dialtone.catalog.UsageType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A plan with 100 messages a month, and an add-on with 50 more. */
class IncludedUseTest {

    private static final Cell MESSAGES = Cell.of(UsageType.SMS);
    private static final Price.Allowance PLAN = allowance("plan", 100);
    private static final Price.Allowance MORE = allowance("more", 50);
    private static final Tariff ALONE = new Tariff(List.of(PLAN));
    private static final Tariff BOTH = new Tariff(List.of(PLAN, MORE));

    private final IncludedUse included = new IncludedUse();

    @Test
    void what_is_beyond_what_was_included_does_not_count_on() {
        used(ALONE, 120);
        assertThat(included.of(BOTH)).containsExactly(Map.entry(MESSAGES, 100L));
    }

    @Test
    void what_an_add_on_has_covered_leaves_the_plan_its_own_when_it_ends() {
        used(ALONE, 30);
        used(BOTH, 40);
        assertThat(included.of(ALONE)).containsExactly(Map.entry(MESSAGES, 30L));
        assertThat(included.of(BOTH)).containsExactly(Map.entry(MESSAGES, 70L));
    }

    @Test
    void an_add_on_that_comes_again_goes_on_where_it_was() {
        used(BOTH, 120);
        used(ALONE, 20);
        assertThat(included.of(ALONE)).containsExactly(Map.entry(MESSAGES, 90L));
        assertThat(included.of(BOTH)).as("of 150").containsExactly(Map.entry(MESSAGES, 140L));
        assertThat(CycleUsage.none(BOTH).countingOn(included.of(BOTH)).charged(UsageType.SMS))
                .isZero();
    }

    @Test
    void two_of_the_same_include_twice_as_much_and_one_of_them_may_go() {
        Tariff twice = new Tariff(List.of(PLAN, MORE, MORE));
        used(twice, 70);
        assertThat(included.of(BOTH)).as("of the one that stays").containsExactly(Map.entry(MESSAGES, 20L));
        assertThat(included.of(twice)).containsExactly(Map.entry(MESSAGES, 70L));
        assertThat(included.of(ALONE).values()).allMatch(units -> units == 0);
    }

    /** Who covered Europe is not told apart, so that all of it counts on and none of it twice. */
    @Test
    void allowances_for_different_use_of_one_type_count_on_together() {
        Cell europe = new Cell(UsageType.SMS, "europe", "");
        Price.Allowance abroad = new Price.Allowance(
                "abroad", "abroad", List.of(UsageType.SMS), 50, new UsageScope(List.of("europe"), List.of()));
        Tariff with = new Tariff(List.of(PLAN, abroad));
        included.add(CycleUsage.of(with, Map.of(europe, new CellUse(70, 1), MESSAGES, new CellUse(20, 1))));
        assertThat(included.of(with)).containsEntry(europe, 70L).containsEntry(MESSAGES, 20L);
        CycleUsage again = CycleUsage.none(with).countingOn(included.of(with));
        assertThat(again.allowances()).containsExactly(new AllowanceUse(PLAN, 40), new AllowanceUse(abroad, 50));
        assertThat(included.of(ALONE)).containsEntry(MESSAGES, 90L);
        assertThat(CycleUsage.none(ALONE).countingOn(included.of(ALONE)).allowances())
                .containsExactly(new AllowanceUse(PLAN, 90));
    }

    @Test
    void an_add_on_at_home_leaves_a_plan_that_holds_abroad_too_its_own() {
        Cell abroad = new Cell(UsageType.SMS, "", "", "eu");
        Price.Allowance travel = allowance("travel", 100, "home", "eu");
        Tariff plan = new Tariff(List.of(travel));
        included.add(CycleUsage.of(
                new Tariff(List.of(travel, MORE)), Map.of(MESSAGES, new CellUse(40, 1), abroad, new CellUse(30, 1))));
        assertThat(included.of(plan)).containsExactly(Map.entry(abroad, 30L));
    }

    /** The narrower first, as rating consumes them: the plan's 100 at home, and abroad the add-on's. */
    @Test
    void an_add_on_that_holds_abroad_too_is_used_where_the_plan_does_not_hold() {
        Cell abroad = new Cell(UsageType.SMS, "", "", "eu");
        included.add(CycleUsage.of(
                new Tariff(List.of(PLAN, allowance("travel", 50, "home", "eu"))),
                Map.of(MESSAGES, new CellUse(100, 1), abroad, new CellUse(50, 1))));
        assertThat(included.of(ALONE)).containsExactly(Map.entry(MESSAGES, 100L));
    }

    @Test
    void what_was_included_abroad_does_not_count_at_home() {
        Cell abroad = new Cell(UsageType.SMS, "", "", "eu");
        included.add(CycleUsage.of(
                new Tariff(List.of(PLAN, allowance("pass", 50, "eu"))),
                Map.of(MESSAGES, new CellUse(10, 1), abroad, new CellUse(50, 1))));
        assertThat(included.of(ALONE)).containsExactly(Map.entry(MESSAGES, 10L));
        // for several types: which covered what is not told apart, and still none of it was used at home
        IncludedUse mixed = new IncludedUse();
        mixed.add(CycleUsage.of(
                new Tariff(List.of(
                        PLAN,
                        new Price.Allowance(
                                "units",
                                "units",
                                List.of(UsageType.SMS, UsageType.VOICE),
                                50,
                                UsageScope.ANY.in(List.of("eu"))))),
                Map.of(MESSAGES, new CellUse(10, 1), abroad, new CellUse(50, 1))));
        assertThat(mixed.of(ALONE)).containsEntry(MESSAGES, 10L);
    }

    /** 100 a month, what is left of which may be used for another month: 50 are left of the one before. */
    @Test
    void what_was_left_of_the_month_before_is_kept_by_the_allowance_that_has_it() {
        Price.Allowance kept = new Price.Allowance(
                "kept",
                "kept",
                List.of(UsageType.SMS),
                100,
                new AllowanceTerms(
                        UsageScope.ANY, AllowanceTerms.USUAL, Optional.of(new Rollover(1, Optional.empty())), false));
        Tariff keeping = new Tariff(List.of(kept));
        Tariff more = new Tariff(List.of(MORE, kept));
        included.add(
                CycleUsage.of(keeping, Map.of(MESSAGES, new CellUse(120, 1))).carrying(List.of(new Carried(0, 1, 50))));
        assertThat(included.left(keeping)).containsExactly(new Carried(0, 1, 50));
        assertThat(included.left(more)).as("where it stands second").containsExactly(new Carried(1, 1, 50));
        assertThat(included.left(ALONE)).isEmpty();
        assertThat(included.of(keeping)).as("of 150").containsExactly(Map.entry(MESSAGES, 120L));
        CycleUsage next = CycleUsage.none(more).carrying(included.left(more)).countingOn(included.of(more));
        assertThat(next.allowances().stream().mapToLong(AllowanceUse::remaining).sum())
                .as("of 200")
                .isEqualTo(80);
        assertThat(CycleUsage.none(more)
                        .countingOn(included.of(more))
                        .carrying(included.left(more))
                        .allowances())
                .as("whichever is said first")
                .isEqualTo(next.allowances());
    }

    private static Price.Allowance allowance(String id, long quantity, String... roaming) {
        return new Price.Allowance(id, id, List.of(UsageType.SMS), quantity, UsageScope.ANY.in(List.of(roaming)));
    }

    private void used(Tariff tariff, long messages) {
        included.add(CycleUsage.of(tariff, Map.of(MESSAGES, new CellUse(messages, 1)))
                .countingOn(included.of(tariff)));
    }
}
