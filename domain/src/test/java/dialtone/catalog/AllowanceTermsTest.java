package dialtone.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.catalog.AllowanceTerms.Rollover;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowanceTermsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "zones=europe,world",
                "zones=europe;bands=evening~~mon@1080-1440;priority=1",
                "rollover=2",
                "priority=99;rollover=12:4000000000",
                "priority=7;shared=yes"
            })
    void the_same_terms_have_the_same_text(String text) {
        assertThat(AllowanceTerms.parse(text).text()).isEqualTo(text);
    }

    @Test
    void an_allowance_of_before_reads_as_it_was() {
        assertThat(AllowanceTerms.parse("zones=europe"))
                .isEqualTo(AllowanceTerms.of(new UsageScope(List.of("europe"), List.of())));
        assertThat(AllowanceTerms.PLAIN.text()).isEmpty();
    }

    @Test
    void it_is_said_in_words() {
        assertThat(AllowanceTerms.parse("zones=europe;rollover=1").description(units -> units + " GB"))
                .isEqualTo("to Europe; what is left is carried over for a month");
        assertThat(AllowanceTerms.parse("rollover=3:5").description(units -> units + " GB"))
                .isEqualTo("what is left is carried over for 3 months, at most 5 GB");
        assertThat(AllowanceTerms.parse("shared=yes").description(units -> units + " GB"))
                .isEqualTo("shared with lines of the account that billing adds");
    }

    @Test
    void what_makes_no_sense_is_refused() {
        assertThatThrownBy(() -> new Rollover(0, Optional.empty())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rollover(13, Optional.empty())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rollover(1, Optional.of(0L))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AllowanceTerms.parse("priority=0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AllowanceTerms.parse("priority=100")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AllowanceTerms.parse("rollover=1;shared=yes"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AllowanceTerms.parse("zones=europe;shared=yes"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
