package dialtone.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.UnitPrice;
import dialtone.catalog.Tiers.Mode;
import dialtone.catalog.Tiers.Tier;
import dialtone.catalog.TimeBand.Day;
import dialtone.catalog.TimeBand.Window;
import dialtone.rating.Cell;
import dialtone.rating.Tariff;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a price of use may say, and what is refused. */
class UsageTermsTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final String ALL =
            "zones=europe,world;bands=evening~de~mon.tue@1080-1440+holiday@0-1440,noon~~fri@720-780;"
                    + "setup=0.05;mode=volume;tiers=10:0.1/1:units:0,*:0.5/10:blocks:2;cap=9.00;rounding=down";

    @Test
    void terms_read_what_they_have_written() {
        assertThat(UsageTerms.parse(ALL, EUR).text()).isEqualTo(ALL);
        assertThat(UsageTerms.parse("", EUR)).isEqualTo(UsageTerms.PLAIN);
        assertThat(UsageScope.parse("")).isEqualTo(UsageScope.ANY);
    }

    @Test
    void terms_are_said_in_words() {
        assertThat(UsageTerms.parse(ALL, EUR).description())
                .isEqualTo(
                        "to Europe or World, evening or noon; volume: up to 10 at 0.1 EUR per 1, beyond at 0.5 EUR per 10 begun"
                                + " and 2 EUR; 0.05 EUR to set up; at most 9.00 EUR");
        assertThat(UsageTerms.PLAIN.description()).isEmpty();
        assertThat(UsageScope.parse("bands=noon~~fri@720-780").description()).isEqualTo("noon");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "planets=mars",
                "zones",
                "=europe",
                "cap=1.00;cap=2.00",
                "bands=noon",
                "bands=noon~~fri",
                "bands=noon~~someday@0-60",
                "bands=noon~~fri@60-60",
                "bands=noon~~fri@0-1441",
                "bands=~~fri@0-60",
                "mode=volume;tiers=10",
                "mode=volume;tiers=10:1/1:units:0",
                "mode=graduated;tiers=10:1/1:units:0,10:1/1:units:0,*:1/1:units:0",
                "mode=graduated;tiers=0:1/1:units:0,*:1/1:units:0",
                "mode=graduated;tiers=*:1/0:units:0",
                "mode=graduated",
                "rounding=ceiling"
            })
    void what_is_no_terms_is_refused(String text) {
        assertThatThrownBy(() -> UsageTerms.parse(text, EUR)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tiers_have_a_limit_and_one_currency() {
        Tier last = tier(Tiers.NO_END, EUR);
        assertThatThrownBy(() -> new Tiers(Mode.VOLUME, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Tiers(Mode.VOLUME, Collections.nCopies(Tiers.MAX_TIERS + 1, last)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Tiers(Mode.VOLUME, List.of(tier(1, Currency.getInstance("CHF")), last)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Tier(
                        1,
                        new UnitPrice(BigDecimal.ONE, EUR),
                        1,
                        false,
                        new UnitPrice(BigDecimal.ONE, Currency.getInstance("CHF"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TimeBand("x".repeat(TimeBand.MAX_NAME + 1), List.of(window()), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TimeBand("noon", List.of(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Window(Set.of(), 0, 60)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Window(Set.of(Day.MON), -1, 60)).isInstanceOf(IllegalArgumentException.class);
        assertThat(RoundingMode.values()).hasSizeGreaterThan(UsageTerms.ROUNDINGS.size());
    }

    @Test
    void a_unit_is_in_one_tier_or_all_are() {
        Tiers graduated = new Tiers(Mode.GRADUATED, List.of(tier(10, EUR), tier(20, EUR), tier(Tiers.NO_END, EUR)));
        Tiers volume = new Tiers(Mode.VOLUME, graduated.tiers());
        assertThat(List.of(graduated.unitsIn(0, 20), graduated.unitsIn(1, 20), graduated.unitsIn(2, 20)))
                .containsExactly(10L, 10L, 0L);
        assertThat(List.of(volume.unitsIn(0, 10), volume.unitsIn(1, 10), volume.unitsIn(0, 11), volume.unitsIn(1, 20)))
                .containsExactly(10L, 0L, 0L, 20L);
    }

    @Test
    void a_gap_is_use_without_a_price_beside_some_with_one() {
        Price.Usage europe = usage("europe", UsageTerms.parse("zones=europe", EUR));
        assertThat(new Tariff(List.of(europe)).gaps()).containsExactly(Cell.of(UsageType.VOICE));
        assertThat(new Tariff(List.of(europe, usage("any", UsageTerms.PLAIN))).gaps())
                .isEmpty();
        Price.Allowance data = new Price.Allowance("data", "Data", List.of(UsageType.DATA), 1);
        assertThat(new Tariff(List.of(data)).gaps())
                .as("included and nothing else")
                .isEmpty();
    }

    @Test
    void a_tariff_without_terms_keeps_the_id_that_it_had_before_there_were_any() {
        UnitPrice price = new UnitPrice(new BigDecimal("0.09"), EUR);
        Price.Usage plain = new Price.Usage("v", "V", UsageType.VOICE, price, 60, 60, 1);
        Price.Usage evening = new Price.Usage(
                "v", "V", UsageType.VOICE, price, 60, 60, 1, UsageTerms.parse("bands=noon~~fri@720-780", EUR));
        assertThat(new Tariff(List.of(plain)).id())
                .isEqualTo("004444ead649f98c485d78b0ddde2cf18d70d0bf44baaf8dbff2e990bddac86a");
        assertThat(new Tariff(List.of(evening)).id()).isNotEqualTo(new Tariff(List.of(plain)).id());
    }

    private static Price.Usage usage(String id, UsageTerms terms) {
        return new Price.Usage(id, id, UsageType.VOICE, new UnitPrice(BigDecimal.ONE, EUR), 1, 0, 1, terms);
    }

    private static Window window() {
        return new Window(Set.of(Day.MON), 0, 60);
    }

    private static Tier tier(long upTo, Currency currency) {
        return new Tier(
                upTo, new UnitPrice(BigDecimal.ONE, currency), 1, false, new UnitPrice(BigDecimal.ZERO, currency));
    }
}
