package dialtone.element.console;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.console.Badge;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultRulesTest {

    @Test
    void rows_are_put_together_by_element_where_its_first_one_stands() {
        List<FaultRules> rules =
                FaultRules.of(List.of(row("HLR", "MAP 1"), row("SM-DP+", "8.2.1/3.9"), row("HLR", "MAP 5")));

        assertThat(rules).extracting(FaultRules::element).containsExactly("HLR", "SM-DP+");
        assertThat(rules).extracting(FaultRules::count).containsExactly("2 faults", "1 fault");
        assertThat(rules.getFirst().rows()).extracting(FaultRuleRow::code).containsExactly("MAP 1", "MAP 5");
        assertThat(FaultRules.of(List.of())).isEmpty();
    }

    private static FaultRuleRow row(String element, String code) {
        return new FaultRuleRow(element, code, "", "It says no.", new Badge("Hold", "warn"), "", "");
    }
}
