package dialtone.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfferingNamesTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            mobile-s,            mobile-s,  true
            mobile-s,            mobile-sm, false
            mobile-*,            mobile-s,  true
            mobile-*,            mobile,    false
            team mobile-*,       team,      true
            team,                '',        false
            *,                   '',        true
            '',                  anything,  true
            """)
    void names_are_whole_or_beginnings(String names, String offering, boolean has) {
        assertThat(of(names).has(offering)).isEqualTo(has);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            mobile-s,    mobile-s,           true
            mobile-s,    mobile-m,           false
            mobile-*,    mobile-s,           true
            mobile-s,    mobile-*,           true
            mobile-*,    mobile-business-*,  true
            team mobile, fleet mobile,       true
            mobile-s*,   mobile-b*,          false
            '',          mobile-s,           false
            '',          *,                  true
            """)
    void two_are_rivals_where_neither_goes_before_the_other(String one, String other, boolean rivals) {
        assertThat(of(one).rivals(of(other))).isEqualTo(rivals);
        assertThat(of(other).rivals(of(one))).isEqualTo(rivals);
    }

    @Test
    void anything_else_is_refused() {
        assertThat(OfferingNames.of("Mobile")).isEmpty();
        assertThat(OfferingNames.of("mobile  team")).isEmpty();
        assertThat(OfferingNames.of("mo*bile")).isEmpty();
        assertThat(OfferingNames.of("m".repeat(255))).isPresent();
        assertThat(OfferingNames.of("m".repeat(256))).isEmpty();
        assertThat(of("team mobile-*").text()).isEqualTo("team mobile-*");
        assertThat(of("").text()).isEqualTo("*");
        assertThat(of("team *")).as("what all are of needs no names").isEqualTo(OfferingNames.ANY);
    }

    private static OfferingNames of(String text) {
        return OfferingNames.of(text).orElseThrow();
    }
}
