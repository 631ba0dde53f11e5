package dialtone.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many favourite numbers, how often and where, and the text that a tariff keeps of it. */
class FavouriteTermsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 30, false",
        "1, 30, true",
        "20, 30, true",
        "21, 30, false",
        "3, -1, false",
        "3, 0, true",
        "3, 366, true",
        "3, 367, false"
    })
    void numbers_and_days_have_limits(int numbers, int everyDays, boolean allowed) {
        if (allowed) {
            assertThat(new FavouriteTerms(numbers, everyDays))
                    .isEqualTo(new FavouriteTerms(numbers, everyDays, List.of("home")));
        } else {
            assertThatThrownBy(() -> new FavouriteTerms(numbers, everyDays))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("1 to 20 numbers of zones, changed every 0 to 366 days");
        }
    }

    @Test
    void favourites_are_in_a_zone_at_least() {
        List<String> none = List.of();
        assertThatThrownBy(() -> new FavouriteTerms(3, 30, none)).isInstanceOf(IllegalArgumentException.class);
        List<String> zones = new ArrayList<>(List.of("europe"));
        FavouriteTerms terms = new FavouriteTerms(3, 30, zones);
        zones.clear();
        assertThat(terms.zones()).containsExactly("europe");
    }

    @Test
    void of_two_prices_the_more_numbers_and_the_shorter_time_hold_in_the_zones_of_both() {
        FavouriteTerms few = new FavouriteTerms(3, 7, List.of("home", "europe"));
        FavouriteTerms many = new FavouriteTerms(10, 90, List.of("europe", "world"));
        assertThat(few.or(many)).isEqualTo(new FavouriteTerms(10, 7, List.of("home", "europe", "world")));
        assertThat(many.or(few)).isEqualTo(new FavouriteTerms(10, 7, List.of("europe", "world", "home")));
        assertThat(few.or(few)).isEqualTo(few);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3:30", "1:0", "20:366", "3:30:home+europe", "3:30:premium"})
    void terms_are_what_their_text_says(String text) {
        assertThat(FavouriteTerms.parse(text).text()).isEqualTo(text);
    }

    @Test
    void a_text_without_zones_is_of_the_line_s_own() {
        assertThat(FavouriteTerms.parse("3:30")).isEqualTo(new FavouriteTerms(3, 30, List.of("home")));
        assertThat(FavouriteTerms.parse("3:30:home+europe"))
                .isEqualTo(new FavouriteTerms(3, 30, List.of("home", "europe")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", ":", "3:", "x:30", "3:x", "0:30", "3:367", "99999999999:1"})
    void another_text_is_no_terms(String text) {
        assertThatThrownBy(() -> FavouriteTerms.parse(text)).isInstanceOf(IllegalArgumentException.class);
        String scope = "zones=favourites;favourites=" + text;
        assertThatThrownBy(() -> UsageScope.parse(scope)).isInstanceOf(IllegalArgumentException.class);
    }
}
