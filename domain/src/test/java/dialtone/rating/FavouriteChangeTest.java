package dialtone.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.FavouriteTerms;
import dialtone.rating.Favourites.Favourite;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which numbers a line may choose, and when. */
class FavouriteChangeTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String OWN = "491510000001";
    private static final String MUM = "493012345678";
    private static final String DAD = "493012345679";
    private static final String PARIS = "33123456789";
    private static final String PREMIUM = "499001234567";
    private static final String SATELLITE = "881612345678";

    /** The first of November in Berlin, the last of October in UTC. */
    private static final Instant CHOSEN = Instant.parse("2026-10-31T23:30:00Z");

    private static final Instant LATER = Instant.parse("2027-03-01T12:00:00Z");

    private static final FavouriteTerms MONTHLY = new FavouriteTerms(2, 30);

    private static final ZonePlan ZONES = ZonePlan.read(
                    "zones.csv", List.of(ZonePlan.HEADER, "49,germany,,", "49900,premium,,", "33,europe,,"))
            .fold(plan -> plan, reasons -> {
                throw new AssertionError(reasons);
            });

    @Test
    void the_first_choice_is_free_and_is_kept_in_the_order_it_was_named() {
        FavouriteChange change = accepted(line(MONTHLY, Favourites.NONE), List.of(" +" + DAD + " ", MUM), CHOSEN);
        assertThat(change).isEqualTo(new FavouriteChange(List.of(DAD, MUM), List.of()));
        assertThat(change.isNothing()).isFalse();
        assertThat(FavouriteChange.earliest(MONTHLY, Favourites.NONE, BERLIN)).isEmpty();
    }

    @Test
    void what_stays_in_the_list_goes_on_and_only_the_rest_comes_or_leaves() {
        FavouriteTerms three = new FavouriteTerms(3, 30);
        assertThat(accepted(line(three, holding(MUM, DAD)), List.of("4930111111", DAD), LATER))
                .isEqualTo(new FavouriteChange(List.of("4930111111"), List.of(MUM)));
        FavouriteChange fewer = accepted(line(three, holding(MUM, DAD)), List.of(DAD), LATER);
        assertThat(fewer).isEqualTo(new FavouriteChange(List.of(), List.of(MUM)));
        assertThat(fewer.isNothing()).isFalse();
    }

    /** A list of the first of November, that may be changed every 30 days; the days are Berlin's. */
    @ParameterizedTest
    @CsvSource({
        "2026-10-31T23:30:01Z, false",
        "2026-11-30T22:59:59Z, false",
        "2026-11-30T23:00:00Z, true",
        "2026-12-15T12:00:00Z, true"
    })
    void a_list_may_be_changed_from_the_day_on_that_is_so_many_days_later(Instant now, boolean allowed) {
        FavouriteChange.Line line = line(MONTHLY, holding(MUM));
        Rejection early = Rejection.at("numbers", "TOO_EARLY", "The list may be changed from 2026-12-01 on.");
        assertThat(FavouriteChange.of(line, List.of(DAD), now))
                .isEqualTo(
                        allowed
                                ? Outcome.accepted(new FavouriteChange(List.of(DAD), List.of(MUM)))
                                : Outcome.rejected(early));
    }

    @Test
    void terms_of_no_days_let_the_list_be_changed_again_on_the_same_day() {
        assertThat(accepted(line(new FavouriteTerms(2, 0), holding(MUM)), List.of(MUM, DAD), CHOSEN.plusSeconds(1)))
                .isEqualTo(new FavouriteChange(List.of(DAD), List.of()));
    }

    @Test
    void giving_a_number_up_is_a_change_from_which_the_days_are_counted() {
        Favourites givenUp = new Favourites(List.of(
                new Favourite(MUM, CHOSEN, Optional.of(Instant.parse("2026-12-10T12:00:00Z"))),
                new Favourite(DAD, CHOSEN, Optional.empty())));
        assertThat(FavouriteChange.earliest(MONTHLY, givenUp, BERLIN)).contains(LocalDate.parse("2027-01-09"));
        assertThat(faults(line(MONTHLY, givenUp), List.of(DAD, MUM), Instant.parse("2027-01-08T12:00:00Z")))
                .containsExactly("numbers TOO_EARLY");
        assertThat(accepted(line(MONTHLY, givenUp), List.of(DAD, MUM), Instant.parse("2027-01-09T12:00:00Z")))
                .as("it has to be chosen again")
                .isEqualTo(new FavouriteChange(List.of(MUM), List.of()));
    }

    @Test
    void the_same_list_again_in_any_order_changes_nothing_and_is_never_too_early() {
        FavouriteChange same =
                accepted(line(MONTHLY, holding(MUM, DAD)), List.of(DAD, "+" + MUM), CHOSEN.plusSeconds(1));
        assertThat(same.isNothing()).isTrue();
    }

    @Test
    void all_may_be_given_up_at_any_time() {
        Instant now = CHOSEN.plusSeconds(1);
        Favourites all = new Favourites(List.of(
                new Favourite(PARIS, Instant.EPOCH, Optional.of(CHOSEN)),
                new Favourite(MUM, CHOSEN, Optional.empty()),
                new Favourite(DAD, CHOSEN, Optional.empty())));
        FavouriteChange none = new FavouriteChange(List.of(), List.of(MUM, DAD));
        assertThat(accepted(line(MONTHLY, all), List.of(), now)).isEqualTo(none);
        assertThat(FavouriteChange.none(all, now)).isEqualTo(none);
        assertThat(FavouriteChange.none(Favourites.NONE, now).isNothing()).isTrue();
    }

    @Test
    void each_number_at_fault_is_named_by_its_place() {
        FavouriteChange.Line line = line(new FavouriteTerms(20, 0), Favourites.NONE);
        assertThat(faults(
                        line,
                        List.of("12345", MUM, "+" + MUM, "+" + OWN, PREMIUM, "mum", "4930123456789012", PARIS, ""),
                        LATER))
                .containsExactly(
                        "numbers[0] INVALID_NUMBER",
                        "numbers[2] NAMED_TWICE",
                        "numbers[3] OWN_NUMBER",
                        "numbers[4] ZONE_NOT_ALLOWED",
                        "numbers[5] INVALID_NUMBER",
                        "numbers[6] INVALID_NUMBER",
                        "numbers[7] ZONE_NOT_ALLOWED",
                        "numbers[8] INVALID_NUMBER");
    }

    @Test
    void a_number_is_in_one_of_the_zones_of_the_terms() {
        FavouriteTerms wide = new FavouriteTerms(3, 0, List.of("home", "europe"));
        assertThat(accepted(line(wide, Favourites.NONE), List.of(MUM, PARIS), LATER)
                        .chosen())
                .containsExactly(MUM, PARIS);
        assertThat(FavouriteChange.of(line(wide, Favourites.NONE), List.of(PREMIUM), LATER))
                .isEqualTo(Outcome.rejected(Rejection.at(
                        "numbers[0]",
                        "ZONE_NOT_ALLOWED",
                        "Favourites of this line are numbers in the zone of its own or europe.")));
        FavouriteTerms abroad = new FavouriteTerms(3, 0, List.of("europe"));
        assertThat(faults(line(abroad, Favourites.NONE), List.of(PARIS, MUM), LATER))
                .as("the line's own zone is not named")
                .containsExactly("numbers[1] ZONE_NOT_ALLOWED");
    }

    @Test
    void a_number_in_no_zone_is_no_favourite_even_of_a_line_that_is_in_none() {
        FavouriteChange.Line nowhere = new FavouriteChange.Line(OWN, MONTHLY, Favourites.NONE, BERLIN, ZonePlan.NONE);
        assertThat(faults(nowhere, List.of(MUM), LATER)).containsExactly("numbers[0] ZONE_NOT_ALLOWED");
        assertThat(faults(line(MONTHLY, Favourites.NONE), List.of(SATELLITE), LATER))
                .containsExactly("numbers[0] ZONE_NOT_ALLOWED");
    }

    @Test
    void a_number_that_the_line_has_stays_where_the_terms_have_come_to_forbid_its_zone() {
        assertThat(accepted(line(MONTHLY, holding(PARIS)), List.of(PARIS, MUM), LATER))
                .isEqualTo(new FavouriteChange(List.of(MUM), List.of()));
        Favourites former = new Favourites(List.of(new Favourite(PARIS, Instant.EPOCH, Optional.of(CHOSEN))));
        assertThat(faults(line(MONTHLY, former), List.of(PARIS), LATER))
                .as("once given up it is new")
                .containsExactly("numbers[0] ZONE_NOT_ALLOWED");
    }

    @Test
    void the_line_has_as_many_as_the_terms_allow_and_not_one_more() {
        FavouriteChange.Line line = line(MONTHLY, Favourites.NONE);
        assertThat(accepted(line, List.of(MUM, DAD), LATER).chosen()).hasSize(2);
        assertThat(FavouriteChange.of(line, List.of(MUM, DAD, "4930111111"), LATER))
                .isEqualTo(Outcome.rejected(
                        Rejection.at("numbers", "TOO_MANY_NUMBERS", "The line may have 2 favourite numbers.")));
    }

    /** Four were chosen under a plan for four; the plan is now for two. */
    @Test
    void a_list_from_a_larger_plan_may_shrink_and_stay_but_take_no_new_number() {
        FavouriteChange.Line line = line(MONTHLY, holding(MUM, DAD, "4930111111", "4930222222"));
        assertThat(accepted(line, List.of(MUM, DAD, "4930111111", "4930222222"), LATER)
                        .isNothing())
                .isTrue();
        assertThat(accepted(line, List.of(MUM, DAD, "4930111111"), LATER))
                .isEqualTo(new FavouriteChange(List.of(), List.of("4930222222")));
        assertThat(faults(line, List.of(MUM, DAD, "4930333333"), LATER)).containsExactly("numbers TOO_MANY_NUMBERS");
    }

    @Test
    void a_change_keeps_its_own_lists() {
        List<String> chosen = new ArrayList<>(List.of(MUM));
        List<String> givenUp = new ArrayList<>(List.of(DAD));
        FavouriteChange change = new FavouriteChange(chosen, givenUp);
        chosen.clear();
        givenUp.clear();
        assertThat(change).isEqualTo(new FavouriteChange(List.of(MUM), List.of(DAD)));
    }

    private static FavouriteChange.Line line(FavouriteTerms terms, Favourites all) {
        return new FavouriteChange.Line(OWN, terms, all, BERLIN, ZONES);
    }

    private static Favourites holding(String... numbers) {
        return new Favourites(List.of(numbers).stream()
                .map(number -> new Favourite(number, CHOSEN, Optional.empty()))
                .toList());
    }

    private static FavouriteChange accepted(FavouriteChange.Line line, List<String> wanted, Instant now) {
        return FavouriteChange.of(line, wanted, now).fold(change -> change, reasons -> {
            throw new AssertionError(reasons);
        });
    }

    private static List<String> faults(FavouriteChange.Line line, List<String> wanted, Instant now) {
        return FavouriteChange.of(line, wanted, now)
                .fold(
                        change -> List.<String>of(),
                        reasons -> reasons.stream()
                                .map(reason -> reason.field() + " " + reason.code())
                                .toList());
    }
}
